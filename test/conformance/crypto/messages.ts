import { accountId, accountIdOf, ed25519KeyOf, groupId, x25519KeyOf } from '../../../ts/account/index.ts';
import { sha256, sign, symmetricKey } from '../../../ts/crypto/index.ts';
import { toBase64, toHex, zstdReady } from '../../../ts/util/index.ts';
import {
  checkTimestamps,
  decodeContent,
  decodeDirectMessage,
  decodeGroupMessage,
  encodeEnvelope,
  openSigned,
  padMessage,
  sealGroupEnvelope,
  sealSignedReproducibly,
  unpadMessage,
  unwrapEnvelope,
  wrapEnvelope,
} from '../../../ts/wire/index.ts';
import { refused, require } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';
import { accountOf, ed25519Of, expectAccount, x25519Of } from './identity.ts';

export const pad: Check = (given) => {
  const plain = given.hex('plain');
  const padded = padMessage(plain);
  given.expect('padded_length', padded.length);
  given.expectHex('padded_sha256', sha256(padded));
  given.expectHex('plain', unpadMessage(padded));
};

export const unpad: Check = (given) => {
  given.expectHex('plain', unpadMessage(given.hex('padded')));
};

export const deterministicEncrypt: Check = (given) => {
  const message = {
    message: given.hex('plaintext'),
    sender: ed25519Of(given, 'sender_seed32'),
    recipient: x25519KeyOf(accountId(given.text('recipient_id'))),
  };
  given.expectHex('ciphertext', sealSignedReproducibly(message));
};

export const decrypt: Check = (given) => {
  const recipient = x25519Of(ed25519Of(given, 'recipient_seed32'));
  const { message, senderEd25519, senderX25519 } = openSigned(given.hex('ciphertext'), recipient);
  given.expectHex('plaintext', message);
  given.expectHex('sender_ed25519', senderEd25519);
  given.expect('sender_id', accountIdOf(senderX25519));
};

const DIRECT_CODES: Readonly<Record<string, readonly string[]>> = {
  signature_made_for_other_recipient: ['signature-invalid'],
  tampered_ciphertext: ['decrypt-failed'],
  too_short_143_bytes: ['decrypt-failed'],
  bad_signature: ['signature-invalid'],
  wrong_sender_key: ['signature-invalid'],
  sealed_for_other_recipient: ['decrypt-failed'],
};

export const rejectDirect: Check = (given) => {
  const codes = DIRECT_CODES[given.label('case') ?? ''];
  const recipient = x25519Of(ed25519Of(given, 'recipient_seed32'));
  const ciphertext = given.hex('ciphertext');
  refused(() => openSigned(ciphertext, recipient), { codes });
};

/** A message as the swarm of its recipient stores it, layer by layer, and read again. */
export const wireDirect: Check = (given) => {
  const sender = ed25519Of(given, 'sender_seed32');
  const recipientPair = ed25519Of(given, 'recipient_seed32');
  expectAccount(given, 'recipient_id', recipientPair);
  expectAccount(given, 'sender_id', sender);
  const recipient = x25519Of(recipientPair);
  const content = given.hex('content');
  const message = padMessage(content);
  given.expect('padded_content_length', message.length);
  given.expect('inner_encryption', 'deterministic_encrypt');
  const sealed = sealSignedReproducibly({ message, sender, recipient: recipient.publicKey });
  const proSig = proSignature(given, sealed);
  const timestampMs = given.number('timestamp_ms');
  given.expect('timestamp_ms', decodeContent(content).sigTimestampMs);
  const envelope = encodeEnvelope({ type: 'direct', timestampMs, content: sealed, proSig });
  given.expectHex('envelope', envelope);
  const wire = wrapEnvelope(envelope);
  given.expectHex('wire', wire);
  given.expect('wire_base64', toBase64(wire));
  given.expectHex('envelope', unwrapEnvelope(given.hex('wire')));
  const opened = decodeDirectMessage({ payload: given.base64('wire_base64'), recipient });
  given.expectHex('content', opened.content);
  given.expect('timestamp_ms', opened.timestampMs);
  given.expect('sender_id', accountIdOf(opened.senderX25519));
  given.expect('envelope_pro_sig', opened.proSig === undefined ? null : toHex(opened.proSig));
  checkTimestamps({ sentAtMs: opened.timestampMs, sigTimestampMs: timestampMs, source: 'swarm' });
};

/** The signature of the Pro key, if the sender has one. */
function proSignature(given: Given, sealed: Uint8Array): Uint8Array | undefined {
  if (given.isNull('pro_rotating_key'))
    return given.isNull('envelope_pro_sig') ? undefined : given.hex('envelope_pro_sig');
  const key = given.member('pro_rotating_key');
  const rotating = ed25519Of(key, 'rotating_seed');
  key.expectHex('rotating_public', rotating.publicKey);
  const proSig = sign(sealed, rotating.secretKey);
  given.expectHex('envelope_pro_sig', proSig);
  return proSig;
}

export const groupEncode: Check = async (given) => {
  await zstdReady();
  given.label('note');
  const group = ed25519KeyOf(groupId(given.text('group_id')));
  const sender = ed25519Of(given, 'sender_seed32');
  const key = symmetricKey(given.hex('group_key'));
  const envelope = given.hex('envelope');
  const sealed = sealGroupEnvelope({
    envelope,
    sender,
    group,
    key,
    nonce: given.hex('nonce'),
    mayCompress: false,
  });
  given.expectHex('ciphertext', sealed);
  const opened = decodeGroupMessage({ payload: given.hex('ciphertext'), group, keys: [key] });
  given.expectHex('envelope', opened.envelope);
  require(accountIdOf(opened.senderX25519) === accountOf(sender), 'opened as of another sender');
};

export const groupDecrypt: Check = async (given) => {
  await zstdReady();
  const opened = decodeGroupMessage(incomingGroup(given));
  given.expect('compressed', opened.isCompressed);
  given.expect('key_index', opened.keyIndex);
  given.expect('sender_id', accountIdOf(opened.senderX25519));
  given.expectHex('envelope', opened.envelope);
  given.expectHex('content', opened.content);
};

const GROUP_CODES: Readonly<Record<string, readonly string[]>> = {
  signed_for_another_group: ['signature-invalid'],
  signature_over_data_only_pre_2025_form: ['signature-invalid'],
  unknown_group_key: ['no-key-fits'],
  version_2: ['payload-invalid'],
  both_d_and_z: ['payload-invalid'],
  neither_d_nor_z: ['payload-invalid'],
  missing_signature: ['payload-invalid'],
  author_key_31_bytes: ['field-length'],
  tampered: ['no-key-fits'],
  too_short: ['decrypt-failed'],
};

export const groupReject: Check = async (given) => {
  await zstdReady();
  const codes = GROUP_CODES[given.label('case') ?? ''];
  const message = incomingGroup(given);
  refused(() => decodeGroupMessage(message), { codes });
};

function incomingGroup(given: Given): Parameters<typeof decodeGroupMessage>[0] {
  return {
    payload: given.hex('ciphertext'),
    group: ed25519KeyOf(groupId(given.text('group_id'))),
    keys: given.hexes('group_keys_newest_first').map(symmetricKey),
  };
}

/** Whether a message with these times is taken. */
export const timestampRule: Check = (given) => {
  const times = {
    sentAtMs: given.number('sentAtMs'),
    sigTimestampMs: given.number('sigTimestampMs'),
    source: given.flag('isCommunity') ? 'community' : 'swarm',
  } as const;
  if (given.flag('process')) checkTimestamps(times);
  else refused(() => checkTimestamps(times), { codes: ['timestamp-mismatch'] });
};
