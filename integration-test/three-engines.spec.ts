import { expect, test } from '@playwright/test';

import { run } from '../build/run.ts';

const SCRIPT = 'integration-test/three-engines.sh';

test('three engines without a window: killed two hundred times at any moment while nodes fail, they lose nothing and double nothing', async () => {
  test.skip(process.platform === 'win32', 'a script for bash');
  test.setTimeout(1_200_000);
  const { status, output } = await run('bash', [SCRIPT, '--rounds', '200', '--limit', '1150'], {
    output: 'keep',
  });
  expect(status, output).toBe(0);
  expect(output).toContain('Nothing lost, nothing doubled');
});

test('the script refuses what it does not know', async () => {
  test.skip(process.platform === 'win32', 'a script for bash');
  const { status, output } = await run('bash', [SCRIPT, '--nonsense'], { output: 'keep' });
  expect(status).toBe(64);
  expect(output).toContain('--rounds N');
});
