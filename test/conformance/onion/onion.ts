import type { VectorKind } from '../framework/kind.ts';
import { each, parts, shared, single } from '../framework/sections.ts';
import { group, networkTime, subaccount, user } from './accounts.ts';
import { parsedByNode, peerMessage } from './hops.ts';
import { builtByLibsession, toNode, toNodeXChaCha, toServer } from './journeys.ts';
import { layer, server, serviceNode } from './layers.ts';
import { fileId, ons, pushSignature, versionAuth } from './other-servers.ts';
import { signedRequest } from './requests.ts';
import { responseSignature } from './responses.ts';
import { maxSizeMap, namespaceRules, storedHash, swarmMapping } from './swarms.ts';
import { decodeV4, encodeV4, refuseV4 } from './v4.ts';

/** The network: onions, nodes, storage requests (spec 02). */
export const onion: VectorKind = {
  name: 'onion',
  sections: {
    service_nodes: each(serviceNode),
    layer_encryption: each(layer),
    onion_to_node: each(toNode),
    onion_to_node_xchacha20: each(toNodeXChaCha),
    server: single(server),
    onion_to_server_v4: each(toServer),
    v4_codec: parts({ encode: each(encodeV4), decode: each(decodeV4), decode_invalid_utf8: each(refuseV4) }),
    namespace_rules: each(namespaceRules),
    max_size_map: each(maxSizeMap),
    message_hash: each(storedHash),
    swarm_mapping: each(swarmMapping),
    accounts: parts({
      user: single(user),
      group: single(group),
      subaccount: single(subaccount),
      network_time_ms: single(networkTime),
    }),
    signed_requests: each(signedRequest),
    response_signatures: each(responseSignature),
    node_to_node_bencode: each(peerMessage),
    libsession_built: each(builtByLibsession),
    node_parse_cases: parts({ node_x25519_sk: shared, cases: each(parsedByNode) }),
    ons: each(ons),
    blinded_version_auth: each(versionAuth),
    push_signatures: each(pushSignature),
    file_server_deterministic_id: each(fileId),
  },
};
