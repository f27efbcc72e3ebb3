import { describe, expect, test } from 'vitest';

import { BOB, ME, temporaryStore } from './support.ts';

const inbox = { account: ME, namespace: 0 };

describe('seen hashes', () => {
  test('belong to one namespace of one account', () => {
    const { hashes } = temporaryStore();
    expect(hashes.isSeen({ ...inbox, hash: 'h' })).toBe(false);
    expect(hashes.markSeen({ ...inbox, hash: 'h', expiresAtMs: 100 })).toBe(true);
    expect(hashes.markSeen({ ...inbox, hash: 'h', expiresAtMs: 100 })).toBe(false);
    expect(hashes.isSeen({ ...inbox, hash: 'h' })).toBe(true);
    expect(hashes.isSeen({ ...inbox, hash: 'H' })).toBe(false);
    expect(hashes.isSeen({ ...inbox, namespace: -1, hash: 'h' })).toBe(false);
    expect(hashes.isSeen({ ...inbox, account: BOB, hash: 'h' })).toBe(false);
  });

  test('are kept until the later of their expiries', () => {
    const { hashes } = temporaryStore();
    hashes.markSeen({ ...inbox, hash: 'short', expiresAtMs: 100 });
    hashes.markSeen({ ...inbox, hash: 'long', expiresAtMs: 100 });
    hashes.markSeen({ ...inbox, hash: 'long', expiresAtMs: 300 });
    hashes.markSeen({ ...inbox, hash: 'long', expiresAtMs: 200 });
    expect(hashes.purgeExpired(99)).toBe(0);
    expect(hashes.purgeExpired(100)).toBe(1);
    expect(hashes.isSeen({ ...inbox, hash: 'short' })).toBe(false);
    expect(hashes.purgeExpired(299)).toBe(0);
    expect(hashes.purgeExpired(300)).toBe(1);
  });
});

describe('last hashes', () => {
  test('belong to one namespace of one account on one node', () => {
    const { hashes } = temporaryStore();
    const place = { ...inbox, node: 'n1' };
    expect(hashes.lastHash(place)).toBeUndefined();
    hashes.setLastHash({ ...place, hash: 'one' });
    hashes.setLastHash({ ...place, node: 'n2', hash: 'two' });
    hashes.setLastHash({ ...place, hash: 'three' });
    hashes.setLastHash({ ...place, namespace: 5, hash: 'four' });
    expect(hashes.lastHash(place)).toBe('three');
    expect(hashes.lastHash({ ...place, account: BOB })).toBeUndefined();
    hashes.forgetNode('n1');
    expect(hashes.lastHash(place)).toBeUndefined();
    expect(hashes.lastHash({ ...place, namespace: 5 })).toBeUndefined();
    expect(hashes.lastHash({ ...place, node: 'n2' })).toBe('two');
  });
});
