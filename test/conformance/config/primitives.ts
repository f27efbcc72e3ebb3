import {
  accountIdOf,
  blindedCandidatesOf,
  blindedId,
  blindedKeys,
  signBlinded,
} from '../../../ts/account/index.ts';
import { parseRoomUrl } from '../../../ts/config/index.ts';
import {
  decryptConfig,
  encryptConfig,
  messageKey,
  messageNonce,
  paddedLength,
  padInFront,
} from '../../../ts/config/encryption.ts';
import { initialMessage } from '../../../ts/config/message.ts';
import { decryptInboxMessage, encryptInboxMessage } from '../../../ts/community/index.ts';
import {
  decodeMultiRecipient,
  ed25519KeyPair,
  ed25519PublicKey,
  ed25519Scalar,
  ed25519ScalarOf,
  ed25519Seed,
  ed25519ToX25519,
  encodeMultiRecipient,
  encryptToMany,
  multiplyScalars,
  openFromMany,
  symmetricKey,
  verify,
  withSignBit,
  x25519PublicKey,
  x25519ToEd25519,
} from '../../../ts/crypto/index.ts';
import type { Ed25519KeyPair } from '../../../ts/crypto/index.ts';
import { bytesEqual, compressZstd, decompressZstd, toHex, zstdReady } from '../../../ts/util/index.ts';
import { openSigned, sealSignedReproducibly, unwrapSharedConfig } from '../../../ts/wire/index.ts';
import type { SharedConfigNamespace } from '../../../ts/wire/index.ts';
import { accountOf, ed25519Of, x25519Of } from '../crypto/identity.ts';
import { refused, require } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';
import { wrapperOf } from './user-scenario.ts';

const MAX_CONTENT_BYTES = 5_000_000;
const NONCE_BYTES = 24;

export const padding: Check = (given) => {
  const size = given.number('size');
  given.expect('padded', paddedLength(size));
  given.expect('padded', padInFront(new Uint8Array(size).fill(1)).length);
};

export const encrypt: Check = (given) => {
  const key = symmetricKey(given.hex('key'));
  const [plain, domain] = [given.hex('plain'), given.text('domain')];
  given.expectHex('encrypted', encryptConfig(plain, key, domain));
  given.expectHex('derived_key', messageKey(key, plain.length, domain));
  given.expectHex('nonce', messageNonce(plain, domain));
  given.expectHex('plain', decryptConfig(given.hex('encrypted'), [key], domain));
};

/** The message around a config of an account. */
export const wrap: Check = (given) => {
  const wrapper = wrapperOf(given.hex('seed'), given.number('namespace'));
  given.expectHex('wrapped', wrapper.wrap({ seqno: given.number('seqno'), encrypted: given.hex('data') }));
  const ed25519 = ed25519Of(given, 'seed');
  const source = {
    namespace: given.number('namespace') as SharedConfigNamespace,
    keys: { ed25519, x25519: x25519Of(ed25519) },
  };
  given.expectHex('data', unwrapSharedConfig(given.hex('wrapped'), source));
};

export const emptyMessage: Check = (given) => {
  const { plain, hash } = initialMessage();
  given.expectHex('plain', plain);
  given.expectHex('hash', hash);
};

/** Compressed bytes need not be the same; ours must say the same to us, and theirs too. */
export const zstdDecode: Check = async (given) => {
  await zstdReady();
  const plain = given.hex('plain');
  require(bytesEqual(
    decompressZstd(compressZstd(plain), MAX_CONTENT_BYTES),
    plain,
  ), 'compressed, but not the same');
  given.expectHex('plain', decompressZstd(given.hex('compressed_level1'), MAX_CONTENT_BYTES));
};

export const zstdMustFail: Check = async (given) => {
  await zstdReady();
  refused(() => decompressZstd(given.asHex(), MAX_CONTENT_BYTES));
};

export const communityUrl: Check = (given) => {
  const { baseUrl, room, publicKey } = parseRoomUrl(given.text('url'));
  given.expect('base_url', baseUrl);
  given.expect('room', room);
  if (given.has('pubkey')) given.expect('pubkey', publicKey === undefined ? undefined : toHex(publicKey));
  else require(publicKey === undefined, 'a key that the vector does not have');
};

export const badCommunityUrl: Check = (given) => {
  refused(() => parseRoomUrl(given.asText()), { codes: ['value-invalid'] });
};

export const sessionBox: Check = (given) => {
  const [sender, recipientPair] = [ed25519Of(given, 'sender_seed'), ed25519Of(given, 'recipient_seed')];
  given.expect('sender_id', accountOf(sender));
  given.expect('recipient_id', accountOf(recipientPair));
  const recipient = x25519Of(recipientPair);
  const message = given.hex('plain');
  given.expectHex(
    'deterministic',
    sealSignedReproducibly({ message, sender, recipient: recipient.publicKey }),
  );
  for (const name of ['deterministic', 'random_example']) {
    const opened = openSigned(given.hex(name), recipient);
    given.expectHex('plain', opened.message);
    given.expect('sender_id', accountIdOf(opened.senderX25519));
  }
};

export const keyConversion: Check = (given) => {
  const ed25519 = ed25519PublicKey(given.hex('ed_pk'));
  given.expectHex('x_pk', ed25519ToX25519(ed25519));
  given.expectHex('ed_pk_positive', withSignBit(ed25519, false));
  given.expectHex('ed_pk_positive', x25519ToEd25519(x25519PublicKey(given.hex('x_pk'))));
};

export const blinding: Check = (given) => {
  const pair = ed25519Of(given, 'seed');
  const account = accountOf(pair);
  given.expect('session_id', account);
  const server = x25519PublicKey(given.hex('server_pk'));
  const fromId = given.member('ids_from_session_id');
  const message = given.hex('msg');
  for (const version of [15, 25] as const) {
    const keys = blindedKeys(pair, { server, version });
    given.expect(`id${version}`, keys.id);
    given.expectHex(`sk${version}`, keys.scalar);
    const candidates = blindedCandidatesOf(account, { server, version });
    fromId.expect(`id${version}`, version === 15 ? candidates : candidates[0]);
    require(verify(given.hex(`sig${version}`), message, keys.publicKey), `sig${version} does not verify`);
    if (version === 25) given.expectHex('sig25', signBlinded(message, keys, pair));
    checkFactor(given, version, pair);
  }
};

/** The factor is inside the product; what it must be follows from the secret that it makes. */
function checkFactor(given: Given, version: 15 | 25, pair: Ed25519KeyPair): void {
  const factor = ed25519Scalar(given.hex(`k${version}`));
  given.expectHex(`sk${version}`, multiplyScalars(factor, ed25519ScalarOf(pair.secretKey)));
}

export const blindedMessage: Check = (given) => {
  const [sender, recipient] = [ed25519Of(given, 'sender_seed'), ed25519Of(given, 'recipient_seed')];
  const server = x25519PublicKey(given.hex('server_pk'));
  given.expect('sender_id', accountOf(sender));
  const [from, to] = [blindedId(given.text('sender_blinded')), blindedId(given.text('recipient_blinded'))];
  const version = from.startsWith('15') ? 15 : 25;
  given.expect('sender_blinded', blindedKeys(sender, { server, version }).id);
  given.expect('recipient_blinded', blindedKeys(recipient, { server, version }).id);
  const example = given.hex('example');
  const opened = decryptInboxMessage(example, {
    ed25519: recipient,
    server,
    other: from,
    direction: 'incoming',
  });
  given.expectHex('plain', opened.content);
  given.expect('sender_id', opened.sender);
  const nonce = example.subarray(-NONCE_BYTES);
  given.expectHex(
    'example',
    encryptInboxMessage(given.hex('plain'), { ed25519: sender, server, other: to }, { nonce }),
  );
};

export const multiEncrypt: Check = (given) => {
  const sender = x25519Of(ed25519Of(given, 'sender_seed'));
  const [domain, nonce, messages] = [given.text('domain'), given.hex('nonce'), given.hexes('messages')];
  const [only] = messages;
  require(only !== undefined, 'no message');
  const recipients = given.list('recipients').map((recipient) => {
    const pair = ed25519KeyPair(ed25519Seed(recipient.hex('seed')));
    recipient.expect('session_id', accountOf(pair));
    return x25519Of(pair);
  });
  const items = encryptToMany(
    messages.length === 1 ? only : messages,
    recipients.map(({ publicKey }) => publicKey),
    { sender, domain, nonce },
  );
  given.expectHex('encoded', encodeMultiRecipient({ nonce, items }));
  const decoded = decodeMultiRecipient(given.hex('encoded'));
  recipients.forEach((own, at) => {
    const opened = openFromMany(decoded, { own, sender: sender.publicKey, domain });
    require(opened !== undefined &&
      bytesEqual(opened, messages[at] ?? only), `recipient ${at} opens something else`);
  });
};
