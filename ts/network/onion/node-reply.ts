import { CodedError, fromBase64, fromUtf8, isCodedError } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { isRecord, parseJson, parseNodeJson } from '../json.ts';
import type { ReplyKey } from './build.ts';
import { openLayer } from './layer.ts';

/** What the destination node answered. `body` is parsed JSON, or text when the status is not 200 and it is none. */
export interface NodeReply {
  readonly status: number;
  readonly body: unknown;
}

/** `forged`: not made by the destination, so a hop is at fault. `malformed`: the destination itself sent nonsense. */
export class ReplyError extends CodedError<'reply-forged' | 'reply-malformed'> {}

/**
 * Opens the HTTP 200 body of an onion request to a node, in each of its forms (spec 02 §2.6).
 * @throws {ReplyError}
 */
export function openNodeReply(httpBody: Uint8Array, key: ReplyKey): NodeReply {
  const plaintext = openReply(unwrapReply(httpBody), key);
  try {
    return readReply(parseNodeJson(fromUtf8(plaintext)));
  } catch (cause) {
    throw new ReplyError('reply-malformed', { cause });
  }
}

/**
 * Opens a sealed reply; old servers answer with AES-GCM whatever was sent, so that is tried too.
 * @throws {ReplyError} `reply-forged`
 */
export function openReply(sealed: Uint8Array, { secret, type }: ReplyKey): Uint8Array {
  for (const candidate of type === 'aes-gcm' ? ([type] as const) : ([type, 'aes-gcm'] as const)) {
    try {
      return openLayer(sealed, secret, candidate);
    } catch (error) {
      if (!isCodedError(error)) throw error;
    }
  }
  throw new ReplyError('reply-forged');
}

/** Ciphertext from base64 text, from the same inside `{"result": …}` (old nodes), or as it is. */
export function unwrapReply(httpBody: Uint8Array): Uint8Array {
  try {
    const text = fromUtf8(httpBody).trim();
    if (!text.startsWith('{')) return fromBase64(text);
    const wrapper = parseJson(text);
    return isRecord(wrapper) && typeof wrapper['result'] === 'string'
      ? fromBase64(wrapper['result'])
      : httpBody;
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return httpBody;
  }
}

function readReply(value: unknown): NodeReply {
  if (!isRecord(value)) throw new NetworkError('bad-response', { message: 'reply is not an object' });
  const status = value['status'] ?? value['status_code'];
  if (!isStatus(status)) throw new NetworkError('bad-response', { message: 'reply without status' });
  const body = value['body'];
  if (typeof body !== 'string') return { status, body };
  return { status, body: status === 200 || body.startsWith('{') ? parseNodeJson(body) : body };
}

function isStatus(value: unknown): value is number {
  return Number.isInteger(value);
}
