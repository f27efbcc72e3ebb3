import { x25519PublicKey } from '../../crypto/index.ts';
import type { X25519PublicKey } from '../../crypto/index.ts';
import { fromHex } from '../../util/index.ts';
import type { OnionServer } from '../onion/build.ts';

/** A server that keeps files (spec 02 §6). */
export interface FileServer {
  /** Host name without scheme. */
  readonly host: string;
  readonly protocol: 'http' | 'https';
  /** Undefined for the port of the protocol. */
  readonly port?: number;
  /** What requests are sealed to, the likeliest first: an answer that cannot be opened, or 400, calls for the next. */
  readonly x25519: readonly [X25519PublicKey, ...X25519PublicKey[]];
  /** The key as file URLs name it, 64 lower-case hex characters: Ed25519 where known. */
  readonly urlKey: string;
}

/** Where everybody's files are. It has two keys in clients of today (spec 02 §6). */
export const DEFAULT_FILE_SERVER: FileServer = {
  host: 'filev2.getsession.org',
  protocol: 'http',
  x25519: [
    key('09324794aa9c11948189762d198c618148e9136ac9582068180661208927ef34'),
    key('da21e1d886c6fbaea313f75298bd64aab03a97ce985b46bb2dad9f2089c8ee59'),
  ],
  urlKey: 'b8eef9821445ae16e2e97ef8aa6fe782fd11ad5253cd6723b281341dba22e371',
};

/** A test server of the official project (spec 02 §6). */
export const POTATO_FILE_SERVER: FileServer = {
  host: 'potatofiles.getsession.org',
  protocol: 'http',
  x25519: [key('fc097b06821c98a2db75ce02e521cef5fd9d3446e42e81d843c4c8c4e9260f48')],
  urlKey: 'ff86dcd4b26d1bfec944c59859494248626d6428efc12168749d65a1b92f5e28',
};

/** The file server of the test network (spec 02 §6). */
export const TESTNET_FILE_SERVER: FileServer = {
  host: 'superduperfiles.oxen.io',
  protocol: 'http',
  x25519: [key('16d6c60aebb0851de7e6f4dc0a4734671dbf80f73664c008596511454cb6576d')],
  urlKey: '16d6c60aebb0851de7e6f4dc0a4734671dbf80f73664c008596511454cb6576d',
};

/** Servers that a file URL may name without telling their key. */
export const KNOWN_FILE_SERVERS: readonly FileServer[] = [
  DEFAULT_FILE_SERVER,
  POTATO_FILE_SERVER,
  TESTNET_FILE_SERVER,
];

/** Tells prices and sizes of the network (spec 02 §1.7, §6). */
export const NETWORK_INFO_SERVER: OnionServer = {
  host: 'networkv1.getsession.org',
  protocol: 'http',
  x25519: key('cbf461a4431dc9174dceef4421680d743a2a0e1a3131fc794240bcb0bc3dd449'),
};

/** Wakes phones (spec 02 §1.7, §6.1). */
export const PUSH_SERVER: OnionServer = {
  host: 'push.getsession.org',
  protocol: 'https',
  x25519: key('d7557fe563e2610de876c0ac7341b62f3c82d5eea4b62c702392ea4368f51b3b'),
};

/** `server` as the destination of onion requests, once for each of its keys, in the order in which to try them. */
export function onionServersOf(server: FileServer): readonly OnionServer[] {
  const { host, protocol, port } = server;
  return server.x25519.map((x25519) => ({
    host,
    protocol,
    x25519,
    ...(port === undefined ? {} : { port }),
  }));
}

function key(hex: string): X25519PublicKey {
  return x25519PublicKey(fromHex(hex));
}
