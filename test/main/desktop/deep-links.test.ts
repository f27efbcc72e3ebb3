import { expect, test } from 'vitest';

import { DeepLinks } from '../../../src/main/desktop/deep-links.ts';

const ID = `05${'ab'.repeat(32)}`;

test('an address waits until a page takes it, once; the newest one counts', () => {
  let arrivals = 0;
  const links = new DeepLinks(() => (arrivals += 1));
  expect(links.take()).toBeUndefined();
  expect(links.offerArguments(['--disable-gpu', '/path/to/app', `undertone:${ID}`])).toBe(true);
  expect(links.offer('session:bob')).toBe(true);
  expect(arrivals).toBe(2);
  expect(links.isOneWaiting).toBe(true);
  expect(links.take()).toEqual({ kind: 'name', name: 'bob' });
  expect(links.take()).toBeUndefined();
  expect(links.isOneWaiting).toBe(false);
});

test('an address that is none is not even told of', () => {
  const links = new DeepLinks(() => expect.unreachable());
  expect(links.offerArguments(['undertone', '--profile', 'work', 'https://example.org/'])).toBe(false);
  expect(links.offer(`undertone:${ID}&x`)).toBe(false);
  expect(links.take()).toBeUndefined();
});
