import { fromHex, readU64be } from '../../util/index.ts';
import type { ServiceNode } from './service-node.ts';

const MASK = 2n ** 64n - 1n;

/** Place of an account (66 hex) on the ring of swarms: XOR of the four 64-bit words of its key (spec 02 §1.5). */
export function swarmSpace(account: string): bigint {
  const bytes = fromHex(account);
  return readU64be(bytes, 1) ^ readU64be(bytes, 9) ^ readU64be(bytes, 17) ^ readU64be(bytes, 25);
}

/** Of `swarmIds`, the one nearest to the account on the ring; undefined when there is none. A tie goes to the lower side. */
export function swarmIdOf(account: string, swarmIds: Iterable<bigint>): bigint | undefined {
  const ids = [...new Set(swarmIds)].sort((a, b) => (a < b ? -1 : 1));
  const lowest = ids[0];
  if (lowest === undefined) return undefined;
  const space = swarmSpace(account);
  const at = ids.findIndex((id) => id >= space);
  const right = at < 0 ? lowest : (ids[at] ?? lowest);
  const left = ids.at((at < 0 ? 0 : at) - 1) ?? lowest;
  return ((right - space) & MASK) < ((space - left) & MASK) ? right : left;
}

/** The account's swarm by the nodes' own swarm ids; empty when they have none. */
export function computedSwarm(account: string, nodes: readonly ServiceNode[]): ServiceNode[] {
  const ids = nodes.flatMap(({ swarmId }) => (swarmId === undefined ? [] : [swarmId]));
  const id = swarmIdOf(account, ids);
  return id === undefined ? [] : nodes.filter(({ swarmId }) => swarmId === id);
}
