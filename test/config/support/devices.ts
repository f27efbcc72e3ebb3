import type { ConfigOptions, StoredConfig } from '../../../ts/config/index.ts';
import { ConfigObject, JournaledConfig } from '../../../ts/config/index.ts';
import { blake2b, symmetricKey } from '../../../ts/crypto/index.ts';
import { toHex } from '../../../ts/util/index.ts';

export const NOW_MS = 1_760_000_000_000;

/** Options of a user config whose key everybody has. */
export function options(nowMs: () => number = () => NOW_MS): ConfigOptions {
  const key = symmetricKey(new Uint8Array(32).fill(7));
  return { domain: 'UserProfile', keys: () => [key], clock: { nowMs } };
}

export function reference(): ConfigObject {
  return new ConfigObject(options());
}

export function journaled(): JournaledConfig {
  return new JournaledConfig(options());
}

/** What a swarm keeps for one namespace. */
export class Swarm {
  private readonly stored = new Map<string, Uint8Array>();

  store(data: Uint8Array): string {
    const hash = toHex(blake2b(16, data));
    this.stored.set(hash, data);
    return hash;
  }

  delete(hashes: readonly string[]): void {
    for (const hash of hashes) this.stored.delete(hash);
  }

  all(): readonly StoredConfig[] {
    return [...this.stored].map(([hash, data]) => ({ hash, data }));
  }

  has(hash: string): boolean {
    return this.stored.has(hash);
  }
}

/** Stores what a device has to push and tells it, as a whole and undisturbed sync does. */
export function sync(device: ConfigObject, swarm: Swarm): void {
  const { seqno, messages, obsolete } = device.push();
  const hashes = messages.map((data) => swarm.store(data));
  swarm.delete(obsolete.filter((hash) => !hashes.includes(hash)));
  device.confirmPushed(seqno, hashes);
  device.confirmDeleted(obsolete);
}

export function poll(device: ConfigObject, swarm: Swarm): ReturnType<ConfigObject['merge']> {
  return device.merge(swarm.all());
}
