import { readFileSync } from 'node:fs';

import { x25519PublicKey, x25519SecretKey } from '../../ts/crypto/index.ts';
import type { X25519PublicKey, X25519SecretKey } from '../../ts/crypto/index.ts';
import { parseNodeId } from '../../ts/network/index.ts';
import type { ServiceNode } from '../../ts/network/index.ts';
import { fromHex } from '../../ts/util/index.ts';
import type { Random } from '../../ts/util/index.ts';

export interface Vectors {
  readonly service_nodes: readonly {
    ip: string;
    port: number;
    pubkey_ed25519: string;
    pubkey_x25519: string;
    x25519_sk: string;
  }[];
  readonly server: { pubkey_x25519: string; x25519_sk: string };
  readonly layer_encryption: readonly {
    enc_type: 'aes-gcm' | 'xchacha20';
    to_x25519: string;
    ephemeral_sk: string;
    ephemeral_pk: string;
    nonce: string;
    symmetric_key: string;
    plaintext: string;
    ciphertext: string;
    reply: { plaintext: string; ciphertext: string };
  }[];
  readonly onion_to_node: readonly {
    path: readonly string[];
    destination: string;
    request_body_utf8: string;
    ephemeral_seeds_in_order: { values: readonly string[] };
    gcm_nonces_in_order: readonly string[];
    post_body: string;
    reply: { plaintext_utf8: string; http_body_base64: string };
  }[];
  readonly onion_to_node_xchacha20: readonly {
    request_body_utf8: string;
    layers_inner_to_outer: readonly { to_x25519: string; ephemeral_sk: string; nonce: string }[];
    post_body: string;
    reply: { plaintext_utf8: string; http_body_base64: string };
  }[];
  readonly libsession_built: readonly {
    enc_type: 'aes-gcm' | 'xchacha20';
    destination: 'node' | 'server';
    payload: string;
    body: string;
    final_pub: string;
    final_sec: string;
    payload_posted_by_last_hop?: string;
    server_reply_to_hello?: string;
  }[];
  readonly onion_to_server_v4: readonly {
    relay: { host: string; protocol?: 'http' | 'https'; port?: number };
    request: { method: 'GET' | 'POST'; endpoint: string; headers: Record<string, string>; body?: string };
    v4_plaintext_as_server_sees_it: string;
    path: readonly string[];
    ephemeral_seeds_in_order: readonly string[];
    gcm_nonces_in_order: readonly string[];
    post_body: string;
    reply: { plaintext_utf8: string; http_body: string };
  }[];
  readonly v4_codec: {
    encode: readonly {
      input: { method: 'GET' | 'POST'; endpoint: string; headers: Record<string, string>; body?: string };
      encoded: string;
    }[];
    decode: readonly {
      encoded_utf8: string;
      metadata: { code: number; headers: Record<string, string> };
      body: string;
    }[];
    decode_invalid_utf8: readonly string[];
  };
  readonly swarm_mapping: readonly {
    pubkey: string;
    swarm_ids: readonly string[];
    swarm_space: string;
    swarm_id: string;
  }[];
  readonly accounts: {
    user: { ed25519_seed: string; session_id: string };
    group: { ed25519_seed: string; group_id: string };
    subaccount: { auth_data_100_bytes: string };
    network_time_ms: number;
  };
  readonly signed_requests: readonly {
    name: string;
    request?: { method: string; params: Record<string, unknown> };
    signed_message?: string;
    signature?: string;
  }[];
  readonly response_signatures: readonly {
    what: string;
    signed_message: string;
    node_ed25519: string;
    signature: string;
  }[];
  readonly max_size_map: readonly {
    namespaces: readonly number[];
    result: readonly { namespace: number; maxSize: number }[];
  }[];
}

export const vectors = JSON.parse(
  readFileSync(`${import.meta.dirname}/../vectors/onion-client.json`, 'utf8'),
) as Vectors;

export const key = (hex: string): X25519PublicKey => x25519PublicKey(fromHex(hex));
export const secret = (hex: string): X25519SecretKey => x25519SecretKey(fromHex(hex));

/** The node of the vectors with this Ed25519 or X25519 key. */
export function vectorNode(hex: string): ServiceNode {
  const node = vectors.service_nodes.find((candidate) =>
    [candidate.pubkey_ed25519, candidate.pubkey_x25519].includes(hex),
  );
  return {
    ed25519: parseNodeId(node!.pubkey_ed25519)!,
    x25519: key(node!.pubkey_x25519),
    ip: node!.ip,
    port: node!.port,
  };
}

/** Randomness that gives these values, one after another, and is used up exactly. */
export function scripted(...values: readonly string[]): Random & { left(): number } {
  const rest = values.map(fromHex);
  return {
    bytes: (length) => {
      const next = rest.shift();
      if (next?.length !== length)
        throw new Error(`asked for ${length} bytes, script has ${String(next?.length)}`);
      return next;
    },
    left: () => rest.length,
  };
}
