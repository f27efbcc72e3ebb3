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
  /** By which everything is connected; straight when left out. `Network.setProxy` changes it. */
  readonly proxy?: ProxySettings;
}

export interface Seed {
  readonly url: URL;
  readonly pin?: CertificatePin;
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

/** Where own files go. */
export function fileServerOf({ kind, fileServer }: NetworkProfile): FileServer {
  return fileServer ?? (kind === 'testnet' ? TESTNET_FILE_SERVER : DEFAULT_FILE_SERVER);
}

/** @throws {TypeError} for a devnet seed that is no URL. */
export function rulesOf(profile: NetworkProfile): NetworkRules {
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
