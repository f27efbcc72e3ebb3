import { AppError } from '../app-error.ts';
import type { EngineErrorData } from './protocol.ts';

/** An error of the engine, on the main thread's side: its code and the facts that people may be told. */
export class EngineError extends AppError {
  readonly data: EngineErrorData;

  constructor(data: EngineErrorData) {
    super(data.code);
    this.data = data;
  }
}

/** The engine's thread has ended, by itself or because it was told to. */
export class EngineStoppedError extends AppError<'engine-stopped'> {
  constructor(cause?: unknown) {
    super('engine-stopped', cause === undefined ? {} : { cause });
  }
}
