import { type ChildProcess, spawn } from 'node:child_process';

import { electronRuntime } from '../electron-path.mjs';
import { ROOT } from '../run.ts';

export interface AppProcess {
  /** Exit status of the app. */
  readonly ended: Promise<number>;
  stop(): void;
}

/** Starts the built app on this screen. */
export function startApp(args: readonly string[], env: Readonly<Record<string, string>>): AppProcess {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child: ChildProcess = spawn(electronRuntime().executable, [ROOT, ...sandbox, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
  return { ended, stop: () => child.kill('SIGTERM') };
}
