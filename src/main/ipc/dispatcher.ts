import {
  type Channel,
  type Input,
  type IpcErrorData,
  type IpcResult,
  type Output,
  inputs,
} from '../../ipc/index.ts';
import type { Log } from '../../../ts/client/index.ts';
import { AppError, codeOf } from '../app-error.ts';
import { EngineError } from '../engine/engine-error.ts';
import { PasswordError } from '../vault/password-error.ts';

/** One function for every channel, called with input that has been checked. */
export type Handlers = {
  readonly [Name in Channel]: (input: Input<Name>) => Output<Name> | Promise<Output<Name>>;
};

/** Answers one request of the renderer; never throws. */
export type Dispatch = (channel: Channel, payload: unknown) => Promise<IpcResult<unknown>>;

const INVALID = { ok: false, error: { code: 'ipc-invalid' } } as const;

/**
 * Checks every payload against the contract before anything else happens (`ipc-invalid`), and turns errors into data: codes of typed
 * errors as they are, everything else into `unexpected`, with the details in the log only.
 */
export function createDispatcher(handlers: Handlers, log: Log): Dispatch {
  return async (channel, payload) => {
    const input = parse(channel, payload);
    if (!input.ok) {
      log.write('warn', 'ipc-invalid', { channel });
      return INVALID;
    }
    try {
      const handler = handlers[channel] as (input: unknown) => unknown;
      return { ok: true, value: await handler(input.value) };
    } catch (error) {
      if (!(error instanceof AppError)) log.write('error', 'ipc-failed', { channel, error });
      return { ok: false, error: toIpcError(error) };
    }
  };
}

/** A refusal of a request that did not come from our page, or through no channel of ours. */
export function refuse(): IpcResult<never> {
  return INVALID;
}

function parse(
  channel: Channel,
  payload: unknown,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    const result = inputs[channel].safeParse(payload);
    return result.success ? { ok: true, value: result.data } : { ok: false };
  } catch {
    // A payload with a getter that throws, or without a prototype, may upset the validator itself.
    return { ok: false };
  }
}

function toIpcError(error: unknown): IpcErrorData {
  if (error instanceof EngineError) return error.data;
  if (error instanceof PasswordError && error.retryAfterMs !== undefined) {
    return { code: error.code, retryAfterMs: error.retryAfterMs };
  }
  return { code: codeOf(error) };
}
