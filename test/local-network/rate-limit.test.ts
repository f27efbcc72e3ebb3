import { expect, test } from 'vitest';

import { RateLimit } from '../../ts/local-network/http/rate-limit.ts';
import { startLocalNetwork } from '../../ts/local-network/index.ts';
import { utf8 } from '../../ts/util/index.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { NodeClient } from './support/client.ts';
import { buildOnion, nodeRequest } from './support/onion.ts';

const BUCKET = 600;

function admitted(limit: RateLimit, address: string, count: number): number {
  return Array.from({ length: count }, () => limit.admit(address)).filter((word) => word === 'admitted')
    .length;
}

test('an address has 600 requests at once and 300 more each second, never more than 600', async () => {
  const clock = new FakeClock();
  const limit = new RateLimit(clock);
  expect(admitted(limit, '127.0.0.1', BUCKET + 5)).toBe(BUCKET);
  expect(limit.admit('127.0.0.1')).toBe('too-many');
  await clock.advance(100);
  expect(admitted(limit, '127.0.0.1', 100)).toBe(30);
  await clock.advance(60_000);
  expect(admitted(limit, '127.0.0.1', 1_000)).toBe(BUCKET);
});

test('addresses are counted apart, and one is the same however the socket writes it', () => {
  const limit = new RateLimit(new FakeClock());
  expect(admitted(limit, '127.0.0.1', BUCKET)).toBe(BUCKET);
  expect(limit.admit('::ffff:127.0.0.1')).toBe('too-many');
  expect(limit.admit('127.0.0.2')).toBe('admitted');
});

test('addresses that were quiet are forgotten, those that were not are not', async () => {
  const clock = new FakeClock();
  const limit = new RateLimit(clock);
  for (let at = 0; at < 2_000; at += 1) limit.admit(`10.0.${at >> 8}.${at & 255}`);
  await clock.advance(1_000);
  expect(admitted(limit, '10.1.0.0', BUCKET)).toBe(BUCKET);
  for (let at = 0; at < 2_000; at += 1) limit.admit(`10.2.${at >> 8}.${at & 255}`);
  expect(limit.admit('10.1.0.0')).toBe('too-many');
});

test.each(['::1', 'fe80::1%lo', '', 'nonsense'])('address %j cannot be counted', (address) => {
  expect(new RateLimit(new FakeClock()).admit(address)).toBe('no-ipv4');
});

test('nodes limit direct requests when they are told to, onion requests never', async () => {
  const network = await startLocalNetwork({ nodeCount: 2, clock: new FakeClock(), rateLimit: true });
  const client = new NodeClient();
  const [node, other] = network.nodes;
  const ask = () => client.rpc(node!, 'info', {});
  for (let count = 0; count < BUCKET; count += 1) expect((await ask()).code).toBe(200);
  expect(await ask()).toEqual({
    code: 429,
    text: 'Too many requests, try again later',
    body: 'Too many requests, try again later',
  });
  const onion = buildOnion({
    path: [],
    destinationKey: node!.pubkey_x25519,
    next: {},
    inner: nodeRequest('info', {}),
  });
  expect((await client.send(node!, '/onion_req/v2', { body: onion.body })).status).toBe(200);
  expect((await client.send(other!, '/storage_rpc/v1', { body: utf8('{}') })).status).toBe(400);
  client.close();
  await network.close();
});
