import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, '..');

export interface RunOptions {
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** `show` (default) passes the child's output through, `keep` collects it. */
  readonly output?: 'show' | 'keep';
}

export interface RunResult {
  /** Exit status; 128 + signal number when a signal ended the child, as shells say it. */
  readonly status: number;
  /** Standard output and error in the order they came; empty when shown. */
  readonly output: string;
}

/**
 * Runs a program in the project's folder and waits for it.
 * @throws {Error} when the program cannot be started at all
 */
export function run(
  command: string,
  args: readonly string[],
  { env = {}, output = 'show' }: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolveRun, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: output === 'show' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (cause) => {
      reject(new Error(`${command} could not be started`, { cause }));
    });
    child.on('close', (status, signal) => {
      resolveRun({
        status: status ?? 128 + (signal === null ? 0 : constants.signals[signal]),
        output: Buffer.concat(chunks).toString('utf8'),
      });
    });
  });
}

/** Runs a package's program with this Node; `entry` is its path under `node_modules/`. */
export function runPackage(
  entry: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return run(process.execPath, [resolve(ROOT, 'node_modules', entry), ...args], options);
}

/** Seconds since `startMs` (milliseconds since the epoch), for people: `3.2 s`. */
export function secondsSince(startMs: number): string {
  return `${((Date.now() - startMs) / 1000).toFixed(1)} s`;
}

/** True when `moduleUrl` (`import.meta.url`) is the program that was started, not a module of it. */
export function isProgram(moduleUrl: string): boolean {
  return process.argv[1] !== undefined && moduleUrl === pathToFileURL(resolve(process.argv[1])).href;
}
