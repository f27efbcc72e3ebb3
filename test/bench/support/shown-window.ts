import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { wallMs } from '../harness/clock.ts';

export interface Program {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Smaller ones are no window of a person: toolkits make some for themselves. */
const LEAST_PIXELS = 300;
const START_LIMIT_MS = 60_000;
const END_LIMIT_MS = 12_000;

/**
 * Hears from the X server when a window of some size is mapped. A packaged app lets nobody look into it, and tells nobody when it is ready; but it
 * shows its window when that has been painted, and not before.
 */
export class WindowWatch {
  private readonly watcher: ChildProcess;
  private readonly sizes = new Map<string, readonly [width: number, height: number]>();
  private onShown: (atMs: number) => void = () => undefined;
  private kind = '';

  constructor() {
    this.watcher = spawn('stdbuf', ['-oL', 'xev', '-root', '-event', 'substructure'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { stdout } = this.watcher;
    if (stdout === null) throw new Error('xev has no output.');
    createInterface({ input: stdout }).on('line', (line) => this.read(line));
  }

  /** Starts a program and ends it as soon as its window is there. @returns milliseconds from the one to the other */
  async timeShown({ path, args, env }: Program): Promise<number> {
    const shown = new Promise<number>((resolve) => (this.onShown = resolve));
    const startMs = wallMs();
    const child = spawn(path, args, { env, stdio: 'ignore' });
    const ended = once(child, 'exit').then(() => undefined);
    const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
    const shownMs = await Promise.race([shown, ended]);
    clearTimeout(limit);
    if (shownMs === undefined) throw new Error(`${path} ended before it had shown a window.`);
    const late = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(late);
    return shownMs - startMs;
  }

  async close(): Promise<void> {
    const ended = once(this.watcher, 'exit');
    this.watcher.kill();
    await ended;
  }

  /** An event begins with its name at the beginning of a line; the window that it is about stands in the next one. */
  private read(line: string): void {
    const name = /^(\w+) event,/.exec(line)?.[1];
    if (name !== undefined) {
      this.kind = name;
      return;
    }
    const window = /, window (0x[0-9a-f]+)/.exec(line)?.[1];
    if (window === undefined) return;
    const size = /width (\d+), height (\d+)/.exec(line);
    if (size !== null) this.sizes.set(window, [Number(size[1]), Number(size[2])]);
    const [width, height] = this.sizes.get(window) ?? [0, 0];
    if (this.kind === 'MapNotify' && width >= LEAST_PIXELS && height >= LEAST_PIXELS) this.onShown(wallMs());
  }
}
