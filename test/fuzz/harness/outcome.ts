import { isCodedError } from '../../../ts/util/index.ts';
import type { FuzzTarget } from './target.ts';

/** What became of one input. */
export interface Outcome {
  /** Class and code of the error, or the kind of what came out. Inputs of one key are alike. */
  readonly key: string;
  /** All that can be compared of the result. */
  readonly print: string;
  readonly tookMs: number;
  /** Why this is a finding. */
  readonly fault?: string;
}

/** Decoding a message takes less, and a poller has thousands of them. */
export const SLOW_MS = 100;

/** Runs the target once. Never throws. */
export async function outcomeOf(target: FuzzTarget, input: Uint8Array): Promise<Outcome> {
  const startMs = performance.now();
  let value: unknown;
  try {
    value = target.run(input);
    if (value instanceof Promise) value = await (value as Promise<unknown>);
  } catch (error) {
    const tookMs = performance.now() - startMs;
    const key = errorKey(error);
    const isTyped = isCodedError(error) || target.allows?.(error) === true;
    return { key, print: key, tookMs, ...(isTyped ? {} : { fault: `throws ${key}: ${messageOf(error)}` }) };
  }
  const tookMs = performance.now() - startMs;
  return { key: kindOf(value), print: printOf(value), tookMs };
}

function errorKey(error: unknown): string {
  if (isCodedError(error)) return `${error.name} ${error.code}`;
  return error instanceof Error ? error.name : typeof error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
}

/** Objects that say their kind are of that kind. */
function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `ok ${typeof value}`;
  const { kind, payload } = value as {
    readonly kind?: unknown;
    readonly payload?: { readonly kind?: unknown };
  };
  const name = kind ?? payload?.kind ?? value.constructor?.name ?? 'object';
  return `ok ${typeof name === 'string' ? name : typeof name}`;
}

function printOf(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'bigint') return `${item}n`;
    if (item instanceof Uint8Array) return Buffer.from(item).toString('hex');
    return item instanceof Map ? [...(item as ReadonlyMap<unknown, unknown>)] : item;
  });
}
