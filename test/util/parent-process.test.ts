import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

import { expect, test } from 'vitest';

const MODULE = resolve('ts/util/parent-process.ts');
const CHILD = `
  import { onParentEnd } from ${JSON.stringify(MODULE)};
  const stay = setInterval(() => undefined, 1000);
  onParentEnd(() => { clearInterval(stay); console.log("alone"); });
  console.log("up");
`;

// The child is TypeScript, which an older Node (Electron's) cannot run.
test.skipIf(process.platform === 'win32' || !process.features.typescript)(
  'a program hears that the shell which started it was killed',
  async () => {
    const command = `"${process.execPath}" --input-type=module-typescript --eval '${CHILD}'; true`;
    const shell = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] });
    const said: string[] = [];
    shell.stdout.on('data', (chunk: Buffer) => {
      said.push(...chunk.toString().trim().split('\n'));
      if (said.includes('up')) shell.kill('SIGKILL');
    });
    await once(shell.stdout, 'close');
    expect(said).toEqual(['up', 'alone']);
  },
);
