import { expect, onTestFinished, test } from 'vitest';

import { startRelayChain } from '../bench/support/relay-chain.ts';

test('a chain passes requests on over one connection', async () => {
  const chain = await startRelayChain(3);
  onTestFinished(() => chain.close());
  for (let turn = 0; turn < 5; turn += 1) await chain.exchange({ requestBytes: 1_000, answerBytes: 2_000 });
  expect(chain.handshakes()).toBe(1);
});

test('a chain without servers is an error', async () => {
  await expect(startRelayChain(0)).rejects.toThrow(RangeError);
});
