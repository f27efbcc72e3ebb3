import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { temporaryFolder } from '../../support/temporary-folder.ts';

const PROGRAM = join(import.meta.dirname, 'program.ts');

/** A started program: what it has printed so far, and its end. */
export interface RunningHeadless {
  readonly profile: string;
  readonly child: ChildProcess;
  /** Address of the page. @throws when the program ends without one */
  readonly url: Promise<string>;
  readonly ended: Promise<{ readonly status: number | null; readonly output: string }>;
}

/** Starts the headless entry in a process of its own, on a network that is not there; it is gone after the test. */
export function startHeadless(
  profile = join(temporaryFolder(), 'profile'),
  engineWorker?: string,
): RunningHeadless {
  const renderer = temporaryFolder();
  writeFileSync(join(renderer, 'index.html'), '<script type="module" src="./index.js"></script>');
  writeFileSync(join(renderer, 'index.js'), 'main();');
  const child = spawn(
    process.execPath,
    [PROGRAM, renderer, ...(engineWorker === undefined ? [] : [engineWorker])],
    {
      env: { ...process.env, APP_USER_DATA: profile, LOCAL_DEVNET_SEED_URL: 'http://127.0.0.1:9' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  const ended = new Promise<{ readonly status: number | null; readonly output: string }>((resolve) => {
    child.once('close', (status) => resolve({ status, output }));
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /^READY (\S+)\n/m.exec(output)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    void ended.then(() => reject(new Error(`No address: ${output}`)));
  });
  url.catch(() => undefined);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { profile, child, url, ended };
}
