import type { ServiceNode } from './service-node.ts';

/**
 * The nodes that at least two of the lists have with the same key, address and port (spec 02 §1.3). A swarm id counts only when
 * two lists agree on it too.
 */
export function agreedNodes(lists: readonly (readonly ServiceNode[])[]): ServiceNode[] {
  const votes = new Map<
    string,
    { readonly node: ServiceNode; count: number; readonly swarms: (bigint | undefined)[] }
  >();
  for (const node of lists.flat()) {
    const key = `${node.ed25519} ${node.ip} ${node.port}`;
    const vote = votes.get(key) ?? { node, count: 0, swarms: [] };
    vote.count += 1;
    vote.swarms.push(node.swarmId);
    votes.set(key, vote);
  }
  return [...votes.values()]
    .filter(({ count }) => count >= 2)
    .map(({ node, swarms }) => withSwarm(node, twice(swarms)));
}

function twice(swarms: readonly (bigint | undefined)[]): bigint | undefined {
  return swarms.find((id, at) => id !== undefined && swarms.indexOf(id) < at);
}

function withSwarm({ ed25519, x25519, ip, port }: ServiceNode, swarmId: bigint | undefined): ServiceNode {
  return { ed25519, x25519, ip, port, ...(swarmId === undefined ? {} : { swarmId }) };
}
