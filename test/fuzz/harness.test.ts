import { expect, test } from 'vitest';

import { CodedError, decodeBencode, encodeBencode } from '../../ts/util/index.ts';
import { fuzz } from './harness/fuzzer.ts';
import { mutate } from './harness/mutate.ts';
import { outcomeOf } from './harness/outcome.ts';
import { Rng } from './harness/rng.ts';
import type { FuzzTarget } from './harness/target.ts';

class Refused extends CodedError<'refused'> {}

function target(run: FuzzTarget['run'], format: FuzzTarget['format'] = 'bytes'): FuzzTarget {
  return { name: 'tested', format, seeds: () => [Buffer.from('seed')], run };
}

const times = (limit: number) => ({ seed: 1, corpus: [], mayGoOn: (runs: number) => runs < limit });

test('a typed error is no fault, any other is', async () => {
  const typed = await outcomeOf(
    target(() => {
      throw new Refused('refused');
    }),
    new Uint8Array(),
  );
  const accident = await outcomeOf(
    target(() => (undefined as unknown as { x: string }).x),
    new Uint8Array(),
  );
  expect(typed).toMatchObject({ key: 'Refused refused' });
  expect(typed.fault).toBeUndefined();
  expect(accident.fault).toMatch(/^throws TypeError/);
});

test('a fault behind one byte is found, and told once', async () => {
  const { findings } = await fuzz(
    target((input) => {
      if (input.length > 0 && input[0] !== 0x73) throw new RangeError('fell');
      return 'fine';
    }),
    times(2_000),
  );
  expect(findings).toHaveLength(1);
  expect(findings[0]?.fault).toMatch(/^throws RangeError: fell/);
  expect(findings[0]?.input[0]).not.toBe(0x73);
});

test('the same seed finds the same, another one does not', async () => {
  const tried = async (seed: number): Promise<readonly string[]> => {
    const inputs: string[] = [];
    await fuzz(
      target((input) => void inputs.push(Buffer.from(input).toString('hex'))),
      { ...times(200), seed },
    );
    return inputs;
  };
  expect(await tried(1)).toEqual(await tried(1));
  expect(await tried(1)).not.toEqual(await tried(2));
});

test('what is slow every time, or different every time, is a finding', async () => {
  let calls = 0;
  const fickle = await fuzz(
    target(() => (calls += 1)),
    times(200),
  );
  expect(fickle.findings[0]?.fault).toMatch(/another result/);
  const slow = await fuzz(
    target(() => {
      const end = performance.now() + 105;
      while (performance.now() < end);
    }),
    times(1),
  );
  expect(slow.findings[0]?.fault).toMatch(/^takes \d+ ms/);
});

test('changes that keep the form keep it most of the time', () => {
  const rng = new Rng(3);
  const input = encodeBencode(
    new Map([
      ['a', [1, 2]],
      ['b', new Uint8Array(3)],
    ] as [string, never][]),
  );
  const whole = Array.from({ length: 200 }, () =>
    mutate(input, rng, { format: 'bencode', others: [] }),
  ).filter((changed) => {
    try {
      decodeBencode(changed);
      return true;
    } catch {
      return false;
    }
  });
  expect(whole.length).toBeGreaterThan(60);
  const json = Buffer.from('{"a":[1,{"b":"c"}],"d":null}');
  const parsed = Array.from({ length: 200 }, () => mutate(json, rng, { format: 'json', others: [] })).filter(
    (changed) => {
      try {
        JSON.parse(Buffer.from(changed).toString('utf8'));
        return true;
      } catch {
        return false;
      }
    },
  );
  expect(parsed.length).toBeGreaterThan(60);
});
