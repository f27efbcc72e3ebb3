import { PacketError, parseEntry, parseInstruction } from '../../../ts/local-network/onion/packet.ts';
import { decodePeerMessage, encodePeerMessage } from '../../../ts/local-network/onion/peer-message.ts';
import { dispatch } from '../../../ts/local-network/storage/dispatch.ts';
import { bytesEqual, fromHex } from '../../../ts/util/index.ts';
import { rpcNode } from '../../local-network/support/rpc-node.ts';
import { BrokenPromise } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { json, vectors } from './seeds.ts';

interface Onion {
  readonly accounts: { readonly network_time_ms: number };
  readonly onion_to_node: readonly { readonly post_body: string }[];
  readonly node_parse_cases: { readonly cases: readonly { readonly decrypted?: string }[] };
  readonly node_to_node_bencode: readonly { readonly encoded: string }[];
  readonly signed_requests: readonly { readonly request?: unknown }[];
}

const onion = () => vectors<Onion>('onion');
const allows = (error: unknown): boolean => error instanceof PacketError;
const node = (() => {
  let one: ReturnType<typeof rpcNode> | undefined;
  return () => (one ??= rpcNode({ nowMs: onion().accounts.network_time_ms }));
})();

export const LOCAL_NETWORK_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'node-entry',
    format: 'bytes',
    seeds: () => onion().onion_to_node.map(({ post_body }) => fromHex(post_body)),
    run: (input) => parseEntry(input),
    allows,
  },
  {
    name: 'node-instruction',
    format: 'bytes',
    seeds: () =>
      onion().node_parse_cases.cases.flatMap(({ decrypted }) =>
        decrypted === undefined ? [] : [fromHex(decrypted)],
      ),
    run: (input) => parseInstruction(input),
    allows,
  },
  {
    name: 'node-peer-message',
    format: 'bencode',
    seeds: () => onion().node_to_node_bencode.map(({ encoded }) => fromHex(encoded)),
    run: (input) => {
      const request = decodePeerMessage(input);
      const again = decodePeerMessage(encodePeerMessage(request));
      if (!bytesEqual(again.ciphertext, request.ciphertext))
        throw new BrokenPromise('written, but read differently');
      return request;
    },
    allows,
  },
  {
    name: 'node-storage-rpc',
    format: 'json',
    seeds: () =>
      json(...onion().signed_requests.flatMap(({ request }) => (request === undefined ? [] : [request]))),
    run: async (input) => {
      const { code } = await dispatch(input, node());
      if (!Number.isInteger(code) || code < 200 || code >= 600 || code === 500)
        throw new BrokenPromise(`answers ${code}`);
      return code;
    },
  },
];
