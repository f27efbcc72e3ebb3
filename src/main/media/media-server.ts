import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

import type { AttachmentPart } from '../../../ts/client/index.ts';
import { AppError, codeOf } from '../app-error.ts';
import { EngineError } from '../engine/engine-error.ts';
import type { Engine } from '../engine/protocol.ts';
import { LockError } from '../lock/lock-error.ts';
import { type ByteSpan, byteSpanOf } from './byte-range.ts';
import type { MediaRequest } from './media-url.ts';
import { HEAD_BYTES, sniffMedia } from './sniff.ts';

const TOKEN_BYTES = 32;

/** So much is decrypted and handed on at a time. */
const PIECE_BYTES = 262_144;

/** Types of files are known from their first bytes; so many files are remembered. */
const REMEMBERED = 500;

/** Nothing of it may run, be kept on a disk, or be taken for something else. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

export interface MediaAsked {
  readonly method: string;
  /** `undefined` when the address means nothing. */
  readonly request: MediaRequest | undefined;
  /** Value of the `Range` header. */
  readonly range?: string | undefined;
  /** Aborted when nobody wants the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

type MediaEngine = Pick<Engine, 'readAttachment' | 'readPicture'>;

export interface MediaServerOptions {
  /** @throws {LockError} `app-locked` */
  readonly engine: () => MediaEngine;
  /** Hears of what should not happen. */
  readonly onError: (error: unknown) => void;
}

interface KnownFile {
  readonly size: number;
  readonly contentType: string;
}

/**
 * Shows attachments and profile pictures to our pages, decrypted piece by piece on their way; no plaintext touches the disk. Who asks must
 * know the token of this run, which only our pages learn. Spec 00, "media"; spec 08 SEC-04.
 */
export class MediaServer {
  /** Part of every address; new with every start. */
  readonly token = randomBytes(TOKEN_BYTES).toString('base64url');
  private readonly options: MediaServerOptions;
  /** By engine: in one database the file of an attachment is never another one. */
  private readonly known = new WeakMap<MediaEngine, Map<number, KnownFile>>();

  constructor(options: MediaServerOptions) {
    this.options = options;
  }

  /** Answers a request; never throws. What is not there, not known or not to be shown has no content. */
  async respond(asked: MediaAsked): Promise<Response> {
    const { method, request } = asked;
    if (request === undefined || !isSame(request.token, this.token)) return refusal(404);
    if (method !== 'GET' && method !== 'HEAD') return refusal(405);
    try {
      return request.kind === 'avatar'
        ? await this.avatar(request.accountId, asked)
        : await this.attachment(request.id, asked);
    } catch (error) {
      return this.failed(error);
    }
  }

  private async avatar(accountId: string, { method }: MediaAsked): Promise<Response> {
    const bytes = await this.options.engine().readPicture(accountId);
    const sniffed = sniffMedia(bytes.subarray(0, HEAD_BYTES));
    if (sniffed?.kind !== 'image') return refusal(415);
    const headers = {
      ...HEADERS,
      'Content-Type': sniffed.contentType,
      'Content-Length': String(bytes.length),
    };
    return new Response(method === 'HEAD' ? undefined : Uint8Array.from(bytes), { headers });
  }

  private async attachment(id: number, { method, range, signal }: MediaAsked): Promise<Response> {
    const engine = this.options.engine();
    const file = await this.fileOf(id, engine);
    if (file === undefined) return refusal(415);
    const { size, contentType } = file;
    const span = byteSpanOf(range, size);
    if (span === 'none') return refusal(416, { 'Content-Range': `bytes */${size}` });
    const isPart = span !== 'whole';
    const wanted = isPart ? span : { first: 0, last: size - 1 };
    const headers = {
      ...HEADERS,
      'Accept-Ranges': 'bytes',
      'Content-Type': contentType,
      'Content-Length': String(wanted.last - wanted.first + 1),
      ...(isPart ? { 'Content-Range': `bytes ${wanted.first}-${wanted.last}/${size}` } : {}),
    };
    const body = method === 'HEAD' ? undefined : this.pieces({ id, span: wanted, engine, signal });
    return new Response(body, { status: isPart ? 206 : 200, headers });
  }

  private async fileOf(id: number, engine: MediaEngine): Promise<KnownFile | undefined> {
    const files = this.known.get(engine) ?? new Map<number, KnownFile>();
    this.known.set(engine, files);
    const known = files.get(id);
    // A file that was deleted meanwhile fails when it is read.
    if (known !== undefined) return known;
    const head: AttachmentPart = await engine.readAttachment({
      id,
      range: { offset: 0, length: HEAD_BYTES },
    });
    const sniffed = sniffMedia(head.bytes);
    if (sniffed === undefined) return undefined;
    const file = { size: head.size, contentType: sniffed.contentType };
    const [oldest] = files.keys();
    if (files.size >= REMEMBERED && oldest !== undefined) files.delete(oldest);
    files.set(id, file);
    return file;
  }

  /** Decrypts only what the reader takes. */
  private pieces({
    id,
    span,
    engine,
    signal,
  }: {
    readonly id: number;
    readonly span: ByteSpan;
    readonly engine: MediaEngine;
    readonly signal: AbortSignal | undefined;
  }): ReadableStream<Uint8Array> {
    let at = span.first;
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          if (signal?.aborted === true) return controller.error(signal.reason);
          const length = Math.min(PIECE_BYTES, span.last - at + 1);
          try {
            const { bytes } = await engine.readAttachment({ id, range: { offset: at, length } });
            at += bytes.length;
            controller.enqueue(bytes);
            if (at > span.last || bytes.length === 0) controller.close();
          } catch (error) {
            controller.error(error);
          }
        },
      },
      { highWaterMark: 0 },
    );
  }

  private failed(error: unknown): Response {
    if (error instanceof LockError) return refusal(403);
    if (error instanceof EngineError && isAbsence(error.data.code)) return refusal(404);
    if (!(error instanceof AppError)) this.options.onError(error);
    else this.options.onError(new TypeError(`Media could not be read: ${codeOf(error)}`, { cause: error }));
    return refusal(500);
  }
}

function isAbsence(code: string): boolean {
  return ['attachment-unknown', 'attachment-not-available', 'picture-not-available', 'no-account'].includes(
    code,
  );
}

function refusal(status: number, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(undefined, { status, headers: { ...HEADERS, ...more } });
}

/** In a time that depends on neither text. */
function isSame(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
