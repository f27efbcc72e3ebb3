import { HARD_FORK, heightAt, SERVER_VERSION } from '../constants.ts';
import { isPlainObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { optional, required } from './fields.ts';
import type { Params } from './fields.ts';
import type { Prepared } from './method.ts';
import { prepareSimple } from './registry.ts';
import { invalidRequest } from './rpc.ts';
import type { RpcAnswer } from './rpc.ts';

const MAX_REQUESTS = 20;

/** Deeper nesting of `ifelse` than anybody needs. */
const MAX_IFELSE_DEPTH = 10;

/**
 * Understands any request, `batch`, `sequence` and `ifelse` too. Spec 02 §4.16.
 * @throws {RpcError} 400 when any part of it cannot be understood.
 */
export function prepare(request: unknown, depth = 0): Prepared {
  const { method, params } = parts(request);
  switch (method) {
    case 'batch':
      return batch(subrequests(params));
    case 'sequence':
      return sequence(subrequests(params));
    case 'ifelse':
      if (depth >= MAX_IFELSE_DEPTH) throw invalidRequest('ifelse nested too deep');
      return ifElse(params, depth + 1);
    default:
      return prepareSimple(method, params);
  }
}

function batch(requests: readonly Prepared[]): Prepared {
  return async (node) => resultsAnswer(await Promise.all(requests.map((request) => request(node))));
}

/** One after another; the first that is no success is the last. */
function sequence(requests: readonly Prepared[]): Prepared {
  return async (node) => {
    const answers: RpcAnswer[] = [];
    for (const request of requests) {
      const answer = await request(node);
      answers.push(answer);
      if (answer.code < 200 || answer.code > 299) break;
    }
    return resultsAnswer(answers);
  };
}

function ifElse(params: Params, depth: number): Prepared {
  const condition = conditionOf(required(params, 'if'));
  const branches = { then: branch(params, 'then', depth), else: branch(params, 'else', depth) };
  if (branches.then === undefined && branches.else === undefined) {
    throw invalidRequest("ifelse needs 'then' or 'else'");
  }
  return async (node) => {
    const height = heightAt(node.nowMs());
    const holds = condition(height);
    const answer = await branches[holds ? 'then' : 'else']?.(node);
    const body: JsonObject = {
      condition: holds,
      height,
      hf: HARD_FORK,
      v: SERVER_VERSION,
      ...(answer === undefined ? {} : { result: resultOf(answer) }),
    };
    return { code: 200, body };
  };
}

function branch(params: Params, name: 'then' | 'else', depth: number): Prepared | undefined {
  const request = optional(params, name);
  return request === undefined ? undefined : prepare(request, depth);
}

/** All of the given conditions must hold; at least one must be given. */
function conditionOf(value: unknown): (height: number) => boolean {
  if (!isPlainObject(value)) throw invalidRequest("'if' must be an object");
  const tests = Object.entries(value).map(([name, wanted]): ((height: number) => boolean) => {
    switch (name) {
      case 'hf_at_least':
        return always(compareVersions(HARD_FORK, versionOf(wanted, name, 2)) >= 0);
      case 'hf_before':
        return always(compareVersions(HARD_FORK, versionOf(wanted, name, 2)) < 0);
      case 'v_at_least':
        return always(compareVersions(SERVER_VERSION, versionOf(wanted, name, 3)) >= 0);
      case 'v_before':
        return always(compareVersions(SERVER_VERSION, versionOf(wanted, name, 3)) < 0);
      case 'height_at_least':
        return (
          (limit) => (height: number) =>
            height >= limit
        )(heightOf(wanted, name));
      case 'height_before':
        return (
          (limit) => (height: number) =>
            height < limit
        )(heightOf(wanted, name));
      default:
        throw invalidRequest(`unknown condition '${name}'`);
    }
  });
  if (tests.length === 0) throw invalidRequest("'if' has no condition");
  return (height) => tests.every((test) => test(height));
}

function always(holds: boolean): () => boolean {
  return () => holds;
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== (b[index] ?? 0));
  return at < 0 ? 0 : (a[at] as number) - (b[at] ?? 0);
}

function versionOf(value: unknown, name: string, length: number): readonly number[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (parts.length === 0 || parts.length > length || !parts.every(isUnsigned)) {
    throw invalidRequest(`${name} must be a list of up to ${length} unsigned integers`);
  }
  return parts;
}

function heightOf(value: unknown, name: string): number {
  if (!isUnsigned(value)) throw invalidRequest(`${name} must be an unsigned integer`);
  return value;
}

function isUnsigned(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function subrequests(params: Params): readonly Prepared[] {
  const requests: unknown = required(params, 'requests');
  if (!Array.isArray(requests) || requests.length === 0)
    throw invalidRequest('requests must be a non-empty list');
  if (requests.length > MAX_REQUESTS) throw invalidRequest(`at most ${MAX_REQUESTS} requests are allowed`);
  return requests.map((request: unknown) => {
    const { method, params: inner } = parts(request);
    return prepareSimple(method, inner);
  });
}

function parts(request: unknown): { readonly method: string; readonly params: Params } {
  if (!isPlainObject(request)) throw invalidRequest('request must be an object');
  const { method, params } = request;
  if (typeof method !== 'string') throw invalidRequest('no `method` field');
  if (!isPlainObject(params)) throw invalidRequest('no `params` field');
  return { method, params };
}

function resultsAnswer(answers: readonly RpcAnswer[]): RpcAnswer {
  return { code: 200, body: { results: answers.map(resultOf) } };
}

function resultOf({ code, body }: RpcAnswer): JsonObject {
  return { code, body };
}
