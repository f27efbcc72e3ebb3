import { NetworkError } from '../errors.ts';
import { asArray, asCount, asRecord, isRecord } from '../json.ts';
import type { RpcCall } from './calls.ts';

/** Nodes take so many requests in one call (spec 02 §4.16). */
export const MAX_REQUESTS = 20;

const COMPOSITE: ReadonlySet<string> = new Set(['batch', 'sequence', 'ifelse']);

/** What a node answered to one request of several. `code` is as HTTP's; `body` is text when it is an error's. */
export interface CallResult {
  readonly code: number;
  readonly body: unknown;
}

/** Conditions of an `ifelse`; all that are given must hold. Versions are lists of up to two (`hf`) or three (`v`) numbers. */
export interface NodeConditions {
  readonly hf_at_least?: readonly number[];
  readonly hf_before?: readonly number[];
  readonly v_at_least?: readonly number[];
  readonly v_before?: readonly number[];
  readonly height_at_least?: number;
  readonly height_before?: number;
}

export interface IfElse {
  readonly if: NodeConditions;
  readonly then?: RpcCall;
  readonly else?: RpcCall;
}

export interface IfElseResult {
  /** Whether the conditions held. */
  readonly condition: boolean;
  /** Undefined when the branch taken was not given. */
  readonly result: CallResult | undefined;
  /** The node's hard fork, version and block height. */
  readonly hf: readonly number[];
  readonly version: readonly number[];
  readonly height: number;
}

/**
 * Requests that a node runs all at once (spec 02 §4.16).
 * @throws {NetworkError} `rejected` for none or for a batch, sequence or ifelse among them; `too-large` for more than 20.
 */
export function batchCall(requests: readonly RpcCall[]): RpcCall {
  return { method: 'batch', params: { requests: checked(requests) } };
}

/**
 * Requests that a node runs one after another until one fails (spec 02 §4.16).
 * @throws {NetworkError} as {@link batchCall}
 */
export function sequenceCall(requests: readonly RpcCall[]): RpcCall {
  return { method: 'sequence', params: { requests: checked(requests) } };
}

/**
 * A request that depends on what the node is (spec 02 §4.16). Its branches may be composite themselves.
 * @throws {NetworkError} `rejected` without a condition or without a branch.
 */
export function ifElseCall(choice: IfElse): RpcCall {
  if (Object.keys(choice.if).length === 0) throw refused('no condition');
  if (choice.then === undefined && choice.else === undefined) throw refused('no branch');
  return { method: 'ifelse', params: { ...choice } };
}

/**
 * One result for each request of a batch, in their order.
 * @throws {NetworkError} `bad-response`
 */
export function readBatch(body: unknown, requestCount: number): readonly CallResult[] {
  const results = readResults(body);
  if (results.length !== requestCount) throw malformed('number of results');
  return results;
}

/**
 * The results of a sequence: one for each request, or fewer when the last of them is no success.
 * @throws {NetworkError} `bad-response`
 */
export function readSequence(body: unknown, requestCount: number): readonly CallResult[] {
  const results = readResults(body);
  const firstFailure = results.findIndex((result) => !isSuccess(result));
  const expected = firstFailure < 0 ? requestCount : firstFailure + 1;
  if (results.length !== expected || expected > requestCount) throw malformed('number of results');
  return results;
}

/** @throws {NetworkError} `bad-response` */
export function readIfElse(body: unknown): IfElseResult {
  const answer = asRecord(body, 'ifelse answer');
  const { condition, result, height: blocks } = answer;
  const height = asCount(blocks);
  if (typeof condition !== 'boolean' || height === undefined) throw malformed('ifelse');
  return {
    condition,
    result: result === undefined ? undefined : readResult(result),
    hf: readNumbers(answer['hf']),
    version: readNumbers(answer['v']),
    height,
  };
}

/** Whether a result says that its request was carried out. */
export function isSuccess({ code }: CallResult): boolean {
  return code >= 200 && code <= 299;
}

function checked(requests: readonly RpcCall[]): readonly RpcCall[] {
  if (requests.length === 0) throw refused('no request');
  if (requests.length > MAX_REQUESTS)
    throw new NetworkError('too-large', { message: 'more than 20 requests' });
  if (requests.some(({ method }) => COMPOSITE.has(method))) throw refused('nested requests');
  return requests;
}

function readResults(body: unknown): readonly CallResult[] {
  return asArray(asRecord(body, 'answer')['results'], 'results').map(readResult);
}

function readResult(value: unknown): CallResult {
  const code = isRecord(value) ? value['code'] : undefined;
  if (!isRecord(value) || !Number.isInteger(code)) throw malformed('result without code');
  return { code: code as number, body: value['body'] };
}

function readNumbers(value: unknown): readonly number[] {
  return asArray(value, 'version').map((part) => {
    const number = asCount(part);
    if (number === undefined) throw malformed('version');
    return number;
  });
}

function refused(message: string): NetworkError {
  return new NetworkError('rejected', { message });
}

function malformed(message: string): NetworkError {
  return new NetworkError('bad-response', { message });
}
