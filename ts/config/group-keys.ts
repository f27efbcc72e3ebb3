// The keys of a group, as one device knows them (spec 03 §9.3 to §9.5).

import type {
  Ed25519PublicKey,
  Ed25519Seed,
  SymmetricKey,
  X25519KeyPair,
  X25519PublicKey,
} from '../crypto/index.ts';
import {
  CryptoError,
  decryptXChaCha20,
  ed25519ToX25519,
  openFromMany,
  secretsEqual,
  symmetricKey,
  wipe,
} from '../crypto/index.ts';
import { ConfigError } from './errors.ts';
import type { GroupKey } from './group-key.ts';
import type { GroupKeysState, PendingRekey } from './group-keys-dump.ts';
import { decodeGroupKeysDump, encodeGroupKeysDump, sortedHashes } from './group-keys-dump.ts';
import type { KeysMessage, RekeyMessage } from './group-keys-message.ts';
import { decodeKeysMessage } from './group-keys-message.ts';
import { makeRekey } from './group-keys-rekey.ts';
import { makeSupplement, readSupplement } from './group-keys-supplement.ts';
import { MEMBER_KEY_DOMAIN } from './group-recipients.ts';
import type { GroupSecrets } from './group-secrets.ts';
import { adminKeyOf, groupSecrets } from './group-secrets.ts';
import { NO_GROUP_KEYS, addActiveHash, addGroupKey } from './known-group-keys.ts';

export interface GroupKeysOptions {
  /** The key in the group's ID. */
  readonly groupKey: Ed25519PublicKey;
  /** Of an admin. */
  readonly groupSeed?: Ed25519Seed | undefined;
  /** X25519 keys of our account. */
  readonly account: X25519KeyPair;
}

/** A keys message as a swarm has it. */
export interface StoredKeys {
  /** By which the swarm knows it; opaque. */
  readonly hash: string;
  readonly data: Uint8Array;
  /** When the swarm stored it. */
  readonly timestampMs: number;
}

export interface KeysMergeReport {
  /** Whether a key for us was in any of the messages, a new one or not. */
  readonly found: boolean;
  /** Hashes of the messages that could be read. Only they may be marked as seen. */
  readonly good: ReadonlySet<string>;
  /** Why the others could not be used. */
  readonly failures: readonly { readonly hash: string; readonly error: ConfigError }[];
}

const NOTHING: GroupKeysState = { known: NO_GROUP_KEYS, pending: undefined };

export class GroupKeys {
  private readonly options: GroupKeysOptions;
  /** X25519 form of the group's key. */
  private readonly exchangeKey: X25519PublicKey;
  private secrets: GroupSecrets | undefined;
  private state: GroupKeysState = NOTHING;
  private dumpNeeded = false;

  /**
   * @throws {ConfigError} `value-invalid` for the seed of another group
   * @throws {CryptoError} `key-invalid` when the group's key is no point of the curve
   */
  constructor(options: GroupKeysOptions) {
    this.options = options;
    this.exchangeKey = ed25519ToX25519(options.groupKey);
    if (options.groupSeed !== undefined) this.becomeAdmin(options.groupSeed);
  }

  /** @throws {ConfigError} `dump-invalid`, and as the constructor */
  static load(dump: Uint8Array, options: GroupKeysOptions): GroupKeys {
    const keys = new GroupKeys(options);
    keys.state = decodeGroupKeysDump(dump);
    return keys;
  }

  get isAdmin(): boolean {
    return this.secrets !== undefined;
  }

  /** The highest generation of which we have a key; 0 when there is none. */
  get generation(): number {
    return this.known.at(-1)?.generation ?? 0;
  }

  /** The keys that came from the swarm, oldest first. */
  get known(): readonly GroupKey[] {
    return this.state.known.keys;
  }

  /** Our own rekey until its message comes back from the swarm. It has to be stored until then. */
  get pending(): PendingRekey | undefined {
    return this.state.pending;
  }

  /** All keys: the first one encrypts, any of them may decrypt. */
  get keys(): readonly SymmetricKey[] {
    const known = this.known.map(({ key }) => key).reverse();
    return this.pending === undefined ? known : [this.pending.key, ...known];
  }

  /** Hashes of stored messages whose time to live has to be extended now and then; they are never deleted. */
  get activeHashes(): readonly string[] {
    return sortedHashes([...this.state.known.active.values()].flatMap((hashes) => [...hashes]));
  }

  /** Whether admins have made different keys at the same time: one of them has to make a new one for everybody (spec 03 §9.5). */
  get needsRekey(): boolean {
    const newest = this.known.at(-1);
    return this.isAdmin && newest !== undefined && newest.generation === this.known.at(-2)?.generation;
  }

  get needsDump(): boolean {
    return this.dumpNeeded;
  }

  /**
   * The account became an admin: from now on it can make keys.
   * @throws {ConfigError} `value-invalid` for the seed of another group
   */
  becomeAdmin(groupSeed: Ed25519Seed): void {
    this.secrets = groupSecrets(groupSeed, this.options.groupKey);
  }

  /**
   * Makes a new key for all `memberIds`, in the order of the members' dict. It encrypts from now on; the message that hands it out
   * has to be stored, and is `pending` until it is loaded.
   * @throws {ConfigError} `read-only` for who is no admin, `value-invalid` for an ID that is no account's
   */
  rekey(memberIds: readonly string[]): Uint8Array {
    const generation = this.known.length === 0 ? 0 : this.generation + 1;
    const rekey = makeRekey(this.adminSecrets(), { generation, memberIds });
    this.setState({ ...this.state, pending: { ...rekey, generation } });
    return rekey.message;
  }

  /**
   * The message that gives all keys from the swarm to new members, who may then read older messages; it has to be stored.
   * @throws {ConfigError} `read-only` for who is no admin; `value-invalid` when there is no key, nobody to give it to, or an ID
   *   that is no account's
   */
  supplement(memberIds: readonly string[]): Uint8Array {
    return makeSupplement(this.adminSecrets(), { keys: this.known, memberIds });
  }

  /**
   * Takes in one message, new or known. True when a key for us was in it.
   * @throws {ConfigError} `message-invalid`, `signature-invalid`, `decrypt-failed`, `value-invalid` for a time that is none: then
   *   nothing has changed
   */
  loadMessage({ hash, data, timestampMs }: StoredKeys): boolean {
    if (!Number.isSafeInteger(timestampMs) || timestampMs < 0) {
      throw new ConfigError('value-invalid', { message: 'time' });
    }
    const message = decodeKeysMessage(data, this.options.groupKey);
    const found = this.open(message, timestampMs);
    const { known, pending } = this.state;
    this.setState({
      known:
        found.length === 0
          ? addActiveHash(known, message.generation, hash)
          : found.reduce((keys, key) => addGroupKey(keys, key, hash), known),
      pending: pending !== undefined && found.some((key) => supersedes(key, pending)) ? undefined : pending,
    });
    return found.length > 0;
  }

  /** Takes in what is stored, in any order. A message that cannot be used costs nothing but itself. */
  merge(stored: readonly StoredKeys[]): KeysMergeReport {
    const good = new Set<string>();
    const failures: { readonly hash: string; readonly error: ConfigError }[] = [];
    let found = false;
    for (const message of stored) {
      try {
        if (this.loadMessage(message)) found = true;
        good.add(message.hash);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        failures.push({ hash: message.hash, error });
      }
    }
    return { found, good, failures };
  }

  /** Everything but the keys of group and account, to be kept in the store. */
  dump(): Uint8Array {
    this.dumpNeeded = false;
    return encodeGroupKeysDump(this.state);
  }

  private open(message: KeysMessage, timestampMs: number): readonly GroupKey[] {
    if (message.kind === 'supplement') {
      // Admins have every key already.
      return this.isAdmin ? [] : readSupplement(this.openForMember(message));
    }
    const key =
      this.secrets === undefined ? this.openForMember(message) : openForAdmin(message, this.secrets);
    if (key === undefined) return [];
    return [{ generation: message.generation, timestampMs, key: symmetricKey(key) }];
  }

  private openForMember({ nonce, forMembers }: KeysMessage): Uint8Array | undefined {
    const parties = { own: this.options.account, sender: this.exchangeKey, domain: MEMBER_KEY_DOMAIN };
    return openFromMany({ nonce, items: forMembers }, parties);
  }

  private adminSecrets(): GroupSecrets {
    if (this.secrets === undefined) throw new ConfigError('read-only');
    return this.secrets;
  }

  private setState(state: GroupKeysState): void {
    if (state.known === this.state.known && state.pending === this.state.pending) return;
    this.state = state;
    this.dumpNeeded = true;
  }
}

/** Whether a key from the swarm makes an end to waiting for our own. */
function supersedes({ generation, key }: GroupKey, pending: PendingRekey): boolean {
  return generation > pending.generation || secretsEqual(key, pending.key);
}

function openForAdmin({ nonce, forAdmins }: RekeyMessage, secrets: GroupSecrets): Uint8Array {
  const key = adminKeyOf(secrets);
  try {
    return decryptXChaCha20(forAdmins, nonce, { key });
  } catch (cause) {
    if (cause instanceof CryptoError) throw new ConfigError('decrypt-failed', { cause });
    throw cause;
  } finally {
    wipe(key);
  }
}
