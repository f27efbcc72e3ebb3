import { toJson } from '../json.ts';
import type { JsonObject } from '../json.ts';

/** Answer of a storage RPC method: an HTTP-like code, and a JSON object or a text. */
export interface RpcAnswer {
  readonly code: number;
  readonly body: JsonObject | string;
}

/** A request that is answered with an error; ends the work on it wherever it is thrown. */
export class RpcError extends Error {
  readonly answer: RpcAnswer;

  constructor(code: number, body: JsonObject | string) {
    super(`${code}`);
    this.name = 'RpcError';
    this.answer = { code, body };
  }
}

/** The error of a request whose parameters are not what the method wants. Spec 02 §4. */
export function invalidRequest(detail: string): RpcError {
  return new RpcError(400, `invalid request: ${detail}`);
}

/** The bytes of an answer as they go over the wire. */
export function answerText({ body }: RpcAnswer): string {
  return typeof body === 'string' ? body : toJson(body);
}
