import { blindedKeys } from '../../../ts/account/index.ts';
import { ed25519ScalarOf, multiplyPoint } from '../../../ts/crypto/index.ts';
import { decryptInboxMessage } from '../../../ts/community/index.ts';
import { toBase64 } from '../../../ts/util/index.ts';
import { checkInbox } from '../crypto/blinding.ts';
import { refused } from '../framework/failures.ts';
import type { Check } from '../framework/sections.ts';
import { keysOf, serverOf, userOf } from './users.ts';

/** A message from one user to another, in both ways of blinding. */
export const inboxMessage: Check = (given, file) => {
  const [sender, recipient] = [userOf(given, 'from_user', file), userOf(given, 'to_user', file)];
  const server = serverOf(file);
  const [padded, nonce] = [given.hex('plaintext'), given.hex('nonce')];
  for (const version of [15, 25] as const) {
    const expected = given.member(`blind${version}`);
    const other = keysOf(recipient, file, version).publicKey;
    const scalar = version === 15 ? ed25519ScalarOf(sender.secretKey) : keysOf(sender, file, version).scalar;
    // Not a result of the product, but what its key is made of (spec 01 §5.6).
    expected.expectHex('shared_point', multiplyPoint(scalar, other));
    const message = checkInbox(expected, {
      sender,
      recipient,
      server,
      version,
      padded,
      nonce,
      keyName: 'key',
    });
    given.expect('sender_session_id', message.sender);
    if (expected.has('message_base64')) expected.expect('message_base64', toBase64(expected.hex('message')));
  }
};

/** Messages that were not made by who they come from, or not like this. */
export const invalidInboxMessage: Check = (given, file) => {
  given.label('why');
  const server = serverOf(file);
  const sender = userOf(given, 'from_user', file);
  const ed25519 = userOf(given, 'to_user', file);
  const message = given.hex('message');
  const other = blindedKeys(sender, { server, version: 15 }).id;
  refused(() => decryptInboxMessage(message, { ed25519, server, other, direction: 'incoming' }), {
    codes: ['inbox-message-invalid'],
  });
};
