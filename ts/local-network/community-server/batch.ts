import { fromBase64, fromUtf8, isCodedError, toBase64, utf8 } from '../../util/index.ts';
import type { ServerAnswer, ServerRequest } from '../file-server/server-request.ts';
import { isPlainObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { invalid, jsonAnswer } from './refusal.ts';

const BODY_KEYS = ['json', 'b64', 'bytes'] as const;
const COMPOSITE = /^\/(?:batch|sequence)(?:\?|$)/;

/** Several requests in one: all of a batch are done, those of a sequence up to the first that fails. Spec 05 §4. */
export function answerComposite(
  body: Uint8Array,
  {
    stopsAtFailure,
    answer,
  }: { readonly stopsAtFailure: boolean; readonly answer: (request: ServerRequest) => ServerAnswer },
): ServerAnswer {
  const results: JsonObject[] = [];
  for (const request of requestsIn(body)) {
    const result = answer(request);
    results.push(resultView(result));
    if (stopsAtFailure && (result.code < 200 || result.code > 299)) break;
  }
  return jsonAnswer(results);
}

/** What a part of a batch that crashes the server is answered with. */
export const CRASHED: ServerAnswer = {
  code: 500,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: new Uint8Array(),
};

/** @throws {Refusal} 400, for all of them, when one is none. */
function requestsIn(body: Uint8Array): readonly ServerRequest[] {
  const list = parsed(body);
  if (!Array.isArray(list)) throw invalid('Invalid batch: no list');
  return list.map(requestOf);
}

function requestOf(entry: unknown): ServerRequest {
  if (!isPlainObject(entry)) throw invalid('Invalid batch: no object');
  const { method, path, headers = {} } = entry;
  if (typeof path !== 'string' || !path.startsWith('/') || COMPOSITE.test(path))
    throw invalid('Invalid batch: path');
  if (typeof method !== 'string' || !['GET', 'POST', 'PUT', 'DELETE'].includes(method))
    throw invalid('Invalid batch: method');
  const { body, contentType } = bodyOf(entry, method);
  return {
    method,
    endpoint: path,
    headers: {
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...textHeaders(headers),
    },
    body,
  };
}

function bodyOf(
  entry: Readonly<Record<string, unknown>>,
  method: string,
): { readonly body: Uint8Array; readonly contentType?: string } {
  const [key, ...others] = BODY_KEYS.filter((name) => name in entry);
  const needsBody = method === 'POST' || method === 'PUT';
  if (others.length > 0 || needsBody !== (key !== undefined)) throw invalid('Invalid batch: body');
  if (key === undefined) return { body: new Uint8Array() };
  const value = entry[key];
  if (key === 'json') return { body: utf8(JSON.stringify(value)), contentType: 'application/json' };
  if (typeof value !== 'string') throw invalid('Invalid batch: body');
  return { body: key === 'bytes' ? utf8(value) : base64(value) };
}

function textHeaders(headers: unknown): Readonly<Record<string, string>> {
  if (!isPlainObject(headers)) throw invalid('Invalid batch: headers');
  const entries = Object.entries(headers).map(([name, value]) => {
    if (typeof value !== 'string') throw invalid('Invalid batch: headers');
    return [name.toLowerCase(), value] as const;
  });
  return Object.fromEntries(entries);
}

/** A part that crashed has no headers. */
function resultView(answer: ServerAnswer): JsonObject {
  if (answer === CRASHED) return { code: 500, 'content-type': 'text/plain', body: '' };
  const { code, headers, body } = answer;
  const isJson = headers['content-type'] === 'application/json';
  return {
    code,
    headers,
    body: isJson ? (JSON.parse(fromUtf8(body)) as JsonValue) : toBase64(body),
  };
}

function base64(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (error) {
    if (!isCodedError(error)) throw error;
    throw invalid('Invalid batch: body');
  }
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(body));
  } catch (error) {
    if (!isCodedError(error) && !(error instanceof SyntaxError)) throw error;
    throw invalid('Invalid batch: no JSON');
  }
}
