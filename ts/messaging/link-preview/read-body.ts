import { concatBytes } from '../../util/index.ts';
import { LinkPreviewError } from './errors.ts';
import type { PreviewResponse } from './preview-http.ts';
import { orAborted } from './visit.ts';

export interface ReadOptions {
  readonly maxBytes: number;
  /** A longer body is cut rather than refused. */
  readonly mayCut: boolean;
  readonly signal: AbortSignal;
}

/**
 * The body of an answer, never more than `maxBytes` of it; the connection is closed in any case.
 * @throws {LinkPreviewError} `too-large` unless it may be cut, `unreachable`; the signal's reason when it aborts.
 */
export async function readBody(
  response: PreviewResponse,
  { maxBytes, mayCut, signal }: ReadOptions,
): Promise<Uint8Array> {
  try {
    if (!mayCut && Number(response.headers['content-length'] ?? 0) > maxBytes)
      throw new LinkPreviewError('too-large');
    const { parts, length } = await collect(response, maxBytes, signal);
    if (length > maxBytes && !mayCut) throw new LinkPreviewError('too-large');
    return concatBytes(...parts).subarray(0, maxBytes);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof LinkPreviewError ? error : new LinkPreviewError('unreachable', { cause: error });
  } finally {
    response.close();
  }
}

/** Reads until the end or until there is more than wanted. */
async function collect(
  { body }: PreviewResponse,
  maxBytes: number,
  signal: AbortSignal,
): Promise<{ readonly parts: readonly Uint8Array[]; readonly length: number }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const iterator = body[Symbol.asyncIterator]();
  while (length <= maxBytes) {
    const next = await orAborted(signal, iterator.next());
    if (next.done === true) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return { parts, length };
}
