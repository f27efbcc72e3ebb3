import { expect, test } from 'vitest';

import { Growth, holdingOf } from '../../../integration-test/engines/growth.ts';

const MB = 1024 * 1024;

function after(holdings: readonly (readonly [memory: number, handles: number])[]): readonly string[] {
  const growth = new Growth('alice');
  for (const [memory, handles] of holdings) growth.note({ memory: memory * MB, handles, atMs: 0 });
  return growth.faults();
}

test('who holds as much as when it was warm has not grown', () => {
  expect(after([])).toEqual([]);
  expect(
    after([
      [50, 20],
      [500, 400],
    ]),
  ).toEqual([]);
  expect(
    after([
      [50, 20],
      [100, 40],
      [200, 60],
      [340, 90],
    ]),
  ).toEqual([]);
});

test('memory and open files that go up and up are told', () => {
  const warm = [
    [50, 20],
    [100, 40],
    [200, 60],
  ] as const;
  expect(after([...warm, [400, 60]])).toEqual(['alice has grown from 200 MiB to 400 MiB']);
  expect(after([...warm, [200, 93]])).toEqual(['alice has 93 open files, after 60 when it was warm']);
});

test.runIf(process.platform === 'linux')('a process is asked for what it holds', () => {
  const { memory, handles } = holdingOf(process.pid);
  expect(memory).toBeGreaterThan(10 * MB);
  expect(handles).toBeGreaterThan(3);
});
