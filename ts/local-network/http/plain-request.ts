import type { IncomingMessage } from 'node:http';

import type { ServerAnswer, ServerRequest } from '../file-server/server-request.ts';
import type { HttpReply } from './reply.ts';

/** A plain HTTP request as the same server gets it inside an onion. */
export function plainRequest(
  { method = '', url = '', headers }: IncomingMessage,
  body: Uint8Array,
): ServerRequest {
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return { method, endpoint: url, headers: Object.fromEntries(texts), body };
}

/** An answer in plain HTTP; a cut one ends after half of its body. */
export function plainReply(
  { code, headers, body }: ServerAnswer,
  { isCut }: { readonly isCut: boolean },
): HttpReply {
  const { 'content-type': contentType = 'application/octet-stream', ...others } = headers;
  return { status: code, contentType, headers: others, body, ...(isCut ? { cutAt: body.length >> 1 } : {}) };
}
