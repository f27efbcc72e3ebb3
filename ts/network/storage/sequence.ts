// Several requests to one swarm that only make sense in their order (spec 02 §4.16, spec 03 §6, 3).

import type { NodeId } from '../nodes/service-node.ts';
import type { StorageAuth } from './auth.ts';
import { signCall } from './calls.ts';
import type { RpcCall, StorageCall } from './calls.ts';
import type { CallResult } from './composite.ts';
import { isSuccess } from './composite.ts';
import { readReceipt, storeCall } from './store.ts';
import type { StoreReceipt } from './store.ts';

/** One request of a sequence. */
export type SequenceStep =
  | {
      readonly kind: 'store';
      readonly namespace: number;
      /** At most 76,800 bytes. */
      readonly data: Uint8Array;
      readonly ttlMs: number;
    }
  | { readonly kind: 'call'; readonly call: StorageCall };

/** What became of a step. A node stops at the first that fails; what comes after it is missing. */
export interface StepResult {
  /** As HTTP's: 200 is a success. */
  readonly status: number;
  /** Of a store that a node of the swarm has signed for. */
  readonly receipt?: StoreReceipt;
}

/** The signed requests for `steps` at `timestampMs` of the network. */
export function sequenceRequests(
  auth: StorageAuth,
  steps: readonly SequenceStep[],
  timestampMs: number,
): readonly RpcCall[] {
  return steps.map((step) =>
    step.kind === 'call'
      ? signCall(auth, step.call, { timestampMs })
      : storeCall({ account: auth.account, auth, ...step }, { timestampMs }),
  );
}

/**
 * What the steps came to, by position.
 * @throws {NetworkError} `node-failed` for a store that nobody of the swarm signed for
 */
export function stepResults(
  steps: readonly SequenceStep[],
  results: readonly CallResult[],
  sent: {
    readonly members: ReadonlySet<NodeId>;
    readonly timestampMs: number;
    readonly path: readonly NodeId[];
  },
): readonly StepResult[] {
  return results.map((result, at) => {
    const step = steps[at];
    if (step?.kind !== 'store' || !isSuccess(result)) return { status: result.code };
    return { status: result.code, receipt: readReceipt(result.body, { ...sent, ttlMs: step.ttlMs }) };
  });
}
