// Spec 02 §1.1, §1.2.

import { fromUtf8, utf8 } from '../../util/index.ts';
import type { Clock } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { asArray, asCount, asRecord, parseNodeJson } from '../json.ts';
import type { NetworkRules, Seed } from '../profile.ts';
import { withLinkedSignal } from '../signals.ts';
import type { AgentSource } from '../transport/agents.ts';
import { exchange } from '../transport/exchange.ts';
import { NODE_FIELDS, readNodeList } from './node-list.ts';
import type { ServiceNode } from './service-node.ts';

const SEED_TIMEOUT_MS = 5_000;
const MAX_LIST_BYTES = 8 * 1024 * 1024;

const REQUEST = utf8(
  JSON.stringify({
    jsonrpc: '2.0',
    method: 'get_n_service_nodes',
    params: { active_only: true, fields: { ...NODE_FIELDS, requested_unlock_height: true, height: true } },
  }),
);

export interface SeedPorts {
  readonly clock: Clock;
  readonly agents: AgentSource;
  readonly rules: NetworkRules;
}

/** What a seed told. */
export interface SeedAnswer {
  readonly height: number;
  /** `service_node_states` as it came. */
  readonly states: readonly unknown[];
  /** Those of them that are of use. */
  readonly nodes: readonly ServiceNode[];
}

/**
 * The answer of whichever seed answers well first; all are asked at once.
 * @throws {NetworkError} `seed-unreachable` when none does.
 */
export function askSeeds(ports: SeedPorts, signal: AbortSignal): Promise<SeedAnswer> {
  return withLinkedSignal([signal], async (linked, abort) => {
    try {
      return await Promise.any(ports.rules.seeds.map((seed) => askSeed(seed, ports, linked)));
    } catch (cause) {
      throw new NetworkError('seed-unreachable', { cause: firstOf(cause) });
    } finally {
      abort();
    }
  });
}

async function askSeed(
  seed: Seed,
  { clock, agents, rules }: SeedPorts,
  signal: AbortSignal,
): Promise<SeedAnswer> {
  const { slowness } = agents.pace();
  const agent = agents.agentFor({ kind: 'seed', ...seed });
  try {
    const answer = await exchange(clock, {
      url: new URL('json_rpc', seed.url),
      agent,
      headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
      body: REQUEST,
      timeoutMs: SEED_TIMEOUT_MS * slowness,
      slowness,
      maxBytes: MAX_LIST_BYTES,
      oversizedCode: 'bad-response',
      signal,
    });
    if (answer.status !== 200) throw new NetworkError('bad-response', { message: `status ${answer.status}` });
    if (mediaType(answer.contentType) !== 'application/json')
      throw new NetworkError('bad-response', { message: 'not JSON' });
    return await readSeedAnswer(answer.body, rules);
  } finally {
    agents.release(agent);
  }
}

async function readSeedAnswer(body: Uint8Array, rules: NetworkRules): Promise<SeedAnswer> {
  const { result } = asRecord(parseNodeJson(textOf(body)), 'seed answer');
  const { height: told, service_node_states: states } = asRecord(result, 'result');
  const height = asCount(told);
  if (height === undefined) throw new NetworkError('bad-response', { message: 'no height' });
  const nodes = await readNodeList(result, { publicOnly: rules.subnets });
  if (nodes.length < rules.minPoolNodes) throw new NetworkError('bad-response', { message: 'too few nodes' });
  return { height, states: asArray(states, 'service_node_states'), nodes };
}

function textOf(body: Uint8Array): string {
  try {
    return fromUtf8(body);
  } catch (cause) {
    throw new NetworkError('bad-response', { cause });
  }
}

function mediaType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

function firstOf(cause: unknown): unknown {
  return cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause;
}
