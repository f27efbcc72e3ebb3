import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

import { electronExecutable, ROOT, SWITCHES } from './launch-app.ts';

export interface FinishedApp {
  readonly status: number | undefined;
  readonly output: string;
}

/** Starts the built app as a person would, without Playwright. */
export function spawnApp(env: Record<string, string>): ChildProcessWithoutNullStreams {
  return spawn(electronExecutable(), [...SWITCHES, ROOT], { env });
}

/** Waits for the app's own end; ends it after `limitMs`, which then shows as no status. */
export async function finished(
  child: ChildProcessWithoutNullStreams,
  limitMs = 20_000,
): Promise<FinishedApp> {
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.resume();
  const limit = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const status = await new Promise<number | undefined>((resolve) => {
    child.once('close', (code) => resolve(code ?? undefined));
  });
  clearTimeout(limit);
  return { status, output };
}
