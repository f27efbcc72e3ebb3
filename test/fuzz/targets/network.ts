import {
  activeNodesIn,
  decodeActiveNodes,
  onsName,
  openOnsRecord,
  parseFileUrl,
  parseNodeId,
  readBatch,
  readDownload,
  readExpiries,
  readFileInfo,
  readIfElse,
  readInfo,
  readNetworkInfo,
  readOnsRecord,
  readPushResults,
  readRevokedSubaccounts,
  readSequence,
  readSessionVersion,
  readUpload,
} from '../../../ts/network/index.ts';
import { parseNodeJson } from '../../../ts/network/json.ts';
import { readNodeList } from '../../../ts/network/nodes/node-list.ts';
import { readBundledNodes } from '../../../ts/network/nodes/bundled-nodes.ts';
import { openNodeReply, unwrapReply } from '../../../ts/network/onion/node-reply.ts';
import { layerKey } from '../../../ts/network/onion/layer.ts';
import { decodeV3Answer, decodeV4Answer } from '../../../ts/network/onion/server-request.ts';
import { isSignedBy, signedResult } from '../../../ts/network/storage/response-signatures.ts';
import { readPage } from '../../../ts/network/storage/retrieve.ts';
import { readReceipt } from '../../../ts/network/storage/store.ts';
import { encryptXChaCha20, x25519PublicKey } from '../../../ts/crypto/index.ts';
import { concatBytes, toBase64, utf8 } from '../../../ts/util/index.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { json, jsonOf, textOf, texts, vectors } from './seeds.ts';

interface Onion {
  readonly service_nodes: readonly {
    readonly ip: string;
    readonly port: number;
    readonly pubkey_ed25519: string;
    readonly pubkey_x25519: string;
  }[];
  readonly onion_to_node: readonly { readonly reply: { readonly plaintext_utf8: string } }[];
  readonly v4_codec: { readonly decode: readonly { readonly encoded_utf8: string }[] };
  readonly response_signatures: readonly { readonly node_ed25519: string; readonly signature: string }[];
  readonly ons: readonly {
    readonly name: string;
    readonly encrypted_value: string;
    readonly nonce: string;
  }[];
  readonly message_hash: readonly { readonly hash: string }[];
}

const onion = () => vectors<Onion>('onion');
const hash = () => onion().message_hash[0]?.hash ?? '';
const KEY = {
  secret: {
    shared: new Uint8Array(32).fill(1),
    ephemeral: x25519PublicKey(new Uint8Array(32).fill(2)),
    recipient: x25519PublicKey(new Uint8Array(32).fill(3)),
  },
  type: 'xchacha20',
} as const;
const NONCE = new Uint8Array(24);
const ok = (input: Uint8Array) => ({
  status: 200,
  headers: { expires: textOf(input).slice(0, 40) },
  body: input,
});

const nodeList = () => ({
  height: 5,
  service_node_states: onion().service_nodes.map(({ ip, port, ...keys }) => ({
    public_ip: ip,
    storage_port: port,
    ...keys,
    swarm_id: 5,
    requested_unlock_height: 0,
  })),
});

/** Readers of JSON that a node or a server answered, and an answer each. */
const JSON_READERS: Readonly<
  Record<string, { readonly read: (body: unknown) => unknown; readonly seeds: () => readonly unknown[] }>
> = {
  page: {
    read: (body) => readPage(0, body),
    seeds: () => [{ messages: [{ hash: hash(), data: 'AAEC', timestamp: 5, expiration: 9 }], more: true }],
  },
  receipt: {
    read: (body) => {
      const [node] = onion().response_signatures;
      const id = parseNodeId(node?.node_ed25519);
      return readReceipt(body, {
        members: new Set(id === undefined ? [] : [id]),
        timestampMs: 1,
        ttlMs: 2,
        path: [],
      });
    },
    seeds: () => {
      const [{ node_ed25519: node, signature } = { node_ed25519: '', signature: '' }] =
        onion().response_signatures;
      return [{ hash: hash(), swarm: { [node]: { hash: hash(), signature, expiry: 70 } } }];
    },
  },
  'signed-result': {
    read: (body) => {
      const entry = (typeof body === 'object' && body !== null ? body : {}) as Readonly<
        Record<string, unknown>
      >;
      const id = parseNodeId(onion().response_signatures[0]?.node_ed25519);
      const call = { method: 'expire', hashes: [hash()], expiryMs: 5 } as const;
      const message = signedResult(call, entry, { account: '05', timestampMs: 1 });
      return message === undefined || id === undefined
        ? message
        : isSignedBy(id, message, entry['signature']);
    },
    seeds: () => [{ expiry: 5, updated: [hash()], unchanged: { [hash()]: 7 }, signature: 'AAAA' }],
  },
  batch: { read: (body) => readBatch(body, 1), seeds: () => [{ results: [{ code: 200, body: {} }] }] },
  sequence: {
    read: (body) => readSequence(body, 2),
    seeds: () => [
      {
        results: [
          { code: 200, body: {} },
          { code: 401, body: 'no' },
        ],
      },
    ],
  },
  'if-else': {
    read: readIfElse,
    seeds: () => [{ condition: true, result: { code: 200, body: {} }, hf: [19, 1], v: [2, 8, 0], height: 7 }],
  },
  info: { read: readInfo, seeds: () => [{ version: [2, 8, 0], timestamp: 5 }] },
  expiries: { read: readExpiries, seeds: () => [{ expiries: { [hash()]: 5 } }] },
  'revoked-subaccounts': {
    read: readRevokedSubaccounts,
    seeds: () => [{ revoked_subaccounts: [toBase64(new Uint8Array(36))] }],
  },
  'ons-record': {
    read: (body) => {
      const record = readOnsRecord(body);
      return record === undefined ? undefined : openOnsRecord(onsName(onion().ons[0]?.name ?? ''), record);
    },
    seeds: () => onion().ons.map(({ encrypted_value, nonce }) => ({ result: { encrypted_value, nonce } })),
  },
};

const jsonTargets = Object.entries(JSON_READERS).map(([name, { read, seeds }]): FuzzTarget => ({
  name: `network-${name}`,
  format: 'json',
  seeds: () => json(...seeds()),
  run: (input) => read(jsonOf(input)),
}));

/** Answers of a file server, read from the body of an answer. */
const FILE_READERS = {
  upload: { read: readUpload, seeds: [{ id: 'A'.repeat(44), uploaded: 5.5, expires: 7.5 }, { id: 7 }] },
  'file-info': { read: readFileInfo, seeds: [{ size: 5, uploaded: 5.5, expires: 7.5 }] },
  'session-version': {
    read: readSessionVersion,
    seeds: [
      { result: '1.2.3', updated: 5.5, name: 'v', assets: [{ name: 'a', url: 'https://example.org/a' }] },
    ],
  },
  'network-info': {
    read: readNetworkInfo,
    seeds: [
      {
        t: 5,
        price: { usd: 1.5, usd_market_cap: 2, t_price: 3, t_stale: 4 },
        token: { staking_requirement: 1, staking_reward_pool: 2, contract_address: '0x' },
        network: { network_size: 1, network_staked_tokens: 2, network_staked_usd: 3 },
      },
    ],
  },
  push: {
    read: readPushResults,
    seeds: [
      [
        { success: true, added: true },
        { error: 2, message: 'no' },
      ],
    ],
  },
  download: { read: readDownload, seeds: ['content'] },
} as const;

const fileTargets = Object.entries(FILE_READERS).map(([name, { read, seeds }]): FuzzTarget => ({
  name: `network-${name}`,
  format: 'json',
  seeds: () => json(...seeds),
  run: (input) => read(ok(input)),
}));

export const NETWORK_TARGETS: readonly FuzzTarget[] = [
  ...jsonTargets,
  ...fileTargets,
  {
    name: 'network-node-json',
    format: 'json',
    seeds: () => texts('{"swarm_id":18446744073709551615}', '{"a":[{"swarm_id": 7}]}'),
    run: (input) => parseNodeJson(textOf(input)),
  },
  {
    name: 'network-node-list',
    format: 'json',
    seeds: () => json(nodeList()),
    run: (input) => readNodeList(jsonOf(input), { publicOnly: false, atHeight: 7 }),
  },
  {
    name: 'network-bundled-nodes',
    format: 'json',
    seeds: () => json(nodeList()),
    run: (input) =>
      readBundledNodes(
        { json: textOf(input), madeAtMs: 1 },
        {
          clock: { nowMs: () => 2 },
          rules: { subnets: true } as Parameters<typeof readBundledNodes>[1]['rules'],
        },
      ),
  },
  {
    name: 'network-active-nodes',
    format: 'bytes',
    seeds: () => [new Uint8Array(51).fill(1), new Uint8Array(102).fill(2).fill(3, 51)],
    run: (input) => decodeActiveNodes(activeNodesIn(toBase64(input))),
  },
  {
    name: 'network-reply',
    format: 'bytes',
    seeds: () => texts('AAAA', '{"result":"AAAA"}', '{"result":5}', ' '),
    run: (input) => {
      unwrapReply(input);
      return openNodeReply(input, KEY);
    },
  },
  {
    name: 'network-reply-inside',
    format: 'json',
    seeds: () =>
      texts(
        ...onion().onion_to_node.map(({ reply }) => reply.plaintext_utf8),
        '{"status_code":502,"body":"text"}',
      ),
    // As the destination may write it, whose key opens it.
    run: (input) =>
      openNodeReply(
        concatBytes(NONCE, encryptXChaCha20(input, NONCE, { key: layerKey(KEY.secret, KEY.type) })),
        KEY,
      ),
  },
  {
    name: 'network-v4-answer',
    format: 'bencode',
    seeds: () => texts(...onion().v4_codec.decode.map(({ encoded_utf8 }) => encoded_utf8)),
    run: (input) => decodeV4Answer(input),
  },
  {
    name: 'network-v4-metadata',
    format: 'json',
    seeds: () =>
      json({ code: 200, headers: { 'Content-Type': 'text/plain', 'Content-Length': 5 } }, { code: 404 }),
    run: (input) => decodeV4Answer(concatBytes(utf8(`l${input.length}:`), input, utf8('0:e'))),
  },
  {
    name: 'network-v3-answer',
    format: 'json',
    seeds: () => texts('{"status_code":404}', 'text', '[]'),
    run: (input) => decodeV3Answer(input),
  },
  {
    name: 'network-file-url',
    format: 'text',
    seeds: () =>
      texts(
        'http://filev2.getsession.org/file/123#d',
        `http://filev2.getsession.org/file/${'A'.repeat(44)}#p=${'ab'.repeat(32)}&d=&sr=a:5`,
        `https://example.org/file/7#p=${'cd'.repeat(32)}&e=${'ef'.repeat(32)}`,
      ),
    run: (input) => parseFileUrl(textOf(input)),
  },
  {
    name: 'network-ons-name',
    format: 'text',
    seeds: () => texts('TestName_1', 'a-b', '-a', 'ä'),
    run: (input) => onsName(textOf(input)),
  },
];
