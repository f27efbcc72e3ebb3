import { fromUtf8, toBase64, utf8 } from '../util/index.ts';
import { CommunityError } from './errors.ts';

/** A value that JSON can write. Members that are undefined are left out. */
export type JsonValue =
  string | number | boolean | readonly JsonValue[] | { readonly [name: string]: JsonValue | undefined };

export type RequestBody = { readonly json: JsonValue } | { readonly bytes: Uint8Array };

/** One request to a community server, without a word of who asks. */
export interface CommunityRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Starts with `/`; in plain UTF-8; with the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
}

/** A request as it goes into an onion (spec 05 §2). */
export interface OutgoingRequest {
  readonly method: CommunityRequest['method'];
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** An answer as it comes out of an onion. */
export interface IncomingAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An answer, of its own or out of a batch, whose body has been read as what it says it is. */
export interface CommunityReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly json: unknown } | { readonly bytes: Uint8Array };
}

const JSON_TYPE = 'application/json';
const BYTES_TYPE = 'application/octet-stream';

/** The request as it is sent when it is not signed: servers show public things to anybody (spec 05 §3). */
export function unsignedRequest({ method, path, headers, body }: CommunityRequest): OutgoingRequest {
  return {
    method,
    endpoint: path,
    headers: { ...(body === undefined ? {} : { 'Content-Type': contentType(body) }), ...headers },
    ...(body === undefined ? {} : { body: bytesOf(body) }),
  };
}

/** As what an entry of a batch is written (spec 05 §4). */
export function batchEntry({ method, path, headers, body }: CommunityRequest): JsonValue {
  return { method, path, headers, ...(body === undefined ? {} : bodyEntry(body)) };
}

/**
 * The answer with its body read: JSON when the server says so, else bytes (spec 05 §2).
 * @throws {CommunityError} `answer-invalid` for JSON that is none.
 */
export function readReply({ status, headers, body }: IncomingAnswer): CommunityReply {
  return { status, headers, body: isJson(headers) ? { json: parsed(body) } : { bytes: body } };
}

/** Whether the media type is JSON's, whatever parameters follow. */
export function isJson(headers: Readonly<Record<string, string>>): boolean {
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';', 1);
  return mediaType.trim().toLowerCase() === JSON_TYPE;
}

function contentType(body: RequestBody): string {
  return 'json' in body ? JSON_TYPE : BYTES_TYPE;
}

function bytesOf(body: RequestBody): Uint8Array {
  return 'json' in body ? utf8(JSON.stringify(body.json)) : body.bytes;
}

function bodyEntry(body: RequestBody): { readonly [name: string]: JsonValue } {
  return 'json' in body ? { json: body.json } : { b64: toBase64(body.bytes) };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(body)) as unknown;
  } catch (cause) {
    throw new CommunityError('answer-invalid', { message: 'not JSON', cause });
  }
}
