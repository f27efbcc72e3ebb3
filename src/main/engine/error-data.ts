import { errorCode } from '../../../ts/client/index.ts';
import type { EngineErrorData } from './protocol.ts';

/** What may leave the engine of an error: its code, and for recovery passwords the place and the likely words. */
export function toErrorData(error: unknown): EngineErrorData {
  const { position, suggestions } = (error ?? {}) as { position?: unknown; suggestions?: unknown };
  return {
    code: errorCode(error),
    ...(Number.isSafeInteger(position) ? { position: position as number } : {}),
    ...(isWordList(suggestions) ? { suggestions } : {}),
  };
}

function isWordList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
