import {
  accountId,
  blindedCandidatesOf,
  blindedId,
  blindedIdOfEd25519,
  blindedInboxKey,
  blindedKeys,
  blindingVersionOf,
  isBlindedIdOf,
  signBlinded,
  unblindForLookup,
} from '../../../ts/account/index.ts';
import type { BlindedId, BlindingVersion } from '../../../ts/account/index.ts';
import {
  ed25519PublicKey,
  ed25519Scalar,
  ed25519ScalarOf,
  hasSignBit,
  multiplyPoint,
  multiplyScalars,
  sha256,
  verify,
  x25519PublicKey,
  x25519ToEd25519,
} from '../../../ts/crypto/index.ts';
import type { Ed25519KeyPair, X25519PublicKey } from '../../../ts/crypto/index.ts';
import { decryptInboxMessage, encryptInboxMessage } from '../../../ts/community/index.ts';
import type { InboxMessage } from '../../../ts/community/index.ts';
import { padMessage, unpadMessage } from '../../../ts/wire/index.ts';
import { toHex } from '../../../ts/util/index.ts';
import { require } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';
import { sameJson } from '../onion/hops.ts';
import { ed25519Of, expectAccount, x25519Of } from './identity.ts';

export function serverOf(given: Given, name = 'server_public'): X25519PublicKey {
  return x25519PublicKey(given.hex(name));
}

/** All keys of an account on a server. */
export const blindingKeys: Check = (given) => {
  const pair = ed25519Of(given, 'seed32');
  const server = serverOf(given);
  expectAccount(given, 'account_id', pair);
  given.expect('ed_public_negative', hasSignBit(pair.publicKey));
  const point = x25519ToEd25519(x25519Of(pair).publicKey);
  given.expectHex('ed25519_from_id', point);
  const [keys15, keys25] = ([15, 25] as const).map((version) => blindedKeys(pair, { server, version }));
  require(keys15 !== undefined && keys25 !== undefined, 'no keys');
  given.expectHex('blinded15_secret', keys15.scalar);
  given.expectHex('blinded25_secret', keys25.scalar);
  // The factors are inside the product; what they must be follows from the secrets they make.
  const own = ed25519ScalarOf(pair.secretKey);
  const [k15, k25] = [ed25519Scalar(given.hex('k15')), ed25519Scalar(given.hex('k25_signed'))];
  given.expectHex('blinded15_secret', multiplyScalars(k15, own));
  given.expectHex('blinded25_secret', multiplyScalars(k25, own));
  given.expect('blinded15_id', keys15.id);
  given.expect('blinded25_id', keys25.id);
  given.expect('blinded15_id', blindedIdOfEd25519(pair.publicKey, { server, version: 15 }));
  given.expect('blinded25_id', blindedIdOfEd25519(pair.publicKey, { server, version: 25 }));
  const account = accountId(given.text('account_id'));
  const candidates = given.texts('blinded15_candidates_from_id');
  sameJson('blinded15_candidates_from_id', candidates, blindedCandidatesOf(account, { server, version: 15 }));
  sameJson('candidate', candidates[0] ?? '', `15${toHex(multiplyPoint(k15, point))}`);
  sameJson(
    'blinded25_id',
    [given.text('blinded25_id')],
    blindedCandidatesOf(account, { server, version: 25 }),
  );
  given.expect('account_id', unblindForLookup(keys15.id, { server }));
};

function checkBlindedSignature(given: Given, version: BlindingVersion, name: string): void {
  const pair = ed25519Of(given, 'seed32');
  const keys = blindedKeys(pair, { server: serverOf(given), version });
  const message = given.hex('message');
  given.expectHex('public_key', keys.publicKey);
  given.expectHex(name, signBlinded(message, keys, pair));
  require(verify(given.hex(name), message, ed25519PublicKey(given.hex('public_key'))), 'does not verify');
}

export const sign15: Check = (given) => {
  checkBlindedSignature(given, 15, 'signature_nonce_from_sha512_of_seed32');
  // Somebody else's way to choose the nonce: we only have to accept it.
  const other = given.hex('signature_nonce_from_sha512_of_secret64');
  require(verify(other, given.hex('message'), ed25519PublicKey(given.hex('public_key'))), 'does not verify');
};

export const sign25: Check = (given) => checkBlindedSignature(given, 25, 'signature');

export const match: Check = (given) => {
  const account = accountId(given.text('account_id'));
  const blinded = blindedId(given.text('blinded_id'));
  given.expect('match', isBlindedIdOf(blinded, account, { server: serverOf(given) }));
};

/** A message between two blinded accounts of a server: its key, its bytes, and read by both. */
export const inbox: Check = (given) => {
  const [sender, recipient] = [ed25519Of(given, 'sender_seed32'), ed25519Of(given, 'recipient_seed32')];
  const server = serverOf(given);
  const version = blindingVersionOf(blindedId(given.text('sender_blinded_id')));
  given.expect('sender_blinded_id', blindedKeys(sender, { server, version }).id);
  given.expect('recipient_blinded_id', blindedKeys(recipient, { server, version }).id);
  const padded = padMessage(given.hex('content'));
  given.expectHex('plaintext_padded_sha256', sha256(padded));
  const message = checkInbox(given, {
    sender,
    recipient,
    server,
    version,
    padded,
    nonce: given.hex('nonce'),
    keyName: 'shared_key',
  });
  given.expectHex('content', unpadMessage(message.content));
  given.expect('sender_id', message.sender);
};

export interface InboxCase {
  readonly sender: Ed25519KeyPair;
  readonly recipient: Ed25519KeyPair;
  readonly server: X25519PublicKey;
  readonly version: BlindingVersion;
  readonly padded: Uint8Array;
  readonly nonce: Uint8Array;
  /** The member that has the key. */
  readonly keyName: string;
}

/** Key and bytes of a message, as the one who writes and the one who reads it compute them. */
export function checkInbox(given: Given, one: InboxCase): InboxMessage {
  const { sender, recipient, server, version, padded, nonce, keyName } = one;
  const [from, to] = [sender, recipient].map((pair) => blindedKeys(pair, { server, version }).id) as [
    BlindedId,
    BlindedId,
  ];
  const outgoing = { ed25519: sender, server, other: to } as const;
  const incoming = { ed25519: recipient, server, other: from } as const;
  given.expectHex(keyName, blindedInboxKey({ ...outgoing, direction: 'outgoing' }));
  given.expectHex(keyName, blindedInboxKey({ ...incoming, direction: 'incoming' }));
  given.expectHex('message', encryptInboxMessage(padded, outgoing, { nonce }));
  const bytes = given.hex('message');
  const sent = decryptInboxMessage(bytes, { ...outgoing, direction: 'outgoing' });
  const received = decryptInboxMessage(bytes, { ...incoming, direction: 'incoming' });
  require(toHex(received.content) === toHex(padded) &&
    toHex(received.senderKey) === toHex(sender.publicKey), 'opened, but not the same');
  require(toHex(sent.content) === toHex(padded) &&
    sent.sender === received.sender, 'the sender reads something else');
  return received;
}
