import { SERVER_VERSION } from './constants.ts';
import type { Directory, NodeRecord } from './directory.ts';
import { isPlainObject } from './json.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** What the blockchain daemon tells about one node; `fields` of a request choose among these. */
function stateOf(node: NodeRecord): JsonObject {
  return {
    active: true,
    funded: true,
    pubkey_ed25519: node.id,
    pubkey_x25519: node.pubkeyX25519,
    public_ip: node.ip,
    requested_unlock_height: 0,
    service_node_pubkey: node.id,
    storage_lmq_port: node.portOmq,
    storage_port: node.portHttps,
    storage_server_version: SERVER_VERSION,
    swarm_id: node.swarmId,
  };
}

/**
 * Result of `get_n_service_nodes` and `get_service_nodes`: the nodes, of each only the members that `fields` of `params` names
 * (all without `fields`), at most `limit` of them. Spec 02 §1.2.
 */
export function serviceNodeStates(directory: Directory, params: unknown, height: number): JsonObject {
  const { fields, limit } = isPlainObject(params) ? params : {};
  const wanted = wantedFields(fields);
  const count = typeof limit === 'number' && limit > 0 ? limit : directory.nodes.length;
  return {
    height,
    service_node_states: directory.nodes.slice(0, count).map((node) => pick(stateOf(node), wanted)),
    status: 'OK',
  };
}

function wantedFields(fields: unknown): ReadonlySet<string> | undefined {
  if (Array.isArray(fields)) return new Set(fields.filter((field) => typeof field === 'string'));
  if (!isPlainObject(fields) || fields['all'] === true) return undefined;
  return new Set(Object.keys(fields).filter((field) => fields[field] === true));
}

function pick(state: JsonObject, wanted: ReadonlySet<string> | undefined): JsonObject {
  if (wanted === undefined) return state;
  const entries: (readonly [string, JsonValue])[] = Object.entries(state).filter(([key]) => wanted.has(key));
  return Object.fromEntries(entries);
}
