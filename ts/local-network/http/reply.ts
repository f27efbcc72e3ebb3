import type { OutgoingHttpHeaders } from 'node:http';

import { utf8 } from '../../util/index.ts';
import { toJson } from '../json.ts';
import type { JsonObject } from '../json.ts';

/** An HTTP answer, whole. */
export interface HttpReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** More headers, e.g. those a server sent that an onion request led to. */
  readonly headers?: OutgoingHttpHeaders;
  /** The connection ends with this answer. */
  readonly closes?: boolean;
  /** The connection breaks off after so many bytes of the body. */
  readonly cutAt?: number;
}

export function textReply(status: number, text: string): HttpReply {
  return { status, contentType: 'text/plain', body: utf8(text) };
}

export function jsonReply(status: number, value: JsonObject): HttpReply {
  return { status, contentType: 'application/json', body: utf8(toJson(value)) };
}

/** Nodes give everything that is no JSON the type of text. Spec 02 §2.4. */
export function bytesReply(status: number, body: Uint8Array): HttpReply {
  return { status, contentType: 'text/plain', body };
}
