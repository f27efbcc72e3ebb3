import { describe, expect, test } from 'vitest';

import { checkTimestamps } from '../../ts/wire/index.ts';
import { readVectors } from '../support/read-vectors.ts';

const { timestamp_rule } = readVectors<{
  timestamp_rule: readonly {
    sentAtMs: number;
    sigTimestampMs: number;
    isCommunity: boolean;
    process: boolean;
  }[];
}>('direct-messages');

test.each(timestamp_rule)(
  '$sentAtMs and $sigTimestampMs, community: $isCommunity',
  ({ process, isCommunity, ...times }) => {
    const check = (): void => checkTimestamps({ ...times, source: isCommunity ? 'community' : 'swarm' });
    if (process) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code: 'timestamp-mismatch' }));
  },
);

describe('old senders wrote only one of the two', () => {
  test.each([
    [1_700_000_000_000, undefined],
    [1_700_000_000_000, 0],
    [0, 1_700_000_000_000],
  ])('%d and %d', (sentAtMs, sigTimestampMs) => {
    expect(() => checkTimestamps({ sentAtMs, sigTimestampMs, source: 'swarm' })).not.toThrow();
  });
});
