import type { KnownType } from './file-type.ts';
import { PipelineError } from './pipeline-error.ts';
import type { FileWish, PictureAnswer, PictureRequest, PreparedBytes } from './worker-messages.ts';

/** Makes files ready to be sent. */
export interface PicturePipeline {
  /** @throws {PipelineError} */
  prepare(file: Blob, about: { readonly type: KnownType; readonly wish: FileWish }): Promise<PreparedBytes>;
}

interface Waiting {
  readonly resolve: (prepared: PreparedBytes) => void;
  readonly reject: (error: PipelineError) => void;
}

/** One worker for all pictures, one after the other, started with the first; a file that kills it is refused, and the next gets a new one. */
export class WorkerPicturePipeline implements PicturePipeline {
  private worker: Worker | undefined;
  private lastId = 0;
  private readonly waiting = new Map<number, Waiting>();
  private turn: Promise<unknown> = Promise.resolve();

  prepare(file: Blob, about: { readonly type: KnownType; readonly wish: FileWish }): Promise<PreparedBytes> {
    // One at a time: two large pictures at once are too much for small machines.
    const prepared = this.turn.then(() => this.ask(file, about));
    this.turn = prepared.catch(() => undefined);
    return prepared;
  }

  private ask(
    file: Blob,
    about: { readonly type: KnownType; readonly wish: FileWish },
  ): Promise<PreparedBytes> {
    const worker = (this.worker ??= this.start());
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, file, ...about } satisfies PictureRequest);
    });
  }

  private start(): Worker {
    const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<PictureAnswer>) => {
      const waiting = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if ('error' in data) waiting?.reject(new PipelineError(data.error));
      else waiting?.resolve(data.prepared);
    };
    const lost = () => {
      worker.terminate();
      this.worker = undefined;
      for (const { reject } of this.waiting.values()) reject(new PipelineError('file-unreadable'));
      this.waiting.clear();
    };
    worker.onerror = lost;
    worker.onmessageerror = lost;
    return worker;
  }
}
