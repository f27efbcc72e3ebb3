import { expect, test } from 'vitest';

import {
  NAMESPACE,
  isNamespace,
  isPublicInbox,
  isPublicOutbox,
  isReadableByAnybody,
  isReadableWhenRevoked,
  maxTtlMs,
} from '../../../ts/network/index.ts';
import {
  isPublicInbox as isPublicInboxAtNode,
  isPublicOutbox as isPublicOutboxAtNode,
  isReadableByAnybody as isReadableByAnybodyAtNode,
  isReadableWhenRevoked as isReadableWhenRevokedAtNode,
} from '../../../ts/local-network/storage/namespaces.ts';

test.each([
  [NAMESPACE.directMessages, { inbox: true, outbox: false, open: false, revoked: false }],
  [NAMESPACE.userProfile, { inbox: false, outbox: false, open: false, revoked: false }],
  [NAMESPACE.groupMessages, { inbox: false, outbox: false, open: false, revoked: false }],
  [NAMESPACE.legacyGroupMessages, { inbox: true, outbox: false, open: true, revoked: false }],
  [NAMESPACE.revokedGroupMessages, { inbox: false, outbox: false, open: false, revoked: true }],
  [NAMESPACE.accountPublicKeys, { inbox: false, outbox: true, open: true, revoked: false }],
  [NAMESPACE.deviceGroup, { inbox: false, outbox: false, open: false, revoked: false }],
  [-1, { inbox: false, outbox: true, open: true, revoked: false }],
  [-111, { inbox: false, outbox: false, open: false, revoked: true }],
  [-101, { inbox: false, outbox: true, open: true, revoked: false }],
])('namespace %i', (namespace, rules) => {
  expect({
    inbox: isPublicInbox(namespace),
    outbox: isPublicOutbox(namespace),
    open: isReadableByAnybody(namespace),
    revoked: isReadableWhenRevoked(namespace),
  }).toEqual(rules);
});

test('client and node agree about every namespace', () => {
  for (let namespace = -32_768; namespace <= 32_767; namespace += 1) {
    const agree =
      isPublicInbox(namespace) === isPublicInboxAtNode(namespace) &&
      isPublicOutbox(namespace) === isPublicOutboxAtNode(namespace) &&
      isReadableByAnybody(namespace) === isReadableByAnybodyAtNode(namespace) &&
      isReadableWhenRevoked(namespace) === isReadableWhenRevokedAtNode(namespace);
    if (!agree) expect(namespace).toBe('agreed upon');
  }
});

test('have 16 bits, and keep messages 14 or 30 days', () => {
  expect([-32_769, -32_768, 0, 32_767, 32_768, 0.5].map(isNamespace)).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(maxTtlMs(0)).toBe(1_209_600_000);
  expect(maxTtlMs(11)).toBe(2_592_000_000);
});
