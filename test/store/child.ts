import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

/** Node of the tool chain, which runs our TypeScript as it is; the tests themselves may run in an older one. */
const NODE = join(
  dirname(createRequire(import.meta.url).resolve('node/package.json')),
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

export interface StoreProcess {
  /** Resolves with the next line that the process writes. */
  line(): Promise<string>;
  /** Ends it as a crash or a power cut of the process would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Another process that has the store open and does one of the jobs of `fixtures/store-process.ts`. */
export function startStoreProcess(
  path: string,
  job: string,
  { stderr = 'inherit' }: { readonly stderr?: 'inherit' | 'ignore' } = {},
): StoreProcess {
  const script = join(import.meta.dirname, 'fixtures', 'store-process.ts');
  const child = spawn(NODE, [script, path, job], { stdio: ['ignore', 'pipe', stderr] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  onTestFinished(() => void child.kill('SIGKILL'));
  const nextLine = linesOf(child);
  return {
    line: nextLine,
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

function linesOf(child: Pick<ChildProcess, 'stdout' | 'once'>): () => Promise<string> {
  const lines: string[] = [];
  let rest = '';
  let wake: () => void = () => undefined;
  let closed = false;
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    wake();
  });
  child.once('close', () => {
    closed = true;
    wake();
  });
  return async () => {
    for (;;) {
      const line = lines.shift();
      if (line !== undefined) return line;
      if (closed) throw new Error('the process ended without another line');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}
