import { expect, test } from '@playwright/test';

import { run } from '../build/run.ts';

const SCRIPT = 'integration-test/three-engines.sh';

test('three engines without a window write to each other while nodes fail and engines are killed', async () => {
  test.skip(process.platform === 'win32', 'a script for bash');
  test.setTimeout(120_000);
  const { status, output } = await run('bash', [SCRIPT, '--rounds', '3', '--seed', '1', '--limit', '90'], {
    output: 'keep',
  });
  expect(status, output).toBe(0);
  expect(output).toContain('nothing lost, nothing doubled');
});

test('the script refuses what it does not know', async () => {
  test.skip(process.platform === 'win32', 'a script for bash');
  const { status, output } = await run('bash', [SCRIPT, '--nonsense'], { output: 'keep' });
  expect(status).toBe(64);
  expect(output).toContain('--rounds N');
});
