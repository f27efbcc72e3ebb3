import { expect, test } from 'vitest';

import { cryptoReady, ed25519KeyPair, ed25519Seed, ed25519ToX25519 } from '../../../ts/crypto/index.ts';
import { buildOnion, buildOnionInTurns } from '../../../ts/network/onion/build.ts';
import { fakeRandom } from '../../support/fake-random.ts';
import { fakeNode } from '../fakes.ts';

await cryptoReady();

test('an onion that is built in turns is the same, and others get theirs', async () => {
  const path = [1, 2, 3].map((number) => {
    const { publicKey } = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(number)));
    return fakeNode(number, { x25519: ed25519ToX25519(publicKey) });
  });
  const plan = (): Parameters<typeof buildOnion>[0] => ({
    path,
    destination: { kind: 'node', node: path[2]! },
    payload: new Uint8Array(100_000).fill(7),
    random: fakeRandom(),
  });
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  const onion = await buildOnionInTurns(plan());
  isDone = true;
  expect(onion).toEqual(buildOnion(plan()));
  expect(turns).toBeGreaterThanOrEqual(3);
  await expect(buildOnionInTurns({ ...plan(), path: [] })).rejects.toMatchObject({ code: 'no-path' });
});
