import type { NewJob } from '../../store/index.ts';

/** Kinds of jobs about configs. */
export const PUSH_CONFIGS = 'push-configs';
export const RENEW_CONFIGS = 'renew-configs';

export const CONFIGS_QUEUE = 'configs';

/** Stores the changed configs of the account; changes that come until then go with it. */
export function pushConfigsJob(nowMs: number, delayMs: number): NewJob {
  return {
    kind: PUSH_CONFIGS,
    queue: CONFIGS_QUEUE,
    payload: {},
    dedupeKey: PUSH_CONFIGS,
    runAtMs: nowMs + delayMs,
    nowMs,
  };
}

/** Lengthens the life of the stored configs. */
export function renewConfigsJob(nowMs: number): NewJob & { readonly dedupeKey: string } {
  return {
    kind: RENEW_CONFIGS,
    queue: RENEW_CONFIGS,
    payload: {},
    dedupeKey: RENEW_CONFIGS,
    runAtMs: nowMs,
    nowMs,
  };
}
