import type { Ed25519KeyPair, X25519KeyPair } from '../crypto/index.ts';
import { bytesEqual, concatBytes } from '../util/index.ts';
import { decodeEnvelope, unwrapEnvelope, wrapEnvelope } from './envelope.ts';
import { WireError } from './errors.ts';
import { session } from './generated/protos.js';
import { unpadMessage } from './padding.ts';
import {
  decodeProtobuf,
  encodeProtobuf,
  fromBigInt,
  fromSafeNumber,
  ifPresent,
  present,
} from './protobuf.ts';
import { openSigned, sealSignedReproducibly } from './signed-box.ts';

/** Namespaces of an account's swarm in which config messages are wrapped. */
export type SharedConfigNamespace = 2 | 3 | 4 | 5;

const Kind = session.SharedConfigMessage.Kind;
const KIND: Readonly<Record<SharedConfigNamespace, session.SharedConfigMessage.Kind>> = {
  2: Kind.USER_PROFILE,
  3: Kind.CONTACTS,
  4: Kind.CONVO_INFO_VOLATILE,
  5: Kind.USER_GROUPS,
};

/** Config messages have exactly one byte of padding: their length is hidden further inside. */
const PADDING = Uint8Array.of(0x80);
/** What the envelope says instead of a time: the same config gives the same bytes whenever it is stored. */
const TIMESTAMP_MS = 1;
/** Some clients have wrapped what was wrapped already. */
const MAX_WRAPPINGS = 2;

/** Both pairs of the own account: config messages go from it to itself. */
export interface SharedConfigKeys {
  readonly ed25519: Ed25519KeyPair;
  readonly x25519: X25519KeyPair;
}

export interface SharedConfig {
  readonly namespace: SharedConfigNamespace;
  readonly seqno: bigint;
  /** An encrypted config message. */
  readonly data: Uint8Array;
  readonly keys: SharedConfigKeys;
}

/**
 * The form in which namespaces 2–5 store an encrypted config message (spec 03 §5.3): like a message to oneself, the same
 * bytes every time; about 176 longer than `data`. Above 76,800 bytes a swarm takes only the unwrapped form.
 * @throws {WireError} `number-out-of-range`
 */
export function wrapSharedConfig({ namespace, seqno, data, keys }: SharedConfig): Uint8Array {
  const content = encodeProtobuf(session.SharedConfigContent, {
    sharedConfigMessage: { kind: KIND[namespace], seqno: fromBigInt(seqno), data },
  });
  const sealed = sealSignedReproducibly({
    message: concatBytes(content, PADDING),
    sender: keys.ed25519,
    recipient: keys.x25519.publicKey,
  });
  const envelope = encodeProtobuf(session.Envelope, {
    type: session.Envelope.Type.SESSION_MESSAGE,
    timestamp: fromSafeNumber(TIMESTAMP_MS),
    content: sealed,
  });
  return wrapEnvelope(envelope);
}

export type SharedConfigSource = Pick<SharedConfig, 'namespace' | 'keys'>;

/**
 * What {@link wrapSharedConfig} has wrapped, with its authorship proven (spec 03 §5.3).
 * @throws {WireError} `protobuf-invalid`, `number-out-of-range`, `field-length`, `content-missing`, `envelope-type`,
 *   `decrypt-failed`, `signature-invalid`, `sender-key-invalid` (also when somebody else has signed), `config-kind` of another
 *   namespace.
 */
export function unwrapSharedConfig(stored: Uint8Array, { namespace, keys }: SharedConfigSource): Uint8Array {
  const envelope = decodeEnvelope(unwrapEnvelope(stored));
  if (envelope.type !== 'direct') throw new WireError('envelope-type');
  const { message, senderEd25519 } = openSigned(envelope.content, keys.x25519);
  if (!bytesEqual(senderEd25519, keys.ed25519.publicKey)) throw new WireError('sender-key-invalid');
  const content = present(decodeProtobuf(session.SharedConfigContent, unpadMessage(message)));
  const config = ifPresent(content.sharedConfigMessage, present);
  if (config?.kind !== KIND[namespace]) throw new WireError('config-kind');
  if (!(config.data instanceof Uint8Array)) throw new WireError('content-missing');
  return config.data;
}

/**
 * The encrypted config message in what namespaces 2–5 store, be it wrapped twice, once or not at all: what cannot be
 * unwrapped is taken as it is (spec 03 §5.3).
 */
export function innermostSharedConfig(stored: Uint8Array, source: SharedConfigSource): Uint8Array {
  let data = stored;
  for (let wrappings = 0; wrappings < MAX_WRAPPINGS; wrappings += 1) {
    try {
      data = unwrapSharedConfig(data, source);
    } catch (error) {
      if (error instanceof WireError) return data;
      throw error;
    }
  }
  return data;
}
