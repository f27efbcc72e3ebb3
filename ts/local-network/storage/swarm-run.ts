import type { JsonObject } from '../json.ts';
import type { Account, Params } from './fields.ts';
import type { MemberAnswer, SwarmMethod } from './method.ts';
import type { NodeStorage, PeerResult } from './node-storage.ts';
import type { RpcAnswer } from './rpc.ts';

export interface SwarmRun<Request extends { readonly account: Account }> {
  readonly name: string;
  readonly method: SwarmMethod<Request>;
  readonly request: Request;
  /** The request as it came: members check its signature themselves. */
  readonly params: Params;
  readonly node: NodeStorage;
}

/**
 * Obeys a request, has the other members of the swarm obey it too, and gathers their answers under their keys.
 * @throws {RpcError} before anything is done when this node must not obey.
 */
export async function runOnSwarm<Request extends { readonly account: Account }>(
  run: SwarmRun<Request>,
): Promise<RpcAnswer> {
  const { name, method, request, params, node } = run;
  node.requireSwarm(request.account);
  method.check(request, node, { arrival: 'direct' });
  const own = method.apply(request, node);
  const { record, directory, forward } = node.parts;
  const peers = directory.swarmOf(request.account.bytes).members.filter(({ id }) => id !== record.id);
  const results = await Promise.all(peers.map((peer) => forward(peer, name, params)));
  const answers = results.flatMap((result) => ('ok' in result ? [result.ok] : []));
  const { code = 200, extra = {} } = method.summarize?.(request, [own, ...answers], node) ?? {};
  const swarm: Record<string, JsonObject> = {
    [record.id]: method.stampsOwn === true ? { ...own, t: node.nowMs() } : own,
  };
  peers.forEach((peer, at) => {
    swarm[peer.id] = memberBody(results[at] as PeerResult);
  });
  return { code, body: { swarm, ...extra, ...node.stamp() } };
}

function memberBody(result: PeerResult): MemberAnswer {
  return 'ok' in result ? result.ok : { failed: true, ...result.failed };
}
