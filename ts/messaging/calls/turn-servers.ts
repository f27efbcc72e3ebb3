import type { Random } from '../../util/index.ts';

/*
 * Relays of the operators of the network, for calls that find no direct way (spec 04 §6.1). Name and credential are the same for
 * everybody and public: they protect nothing, and whoever runs these servers sees the addresses of both sides of a call. When the
 * operators change them, this is the one file to change.
 */

const HOSTS = [
  'freyr.getsession.org',
  'angus.getsession.org',
  'hereford.getsession.org',
  'holstein.getsession.org',
  'brahman.getsession.org',
] as const;
const USERNAME = 'session202111';
const CREDENTIAL = '053c268164bc7bd7';
const SERVERS_PER_CALL = 2;

/** As `RTCIceServer` of a browser. */
export interface IceServer {
  readonly urls: string;
  readonly username: string;
  readonly credential: string;
}

/** The part of a browser's `RTCConfiguration` that the protocol decides (spec 04 §6.1). */
export interface CallConnection {
  readonly iceServers: readonly IceServer[];
  /** `relay` hides our address from the other side. */
  readonly iceTransportPolicy: 'all' | 'relay';
  readonly bundlePolicy: 'max-bundle';
  readonly rtcpMuxPolicy: 'require';
}

/** How to connect one call: over two relays picked at random, where it does not find a direct way (spec 04 §6.1). */
export function callConnection(
  random: Random,
  { relayOnly }: { readonly relayOnly: boolean },
): CallConnection {
  return {
    iceServers: pickHosts(random).map((host) => ({
      urls: `turn:${host}`,
      username: USERNAME,
      credential: CREDENTIAL,
    })),
    iceTransportPolicy: relayOnly ? 'relay' : 'all',
    bundlePolicy: 'max-bundle',
    rtcpMuxPolicy: 'require',
  };
}

function pickHosts(random: Random): readonly string[] {
  const weights = random.bytes(4 * HOSTS.length);
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  return HOSTS.map((host, index) => ({ host, weight: view.getUint32(4 * index) }))
    .sort((a, b) => a.weight - b.weight)
    .slice(0, SERVERS_PER_CALL)
    .map(({ host }) => host);
}
