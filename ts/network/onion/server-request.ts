import { concatBytes, fromUtf8, isCodedError, utf8 } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { isRecord, parseJson } from '../json.ts';

/** A request to a server behind the last hop. */
export interface ServerRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Starts with `/` and includes the query. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface ServerAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const COLON = 0x3a;
/** Ten digits are more than any body we accept. */
const MAX_LENGTH_DIGITS = 10;

/** The v4 form, a bencoded list of JSON and body (spec 02 §2.5). */
export function encodeV4Request({ endpoint, headers, method, body }: ServerRequest): Uint8Array {
  const parts = [utf8(JSON.stringify({ endpoint, headers, method })), ...(body === undefined ? [] : [body])];
  return concatBytes(utf8('l'), ...parts.flatMap((part) => [utf8(`${part.length}:`), part]), utf8('e'));
}

/**
 * The v4 answer: `l<length>:<json><length>:<body>e`, nothing before, between or after. Its body is a view of `bytes`.
 * @throws {NetworkError} `bad-response`
 */
export function decodeV4Answer(bytes: Uint8Array): ServerAnswer {
  if (bytes[0] !== 0x6c || bytes[bytes.length - 1] !== 0x65) throw malformed('not a list');
  const meta = readString(bytes, 1);
  const body = readString(bytes, meta.end);
  if (body.end !== bytes.length - 1) throw malformed('bytes after the body');
  const { status, headers } = readMeta(meta.value);
  return { status, headers, body: body.value };
}

/**
 * The v3 form: one JSON object, the body as text.
 * @throws {BytesError} `utf8-invalid` for a body that is not text.
 */
export function encodeV3Request({ endpoint, headers, method, body }: ServerRequest): Uint8Array {
  const text = body === undefined ? '' : fromUtf8(body);
  return utf8(JSON.stringify({ method, endpoint, headers, body: text }));
}

/** The opened v3 answer: the endpoint's own bytes; `{"status_code": N}` alone says what went wrong. */
export function decodeV3Answer(plaintext: Uint8Array): ServerAnswer {
  try {
    const value = parseJson(fromUtf8(plaintext));
    const status = isRecord(value) ? value['status_code'] : undefined;
    if (Number.isInteger(status)) return { status: status as number, headers: {}, body: plaintext };
  } catch (error) {
    if (!isCodedError(error)) throw error;
  }
  return { status: 200, headers: {}, body: plaintext };
}

function readString(bytes: Uint8Array, start: number): { readonly value: Uint8Array; readonly end: number } {
  const colon = bytes.indexOf(COLON, start);
  if (colon < 0 || colon - start > MAX_LENGTH_DIGITS) throw malformed('no length');
  const digits = Buffer.from(bytes.subarray(start, colon)).toString('latin1');
  if (!/^(?:0|[1-9][0-9]*)$/.test(digits)) throw malformed('bad length');
  const end = colon + 1 + Number(digits);
  if (end > bytes.length - 1) throw malformed('string beyond the end');
  return { value: bytes.subarray(colon + 1, end), end };
}

function readMeta(bytes: Uint8Array): Pick<ServerAnswer, 'status' | 'headers'> {
  const meta = parseJson(textOf(bytes));
  if (!isRecord(meta) || !Number.isInteger(meta['code'])) throw malformed('no code');
  const all = isRecord(meta['headers']) ? Object.entries(meta['headers']) : [];
  const headers = all.filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return {
    status: meta['code'] as number,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), String(value)])),
  };
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new NetworkError('bad-response', { cause });
  }
}

function malformed(message: string): NetworkError {
  return new NetworkError('bad-response', { message: `v4 answer: ${message}` });
}
