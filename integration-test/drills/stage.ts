import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type LocalNetwork, startLocalNetwork } from '../../ts/local-network/index.ts';
import { HeadlessClient } from '../../test/support/headless-client.ts';

const NODES = 12;

/** What an engine is started with besides its profile. */
export interface EngineOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A local network, a folder, and the engines that a drill has started. */
export class Stage {
  readonly network: LocalNetwork;
  readonly folder: string;
  private readonly engines: HeadlessClient[] = [];
  private readonly endings: (() => void)[] = [];

  private constructor(network: LocalNetwork, folder: string) {
    this.network = network;
    this.folder = folder;
  }

  static async open(): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'undertone-drill-'));
    // Some drills run an engine as another user.
    chmodSync(folder, 0o755);
    return new Stage(await startLocalNetwork({ nodeCount: NODES }), folder);
  }

  /** A folder of its own. */
  place(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  }

  engine(profile: string, { args = [], env = {} }: EngineOptions = {}): HeadlessClient {
    const engine = new HeadlessClient({
      profile,
      network: this.network.seedUrl,
      args,
      env: { LOCAL_DEVNET_FILE_SERVER: this.network.fileServer.address, ...env },
    });
    this.engines.push(engine);
    return engine;
  }

  /** Done when the drill has ended, the last one first. */
  atEnd(ending: () => void): void {
    this.endings.push(ending);
  }

  /** Ends what a drill has left. */
  async tidy(keep: readonly HeadlessClient[] = []): Promise<void> {
    for (const engine of this.engines.splice(0)) {
      if (keep.includes(engine)) this.engines.push(engine);
      else await engine.kill('SIGKILL');
    }
    for (const ending of this.endings.splice(0).reverse()) ending();
  }

  async close(): Promise<void> {
    await this.tidy();
    await this.network.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Where a profile keeps its things. */
export function placesOf(profile: string): {
  readonly database: string;
  readonly journal: string;
  readonly vault: string;
  readonly store: string;
  readonly logs: string;
} {
  const store = join(profile, 'store');
  const database = join(store, 'undertone.sqlite');
  return {
    database,
    journal: `${database}-wal`,
    vault: join(profile, 'vault.json'),
    store,
    logs: join(profile, 'logs'),
  };
}

/** All that the log of a profile says. */
export function logOf(profile: string): string {
  const { logs } = placesOf(profile);
  if (!existsSync(logs)) return '';
  return readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('');
}
