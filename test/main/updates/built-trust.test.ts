import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { isFeedAddress } from '../../../src/ipc/index.ts';
import { readUpdateSource } from '../../../src/main/updates/built-trust.ts';
import { trustJson } from '../../../src/main/updates/trust.ts';
import { newPublisher } from './support/publisher.ts';

test('a build says whom it trusts; what is not in order is nobody', () => {
  const { trust } = newPublisher();
  const feed = 'https://updates.example/';
  expect(readUpdateSource({ feed, trust: trustJson(trust) })).toEqual({ feed, trust });
  for (const bad of [undefined, {}, { feed, trust: { ...trustJson(trust), threshold: 9 } }]) {
    expect(readUpdateSource(bad)).toEqual({ feed: '', trust: undefined });
  }
});

test('this build trusts nobody and looks nowhere, or two keys at least and at a good address', () => {
  const path = join(import.meta.dirname, '../../../build/updates/trusted-keys.json');
  const { feed, trust } = readUpdateSource(JSON.parse(readFileSync(path, 'utf8')));
  if (trust === undefined) expect(feed).toBe('');
  else {
    expect(isFeedAddress(feed)).toBe(true);
    expect(trust.roots.length).toBeGreaterThanOrEqual(2);
    expect(trust.releaseKeys.length).toBeGreaterThanOrEqual(2);
  }
});

test.each([
  ['https://updates.example/undertone', true],
  ['http://127.0.0.1:8080/', true],
  [`http://${'a'.repeat(56)}.onion/`, true],
  ['http://updates.example/', false],
  ['https://ada:secret@updates.example/', false],
  ['https://updates.example/?channel=x', false],
  ['file:///etc/', false],
  ['updates.example', false],
  [`https://updates.example/${'a'.repeat(300)}`, false],
])('SET-16: %s as a feed of one’s own: %s', (address, isGood) => {
  expect(isFeedAddress(address)).toBe(isGood);
});
