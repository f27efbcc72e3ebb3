import { describe, expect, test } from 'vitest';

import { cryptoReady } from '../../../ts/crypto/index.ts';
import { NetworkError, resolveOns } from '../../../ts/network/index.ts';
import type { NodeId, OnsPorts, ServiceNode } from '../../../ts/network/index.ts';
import { createDeferred, systemClock } from '../../../ts/util/index.ts';
import { FakeClock, fakeNode } from '../fakes.ts';
import { World } from '../world.ts';

await cryptoReady();

const ACCOUNT = '05b4eb35b0f7c9c00e146067166fe38f51804c41341e0ebeb8b48c40050027045e';
const found = {
  result: {
    encrypted_value:
      'cb42e3d8dccea61548ae03880405386b18d500eb4bee540c9a23c847bc730e062a1a037c8a4172640701ffe081fbba5b83',
    nonce: '673734f3df82a96ff2c557513dd2c261bbc6672d22a346ee',
  },
};
const other = { result: { ...found.result, nonce: '00'.repeat(24) } };
const nothing = { result: {} };
const failure = new NetworkError('unreachable');
const never = Symbol('no answer');

/** Four nodes with these answers. */
function nodesAnswer(...answers: readonly (object | typeof never)[]): OnsPorts & {
  readonly clock: FakeClock;
  readonly asked: NodeId[];
} {
  const asked: NodeId[] = [];
  const nodes = answers.map((_, at) => fakeNode(at + 1));
  const network: OnsPorts['network'] = {
    randomNodes: async (count) => nodes.slice(0, count),
    request: async (node: ServiceNode, _method, _params, options = {}) => {
      asked.push(node.ed25519);
      const answer = answers[nodes.indexOf(node)];
      if (answer instanceof Error) throw answer;
      if (answer !== never) return answer;
      if (options.signal?.aborted === true) throw new NetworkError('aborted');
      const aborted = createDeferred<never>();
      options.signal?.addEventListener('abort', () => aborted.reject(new NetworkError('aborted')));
      return aborted.promise;
    },
  };
  return { network, clock: new FakeClock(), asked };
}

describe('a name', () => {
  test('is believed when three of four nodes say the same', async () => {
    const ports = nodesAnswer(found, never, found, found);
    await expect(resolveOns(ports, 'TestName_1')).resolves.toBe(ACCOUNT);
    expect(new Set(ports.asked).size).toBe(4);
  });

  test('is not, when they disagree', async () => {
    await expect(resolveOns(nodesAnswer(found, other, found, nothing), 'TestName_1')).rejects.toThrow(
      'ons-disagreement',
    );
    await expect(resolveOns(nodesAnswer(found, found, other, failure), 'TestName_1')).rejects.toThrow(
      'ons-disagreement',
    );
  });

  test('is nobody’s when three nodes say so', async () => {
    const ports = nodesAnswer(nothing, nothing, found, nothing);
    await expect(resolveOns(ports, 'testname_1')).rejects.toThrow('ons-not-found');
  });

  test('is not known when too few nodes answer', async () => {
    const ports = nodesAnswer(found, found, failure, failure);
    await expect(resolveOns(ports, 'testname_1')).rejects.toThrow('unreachable');
    const garbled = nodesAnswer(found, found, {}, { result: { ...found.result, nonce: 7 } });
    await expect(resolveOns(garbled, 'testname_1')).rejects.toThrow('bad-response');
  });

  test('is waited for 8 seconds', async () => {
    const ports = nodesAnswer(found, found, never, never);
    const result = resolveOns(ports, 'testname_1');
    const rejection = expect(result).rejects.toThrow('timeout');
    await ports.clock.pass(8_000);
    await rejection;
  });

  test('is no longer waited for when nobody wants to know any more', async () => {
    const controller = new AbortController();
    const result = resolveOns(nodesAnswer(never, never, never, never), 'testname_1', {
      signal: controller.signal,
    });
    controller.abort();
    await expect(result).rejects.toThrow('aborted');
  });

  test('that cannot exist is asked of nobody', async () => {
    const ports = nodesAnswer(found, found, found, found);
    await expect(resolveOns(ports, 'a b')).rejects.toThrow('ons-name-invalid');
    expect(ports.asked).toEqual([]);
  });
});

test('names are resolved over onions', async () => {
  const world = await World.start();
  world.local.registerName('Alice', ACCOUNT);
  try {
    const ports = { network: world.client(), clock: systemClock };
    await expect(resolveOns(ports, 'aLice')).resolves.toBe(ACCOUNT);
    await expect(resolveOns(ports, 'bob')).rejects.toThrow('ons-not-found');
  } finally {
    await world.end();
  }
});
