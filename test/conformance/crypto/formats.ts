import { isOfficialPassword, proofOfWork, proofOfWorkTarget } from '../../../ts/account/index.ts';
import {
  decodeMultiRecipient,
  ed25519KeyPair,
  ed25519Seed,
  encodeMultiRecipient,
  encryptToMany,
  openFromMany,
  symmetricKey,
  x25519PublicKey,
} from '../../../ts/crypto/index.ts';
import { onsName } from '../../../ts/network/index.ts';
import { decodePushPayload, encodePushPayload } from '../../../ts/wire/index.ts';
import { bytesEqual, toBase64, toHex } from '../../../ts/util/index.ts';
import { require } from '../framework/failures.ts';
import type { Check } from '../framework/sections.ts';
import { checkOnsRecord } from '../onion/other-servers.ts';
import { ed25519Of, x25519Of } from './identity.ts';

/** One message, or one each, to several recipients: written byte for byte, and opened by each of them. */
export const multiEncrypt: Check = (given) => {
  const pair = ed25519Of(given, 'sender_seed32');
  given.expectHex('sender_ed25519', pair.publicKey);
  const sender = x25519Of(pair);
  const domain = given.text('domain');
  const nonce = given.hex('nonce');
  const messages = given.hexes('messages');
  const [only] = messages;
  require(only !== undefined, 'no message');
  const recipients = given.list('recipients_x25519');
  const items = encryptToMany(
    messages.length === 1 ? only : messages,
    recipients.map((recipient) => x25519PublicKey(recipient.asHex())),
    { sender, domain, nonce },
  );
  given.expectHex('encoded', encodeMultiRecipient({ nonce, items }));
  const decoded = decodeMultiRecipient(given.hex('encoded'));
  const seeds = given.list('recipients_seed32');
  require(seeds.length === recipients.length, 'as many seeds as recipients are needed');
  seeds.forEach((seed, at) => {
    const own = x25519Of(ed25519KeyPair(ed25519Seed(seed.asHex())));
    recipients[at]?.expectIs(toHex(own.publicKey));
    const opened = openFromMany(decoded, { own, sender: sender.publicKey, domain });
    require(opened !== undefined &&
      bytesEqual(opened, messages[at] ?? only), `${seed.path} opens something else`);
  });
};

/** The record of a name. */
export const onsRecord: Check = (given) => {
  const name = onsName(given.text('name'));
  checkOnsRecord(given, name, { value: 'encrypted', account: 'account_id' });
};

const NONCE_BYTES = 24;
const TAG_BYTES = 16;

/** What a push service carries. */
export const pushPayload: Check = (given) => {
  const key = symmetricKey(given.hex('key'));
  const payload = given.hex('payload');
  given.expectHex('plaintext', decodePushPayload(payload, { key }));
  const nonce = payload.subarray(0, NONCE_BYTES);
  const paddedTo = payload.length - NONCE_BYTES - TAG_BYTES;
  given.expectHex('payload', encodePushPayload(given.hex('plaintext'), { key, nonce, paddedTo }));
};

/** Which passwords the official client takes. */
export const officialPassword: Check = (given) => {
  given.expect('allowed', isOfficialPassword(given.text('password')));
};

/** The proof of work of old times. */
export const historicalProofOfWork: Check = (given) => {
  const message = {
    timestampMs: given.number('timestamp_ms'),
    ttlMs: given.number('ttl_ms'),
    recipient: given.text('pubkey'),
    dataBase64: given.text('data_base64'),
  };
  const difficulty = given.number('difficulty');
  given.expect('target_hex', proofOfWorkTarget(message, difficulty).toString(16).padStart(16, '0'));
  given.expect('nonce_base64', toBase64(proofOfWork(message, difficulty)));
};
