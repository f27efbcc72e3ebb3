import { decodeBencode, encodeBencode, fromUtf8, isCodedError, utf8 } from '../../util/index.ts';
import { isPlainObject } from '../json.ts';

/** A request as the server's own endpoints see it, whichever way it came. */
export interface ServerRequest {
  readonly method: string;
  /** Path with its query, as it was sent. */
  readonly endpoint: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface ServerAnswer {
  readonly code: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An opened onion request in the v4 form, undefined when it is none. Spec 02 §2.5. */
export function decodeV4Request(bytes: Uint8Array): ServerRequest | undefined {
  try {
    const parts: unknown = decodeBencode(bytes);
    if (!Array.isArray(parts) || parts.length < 1 || parts.length > 2) return undefined;
    const [meta, body = new Uint8Array()] = parts as unknown[];
    if (!(meta instanceof Uint8Array) || !(body instanceof Uint8Array)) return undefined;
    const { method, endpoint, headers = {} } = record(JSON.parse(fromUtf8(meta)));
    if (typeof method !== 'string' || typeof endpoint !== 'string' || !endpoint.startsWith('/'))
      return undefined;
    return { method, endpoint, headers: lowerCased(record(headers)), body };
  } catch (error) {
    if (isCodedError(error) || error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The v4 form of an answer; its body is always there, if empty. Spec 02 §2.5. */
export function encodeV4Answer({ code, headers, body }: ServerAnswer): Uint8Array {
  return encodeBencode([utf8(JSON.stringify({ code, headers })), body]);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (!isPlainObject(value)) throw new TypeError('no object');
  return value;
}

function lowerCased(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
