import { utf8 } from '../../util/index.ts';
import { toJson } from '../json.ts';
import type { JsonValue } from '../json.ts';
import type { ServerAnswer } from '../file-server/server-request.ts';

/** The server does not do what it was asked; the text is for people who read logs. Spec 05 §3.2, §12. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number, text: string) {
    super(text);
    this.name = 'Refusal';
    this.code = code;
  }
}

export const forbidden = (text: string): Refusal => new Refusal(403, text);
export const notFound = (what: string): Refusal => new Refusal(404, `${what} not found`);
export const invalid = (text: string): Refusal => new Refusal(400, text);

export function jsonAnswer(value: JsonValue, code = 200): ServerAnswer {
  return { code, headers: { 'content-type': 'application/json' }, body: utf8(toJson(value)) };
}

export function textAnswer(code: number, text: string): ServerAnswer {
  return { code, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: utf8(text) };
}

/** What web servers say of paths that they do not know. */
export function unknownPath(): ServerAnswer {
  return {
    code: 404,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: utf8('<!doctype html><title>404</title><p>There is nothing here.</p>'),
  };
}
