import { fromHex } from '../../util/index.ts';
import { toBase32z } from '../base32z.ts';
import type { NodeRecord, Swarm } from '../directory.ts';
import type { JsonObject } from '../json.ts';

/** A swarm as `get_swarm` and every 421 tell it, without `t` and `hf`. Spec 02 §4.13. */
export function swarmBody(swarm: Swarm): JsonObject {
  return { snodes: swarm.members.map(nodeBody), swarm: swarm.id.toString(16) };
}

function nodeBody(node: NodeRecord): JsonObject {
  return {
    address: `${toBase32z(fromHex(node.id))}.snode`,
    ip: node.ip,
    port: `${node.portHttps}`,
    port_https: node.portHttps,
    port_omq: node.portOmq,
    port_quic: node.portOmq,
    pubkey_ed25519: node.id,
    pubkey_legacy: node.id,
    pubkey_x25519: node.pubkeyX25519,
  };
}
