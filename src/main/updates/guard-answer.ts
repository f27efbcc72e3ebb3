import type { EventEmitter } from 'node:events';

/** As long as nothing at all arrives. */
const SILENCE_MS = 60_000;

/** A request that can be given up; whoever made it listens to its `error`. */
interface Request extends EventEmitter {
  abort(): void;
}

/**
 * Sees to it that a request comes to an end: it fails when nothing arrives for a minute, when its answer breaks off, and when there is more of
 * it than can be right.
 */
export function guardAnswer(
  request: Request,
  { maxBytes, silenceMs = SILENCE_MS }: { readonly maxBytes: number; readonly silenceMs?: number },
): { begins(response: EventEmitter): void } {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    clearTimeout(timer);
  };
  const fail = (why: string): void => {
    if (isOver) return;
    end();
    request.abort();
    request.emit('error', new Error(why));
  };
  const waitOn = (): void => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(() => fail('no answer'), silenceMs);
  };
  request.once('error', end);
  request.once('abort', end);
  waitOn();
  return {
    begins: (response) => {
      let bytes = 0;
      response.on('data', (piece: Uint8Array) => {
        bytes += piece.length;
        if (bytes > maxBytes) fail('too much');
        else waitOn();
      });
      response.once('end', end);
      response.once('aborted', () => fail('broken off'));
      response.once('error', () => fail('broken off'));
    },
  };
}
