import { heightAt, SERVER_VERSION } from '../constants.ts';
import { isPlainObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { serviceNodeStates } from '../service-node-states.ts';
import { accountField, optional, required } from './fields.ts';
import type { Account } from './fields.ts';
import type { LocalMethod } from './method.ts';
import type { NodeStorage } from './node-storage.ts';
import { invalidRequest, RpcError } from './rpc.ts';
import { swarmBody } from './swarm-body.ts';

/** Who keeps an account's messages; any node answers for any account. Spec 02 §4.13. */
export const getSwarm: LocalMethod<Account> = {
  kind: 'local',
  parse: (params) => accountField(params, { orPubKey: true }),
  run: (account, node) => ({
    code: 200,
    body: { ...swarmBody(node.parts.directory.swarmOf(account.bytes)), ...node.stamp() },
  }),
};

/** Version and clock of the node. Spec 02 §4.15. */
export const info: LocalMethod<undefined> = {
  kind: 'local',
  parse: () => undefined,
  run: (_, node) => ({
    code: 200,
    body: { version: SERVER_VERSION, timestamp: node.nowMs(), ...node.stamp() },
  }),
};

interface OxendRequest {
  readonly endpoint: 'get_service_nodes' | 'ons_resolve';
  readonly params: unknown;
}

/** The two questions to the blockchain that nodes pass on. Spec 02 §4.14. */
export const oxendRequest: LocalMethod<OxendRequest> = {
  kind: 'local',
  parse: (params) => {
    const endpoint = required(params, 'endpoint');
    if (endpoint !== 'get_service_nodes' && endpoint !== 'ons_resolve') {
      throw invalidRequest(`Invalid oxend endpoint '${typeof endpoint === 'string' ? endpoint : ''}'`);
    }
    const inner = optional(params, 'params');
    if (inner !== undefined && !isPlainObject(inner)) throw invalidRequest('oxend params must be an object');
    return { endpoint, params: inner };
  },
  run: ({ endpoint, params }, node) => {
    const result =
      endpoint === 'ons_resolve'
        ? resolveName(params, node)
        : serviceNodeStates(node.parts.directory, params, heightAt(node.nowMs()));
    return { code: 200, body: { result, ...node.stamp() } };
  },
};

function resolveName(params: unknown, node: NodeStorage): JsonObject {
  const { type, name_hash: nameHash } = isPlainObject(params) ? params : {};
  if (type !== 0 || typeof nameHash !== 'string')
    throw new RpcError(400, 'Unable to resolve ONS: invalid parameters');
  const record = node.parts.names.find(nameHash);
  return record === undefined ? {} : { encrypted_value: record.encryptedValue, nonce: record.nonce };
}
