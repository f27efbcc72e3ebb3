import { describe, expect, test } from 'vitest';

import { readBenchOptions } from '../bench/harness/options.ts';

const KNOWN = ['start', 'store', 'ticks'];

describe('options of the benchmarks', () => {
  test('without any, all run as often as they like', () => {
    expect(readBenchOptions([], KNOWN)).toEqual({ only: KNOWN });
  });

  test('some, in the order in which they are known', () => {
    const options = readBenchOptions(['--only', 'ticks, start', '--runs', '3', '--json', 'out.json'], KNOWN);
    expect(options).toEqual({ only: ['start', 'ticks'], runs: 3, json: 'out.json' });
  });

  test.each([
    [['--only', 'start,speed'], 'No benchmark "speed"; there are start, store, ticks.'],
    [['--only'], '--only needs a value.'],
    [['--runs', '0'], '--runs needs a number from 1 on.'],
    [['--runs', 'many'], '--runs needs a number from 1 on.'],
    [['--fast', 'yes'], 'Unknown option: --fast'],
    [['start'], 'Unknown option: start'],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(() => readBenchOptions(args, KNOWN)).toThrow(sentence);
  });
});
