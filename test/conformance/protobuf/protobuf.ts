import { ed25519KeyPair, ed25519Seed } from '../../../ts/crypto/index.ts';
import { toHex } from '../../../ts/util/index.ts';
import { session } from '../../../ts/wire/generated/protos.js';
import {
  adminSignedText,
  decodeContent,
  decodeEnvelope,
  encodeContent,
  encodeEnvelope,
  isAdminUpdate,
  signAdminUpdate,
  unwrapEnvelope,
  wrapEnvelope,
} from '../../../ts/wire/index.ts';
import type { AdminSigned, GroupUpdate } from '../../../ts/wire/index.ts';
import { decodeProtobuf, encodeProtobuf } from '../../../ts/wire/protobuf.ts';
import { toVectorJson } from '../../wire/schema-json.ts';
import { Difference, refused, require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Json, JsonObject } from '../framework/json.ts';
import { isJsonObject, jsonEqual } from '../framework/json.ts';
import type { VectorKind } from '../framework/kind.ts';
import type { Check } from '../framework/sections.ts';
import { each } from '../framework/sections.ts';
import { contentFromWords, contentToWords, envelope, PAYLOADS } from './model.ts';
import { BeyondSafeNumbers } from './words.ts';

interface MessageType {
  /** By the generated code alone: what was read, in words, and the bytes it is written as. */
  readonly schema: (bytes: Uint8Array) => { readonly decoded: Json; readonly encoded: Uint8Array };
  /** What must be refused when a message is broken. */
  readonly decode: (bytes: Uint8Array) => unknown;
  /** By the typed model: reads `bytes` as `decoded`, and writes it again, byte for byte where `exact`. */
  readonly model: (bytes: Uint8Array, decoded: Given, exact: boolean) => void;
}

const TYPES: Readonly<Record<string, MessageType>> = {
  Content: {
    schema: schemaOf(session.Content, 'Content'),
    decode: decodeContent,
    model: checkContent,
  },
  Envelope: {
    schema: schemaOf(session.Envelope, 'Envelope'),
    decode: decodeEnvelope,
    model: checkEnvelope,
  },
  WebSocketMessage: {
    schema: schemaOf(session.WebSocketMessage, 'WebSocketMessage'),
    decode: unwrapEnvelope,
    model: checkWrapper,
  },
};

const message: Check = (given) => {
  describeCase(given);
  const { schema, model } = typeOf(given);
  const bytes = given.hex('hex');
  const { decoded, encoded } = schema(bytes);
  given.expect('decoded', decoded);
  given.expectHex('hex', encoded);
  model(bytes, given.member('decoded'), true);
  checkGroup(given);
};

const decodeOnly: Check = (given) => {
  describeCase(given);
  const { schema, model } = typeOf(given);
  const bytes = given.hex('hex');
  given.expect('decoded', withoutReserved(schema(bytes).decoded));
  model(bytes, given.member('decoded'), false);
};

const invalid: Check = (given) => {
  describeCase(given);
  given.label('reason');
  const { schema, decode } = typeOf(given);
  const bytes = given.hex('hex');
  refused(() => schema(bytes), { codes: ['protobuf-invalid'] });
  refused(() => decode(bytes), { codes: ['protobuf-invalid'] });
};

/** Serialized messages (spec 04 §1). */
export const protobuf: VectorKind = {
  name: 'protobuf',
  sections: { messages: each(message), decode_only: each(decodeOnly), invalid: each(invalid) },
};

function describeCase(given: Given): void {
  for (const name of ['id', 'note']) given.label(name);
}

function typeOf(given: Given): MessageType {
  const name = given.text('type');
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type === undefined) throw new VectorError(`${name} is no message that is known`);
  return type;
}

function schemaOf<Message extends object>(
  type: Parameters<typeof decodeProtobuf<Message>>[0] & Parameters<typeof encodeProtobuf<Message>>[0],
  name: string,
): MessageType['schema'] {
  return (bytes) => {
    const decoded = decodeProtobuf(type, bytes);
    return { decoded: toVectorJson(decoded, name) as Json, encoded: encodeProtobuf(type, decoded) };
  };
}

/** The vectors call `sourceDevice` reserved; we write it as everybody does, so our schema has it. */
function withoutReserved(decoded: Json): Json {
  if (!isJsonObject(decoded)) return decoded;
  const { sourceDevice: _, ...rest } = decoded;
  return rest;
}

function checkContent(bytes: Uint8Array, decoded: Given, exact: boolean): void {
  const ours = ourContent(decoded);
  if (ours === undefined) return refused(() => decodeContent(bytes), { codes: ['number-out-of-range'] });
  const expected = asWeKeepIt(decoded.all());
  compare('decodeContent', expected, contentToWords(decodeContent(bytes)));
  if (exact && jsonEqual(expected, decoded.all()))
    compare('encodeContent', toHex(bytes), toHex(encodeContent(ours)));
}

/** Undefined for numbers that we refuse rather than round. */
function ourContent(decoded: Given): ReturnType<typeof contentFromWords> | undefined {
  try {
    return contentFromWords(decoded);
  } catch (error) {
    if (error instanceof BeyondSafeNumbers) return undefined;
    throw error;
  }
}

/**
 * One payload; flags of 0 say no more than absent ones, and a timer update has neither body nor attachments (spec 04 §1.2, §1.3).
 */
function asWeKeepIt(whole: Json): Json {
  if (!isJsonObject(whole)) return whole;
  const [, ...further] = PAYLOADS.filter((name) => Object.hasOwn(whole, name));
  const decoded: JsonObject = Object.fromEntries(
    Object.entries(whole).filter(([name]) => !further.includes(name)),
  );
  if (!isJsonObject(decoded['dataMessage'])) return decoded;
  const { flags, body, attachments, ...rest } = decoded['dataMessage'];
  const visible = {
    ...(body === undefined ? {} : { body }),
    ...(attachments === undefined ? {} : { attachments }),
  };
  const dataMessage: JsonObject = flags === 2 ? { flags, ...rest } : { ...visible, ...rest };
  return { ...decoded, dataMessage };
}

function checkEnvelope(bytes: Uint8Array, decoded: Given): void {
  decoded.optional('source')?.asText();
  const known = decoded.without(['source']);
  compare('decodeEnvelope', known.all(), envelope.to(decodeEnvelope(bytes)));
  // What we write has a device besides, which nobody reads.
  const ours = decodeProtobuf(session.Envelope, encodeEnvelope(envelope.from(known)));
  compare(
    'encodeEnvelope',
    { ...(known.all() as JsonObject), sourceDevice: 1 },
    toVectorJson(ours, 'Envelope') as Json,
  );
}

function checkWrapper(bytes: Uint8Array, decoded: Given): void {
  const body = decoded.member('request').hex('body');
  compare('unwrapEnvelope', toHex(body), toHex(unwrapEnvelope(bytes)));
  compare('wrapEnvelope', toHex(body), toHex(unwrapEnvelope(wrapEnvelope(body))));
}

/** The group of an update: its key, and the admins' signature over what the update says. */
function checkGroup(given: Given): void {
  given.label('sentTo');
  if (!given.has('groupSeed')) return;
  const group = ed25519KeyPair(ed25519Seed(given.hex('groupSeed')));
  given.expect('groupPk', `03${toHex(group.publicKey)}`);
  const content = decodeContent(given.hex('hex'));
  const update = content.payload.kind === 'data' ? content.payload.groupUpdate : undefined;
  require(update !== undefined, 'a group without an update');
  if (update.kind === 'promote')
    compare('groupIdentitySeed', toHex(given.hex('groupSeed')), toHex(update.groupIdentitySeed));
  const signature = 'adminSignature' in update ? update.adminSignature : undefined;
  if (!given.has('signedText')) return require(signature === undefined, 'a signature without a signed text');
  const signed = adminSigned(update, given);
  const context = { sentAtMs: content.sigTimestampMs ?? 0, groupKey: group.publicKey };
  given.expect('signedText', adminSignedText(signed, context.sentAtMs));
  compare(
    'adminSignature',
    toHex(signature ?? new Uint8Array()),
    toHex(signAdminUpdate(signed, { ...context, groupKey: group.secretKey })),
  );
  require(isAdminUpdate({ ...signed, adminSignature: signature }, context), 'not believed to be an admin’s');
}

/** What of an update the signature covers; an invitation does not say who is invited. */
function adminSigned(update: GroupUpdate, given: Given): AdminSigned {
  switch (update.kind) {
    case 'invite':
      return { kind: 'invite', memberId: given.text('invitee') };
    case 'info-change':
    case 'member-change':
    case 'delete-member-content':
      return update;
    default:
      throw new VectorError(`nobody signs ${update.kind}`);
  }
}

function compare(what: string, expected: Json, actual: Json): void {
  if (!jsonEqual(expected, actual)) throw new Difference(what, expected, actual);
}
