import { deleteAll, deleteBefore, deleteMessages } from './delete.ts';
import { expire, expireAll } from './expire.ts';
import { getExpiries } from './get-expiries.ts';
import { getSwarm, info, oxendRequest } from './node-methods.ts';
import type { LocalMethod, Prepared, SwarmMethod } from './method.ts';
import type { Account, Params } from './fields.ts';
import type { JsonObject } from '../json.ts';
import type { NodeStorage } from './node-storage.ts';
import { retrieve } from './retrieve.ts';
import { revokedSubaccounts, revokeSubaccount, unrevokeSubaccount } from './revoke.ts';
import { RpcError } from './rpc.ts';
import type { RpcAnswer } from './rpc.ts';
import { store } from './store.ts';
import { runOnSwarm } from './swarm-run.ts';

/** A method with its request type closed over. */
interface Registered {
  readonly prepare: (params: Params) => Prepared;
  /** The member's part of a swarm method. @throws {RpcError} */
  readonly applyForwarded?: (params: Params, node: NodeStorage) => JsonObject;
}

const METHODS: ReadonlyMap<string, Registered> = new Map([
  ['delete', swarm('delete', deleteMessages)],
  ['delete_all', swarm('delete_all', deleteAll)],
  ['delete_before', swarm('delete_before', deleteBefore)],
  ['expire', swarm('expire', expire)],
  ['expire_all', swarm('expire_all', expireAll)],
  ['get_expiries', local(getExpiries)],
  ['get_snodes_for_pubkey', local(getSwarm)],
  ['get_swarm', local(getSwarm)],
  ['info', local(info)],
  ['oxend_request', local(oxendRequest)],
  ['retrieve', local(retrieve)],
  ['revoke_subaccount', swarm('revoke_subaccount', revokeSubaccount)],
  ['revoked_subaccounts', local(revokedSubaccounts)],
  ['store', swarm('store', store)],
  ['unrevoke_subaccount', swarm('unrevoke_subaccount', unrevokeSubaccount)],
]);

/**
 * A request of a method that is no composite, understood.
 * @throws {RpcError} 400 for an unknown method or wrong parameters.
 */
export function prepareSimple(name: string, params: Params): Prepared {
  const run = registered(name).prepare(params);
  return async (node) => {
    const answer = await settled(run, node);
    node.parts.emit({ type: 'rpc', node: node.parts.record.id, method: name, code: answer.code });
    return answer;
  };
}

/** What this member of a swarm does with a request another member passed on. @throws {RpcError} */
export function applyForwarded(name: string, params: Params, node: NodeStorage): JsonObject {
  const { applyForwarded: apply } = registered(name);
  if (apply === undefined) throw new RpcError(400, `no method ${name}`);
  node.table.deleteExpired(node.nowMs());
  return apply(params, node);
}

function registered(name: string): Registered {
  const method = METHODS.get(name);
  if (method === undefined) throw new RpcError(400, `no method ${name}`);
  return method;
}

async function settled(run: Prepared, node: NodeStorage): Promise<RpcAnswer> {
  node.table.deleteExpired(node.nowMs());
  try {
    return await run(node);
  } catch (error) {
    if (error instanceof RpcError) return error.answer;
    throw error;
  }
}

function local<Request>(method: LocalMethod<Request>): Registered {
  return {
    prepare: (params) => {
      const request = method.parse(params);
      return async (node) => method.run(request, node);
    },
  };
}

function swarm<Request extends { readonly account: Account }>(
  name: string,
  method: SwarmMethod<Request>,
): Registered {
  return {
    prepare: (params) => {
      const request = method.parse(params);
      return (node) => runOnSwarm({ name, method, request, params, node });
    },
    applyForwarded: (params, node) => {
      const request = method.parse(params);
      method.check(request, node, { arrival: 'forwarded' });
      return method.apply(request, node);
    },
  };
}
