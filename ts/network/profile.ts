import { NetworkError } from './errors.ts';
import { DEFAULT_FILE_SERVER, TESTNET_FILE_SERVER } from './file-server/file-servers.ts';
import type { FileServer } from './file-server/file-servers.ts';
import type { CertificatePin } from './transport/pin.ts';
import type { ProxySettings } from './transport/proxy.ts';

/** Which Session Network to join, and what somebody wants to be different there. */
export type NetworkProfile = NetworkChoice & NetworkPreferences;

export type NetworkChoice =
  | { readonly kind: 'mainnet' | 'testnet' }
  | {
      readonly kind: 'devnet';
      /** Base URL of a seed that answers `/json_rpc`. */
      readonly seedUrl: string;
    };

export interface NetworkPreferences {
  /** Where own files go; the server that everybody uses when left out. */
  readonly fileServer?: FileServer;
  /** Asked for node lists instead of the network's own seeds, when there is any. */
  readonly seeds?: readonly SeedSettings[];
  /** By which everything is connected; straight when left out. `Network.setProxy` changes it. */
  readonly proxy?: ProxySettings;
}

/** A seed as people write it in their settings. */
export interface SeedSettings {
  /** `https://host[:port]`; `http:` only for this machine. */
  readonly url: string;
  /** Base64 of SHA-256 of its SubjectPublicKeyInfo, for a certificate that the web does not know. */
  readonly spki?: string;
}

export interface Seed {
  readonly url: URL;
  readonly pin?: CertificatePin;
  /** Whether its certificate must be one that the web trusts: for a seed without a pin that is no development seed. */
  readonly isVerified?: boolean;
}

/** What differs between networks (spec 02 §1.1, §1.3, §2.3). */
export interface NetworkRules {
  readonly seeds: readonly Seed[];
  /** Nodes must be at public addresses, those of a path in different subnets. */
  readonly subnets: boolean;
  /** Smallest node list worth having. */
  readonly minPoolNodes: number;
  /** Smallest list that a refresh from nodes may give. */
  readonly minAgreedNodes: number;
  /** Onion requests a second, and how many may come at once: a limit against our own faults. */
  readonly requestRate: { readonly perSecond: number; readonly burst: number };
}

const PUBLIC_RULES = {
  subnets: true,
  minPoolNodes: 12,
  minAgreedNodes: 24,
  requestRate: { perSecond: 10, burst: 20 },
} as const;

const MAINNET_SEEDS: readonly Seed[] = [
  {
    url: new URL('https://seed1.getsession.org:4443/'),
    pin: {
      spki: 'mlYTXvkmIEYcpswANTpnBwlz9Cswi0py/RQKkbdQOZQ=',
      certificate: '36EA0B253537988551EE856E4FD20D55011E9C8B27EAA2F34B8F32A0BDF04F2D',
    },
  },
  {
    url: new URL('https://seed2.getsession.org:4443/'),
    pin: {
      spki: 'ZuUxe4wopBR83Yy5fePPNX0c00BnkQCu/49oapFpB0k=',
      certificate: 'C5908DD4139ACD96AEDD1E45576597650809C8A5EA02AF556D4853D45396E0E7',
    },
  },
  {
    url: new URL('https://seed3.getsession.org:4443/'),
    pin: {
      spki: '4xe+8k1NjxerVTjUsWlZJNKt3PA7Y31pUls2tHYippA=',
      certificate: '8A0AF2C712342F22CE00E53C1601410EF8D84156AEE0A9809C32F6F7EFBE556E',
    },
  },
];

const SPKI = /^[A-Za-z0-9+/]{43}=$/;
const THIS_MACHINE = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/;

/**
 * A seed of somebody's own. Without a pin its certificate is verified as on the web.
 * @throws {NetworkError} `seed-invalid`
 */
export function parseSeed({ url: text, spki }: SeedSettings): Seed {
  const url = seedUrl(text);
  if (spki !== undefined && !SPKI.test(spki)) throw invalidSeed('pin');
  if (spki !== undefined && url.protocol === 'http:') throw invalidSeed('a pin without https');
  return spki === undefined ? { url, isVerified: true } : { url, pin: { spki } };
}

function seedUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch (cause) {
    throw new NetworkError('seed-invalid', { cause });
  }
  const { hash, hostname, password, pathname, protocol, search, username } = url;
  if (protocol !== 'https:' && !(protocol === 'http:' && THIS_MACHINE.test(hostname)))
    throw invalidSeed('only https:');
  if (pathname !== '/' || `${username}${password}${search}${hash}` !== '') throw invalidSeed('form');
  return url;
}

function invalidSeed(message: string): NetworkError {
  return new NetworkError('seed-invalid', { message });
}

/** Where own files go. */
export function fileServerOf({ kind, fileServer }: NetworkProfile): FileServer {
  return fileServer ?? (kind === 'testnet' ? TESTNET_FILE_SERVER : DEFAULT_FILE_SERVER);
}

/**
 * @throws {NetworkError} `seed-invalid`
 * @throws {TypeError} for a devnet seed that is no URL.
 */
export function rulesOf(profile: NetworkProfile): NetworkRules {
  const rules = rulesOfNetwork(profile);
  const own = (profile.seeds ?? []).map(parseSeed);
  return own.length === 0 ? rules : { ...rules, seeds: own };
}

function rulesOfNetwork(profile: NetworkChoice): NetworkRules {
  switch (profile.kind) {
    case 'mainnet':
      return { ...PUBLIC_RULES, seeds: MAINNET_SEEDS };
    case 'testnet':
      return { ...PUBLIC_RULES, seeds: [{ url: new URL('http://seed2.getsession.org:38157') }] };
    case 'devnet':
      return {
        seeds: [{ url: new URL(profile.seedUrl) }],
        subnets: false,
        minPoolNodes: 4,
        minAgreedNodes: 12,
        requestRate: { perSecond: 200, burst: 400 },
      };
  }
}
