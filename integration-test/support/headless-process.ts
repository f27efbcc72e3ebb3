import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

import { definedEnvironment, OFFLINE_SEED_URL, ROOT } from './launch-app.ts';

/** Longest time until the entry is ready, a build included. */
const READY_LIMIT_MS = 40_000;

export interface HeadlessProcess {
  readonly url: string;
  /** Ends it as its starter would, and gives its exit status. */
  readonly stop: () => Promise<number | null>;
}

/** Starts `npm run headless:ui` without npm, and waits until its page can be opened. */
export async function startHeadlessProcess(profile: string): Promise<HeadlessProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'build', 'headless-ui.ts')], {
    env: {
      ...definedEnvironment(),
      APP_USER_DATA: profile,
      NODE_APP_INSTANCE: 'test-integration-headless',
      LOCAL_DEVNET_SEED_URL: OFFLINE_SEED_URL,
      LANGUAGE: 'en',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return ended;
  };
  try {
    return { url: await readyUrl(child), stop };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const limit = setTimeout(() => reject(new Error('The headless entry is not ready')), READY_LIMIT_MS);
    child.once('exit', () => reject(new Error(`The headless entry has ended: ${output}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const url = /^READY (\S+)\n$/.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(limit);
      resolve(url);
    });
  });
}
