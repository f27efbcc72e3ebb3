import fc from 'fast-check';
import { expect, test } from 'vitest';

import { CommunityError, assertSuccess, readReply, replyError } from '../../ts/community/index.ts';
import { utf8 } from '../../ts/util/index.ts';

const reply = (status: number, text: string) =>
  readReply({ status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: utf8(text) });

test.each([
  [400, 'Invalid authentication headers: missing 1/4 required X-SOGS-* headers', 'request-rejected'],
  [400, 'Invalid authentication: this server requires the use of blinded ids', 'blinding-required'],
  [400, 'Invalid authentication: X-SOGS-Pubkey must be 00- or 15- prefixed', 'request-rejected'],
  [401, 'Invalid authentication: X-SOGS-Signature verification failed', 'authentication-failed'],
  [401, 'X-SOGS-* request authentication required', 'authentication-required'],
  [401, 'This endpoint requires blinded pubkeys be used', 'blinding-required'],
  [403, 'Banned', 'banned'],
  [403, 'you are not permitted to read this room', 'forbidden'],
  [404, '', 'not-found'],
  [406, '', 'image-unsuitable'],
  [412, '', 'capability-missing'],
  [425, 'Invalid authentication: X-SOGS-Timestamp is too far from current time', 'clock-out-of-sync'],
  [425, 'Invalid authentication: X-SOGS-Nonce cannot be reused', 'nonce-reused'],
  [429, 'Rate limited', 'rate-limited'],
  [429, 'filtration rejected message (spam)', 'message-filtered'],
  [500, '', 'server-failed'],
  [504, 'Gateway timeout', 'server-failed'],
  [418, '', 'request-rejected'],
  [302, '', 'server-failed'],
])('%i %s means %s', (status, text, code) => {
  expect(replyError(reply(status, text))).toMatchObject({ code, status });
  expect(() => assertSuccess(reply(status, text))).toThrow(CommunityError);
});

test('a success is none', () => {
  expect(() => assertSuccess(reply(201, ''))).not.toThrow();
});

test('the server’s words are kept for the log, but not too many, and none that are no text', () => {
  expect(replyError(reply(500, 'x'.repeat(1_000))).message).toHaveLength(300 + 'server-failed: '.length);
  const broken = readReply({ status: 500, headers: {}, body: Uint8Array.of(0xff) });
  expect(replyError(broken).message).toBe('server-failed');
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 599 }), fc.uint8Array(), (status, body) => {
      expect(replyError(readReply({ status, headers: {}, body }))).toBeInstanceOf(CommunityError);
    }),
  );
});
