import { createHash, X509Certificate } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import type { Duplex } from 'node:stream';

import type { Log } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';

/** The certificate a seed must show. */
export interface CertificatePin {
  /** Base64 of SHA-256 of the DER SubjectPublicKeyInfo: decides. */
  readonly spki: string;
  /** Hex of SHA-256 of the certificate: a difference is only logged, a renewed certificate may have the same key. */
  readonly certificate: string;
}

/** Makes every connection of this floor; a proxy would take its place here and nowhere else. */
export interface AgentFactory {
  /** Keep-alive connections to one service node, whose certificate proves nothing: the onion layers do. */
  forNode(): https.Agent;
  /** Connections to a seed, checked before a byte is written. Plain HTTP without a pin where the URL says so. */
  forSeed(url: URL, pin: CertificatePin | undefined): http.Agent;
}

/** Nodes close an idle connection after about 10 s: we are first. */
const IDLE_MS = 8_000;
const FAMILY_ATTEMPT_MS = 500;

/** Connections straight from this machine (spec 02 §3). */
export function directAgents(log: Log): AgentFactory {
  return {
    forNode: () =>
      new https.Agent({
        keepAlive: true,
        maxSockets: 6,
        maxFreeSockets: 4,
        scheduling: 'lifo',
        rejectUnauthorized: false,
        timeout: IDLE_MS,
      }),
    forSeed: (url, pin) => {
      if (url.protocol === 'http:')
        return new http.Agent({ autoSelectFamilyAttemptTimeout: FAMILY_ATTEMPT_MS });
      return new PinnedAgent(pin, log);
    },
  };
}

/** Gives a socket to the request only after the pin was compared; sessions are not resumed, a resumed one shows no certificate. */
class PinnedAgent extends https.Agent {
  private readonly pin: CertificatePin | undefined;
  private readonly log: Log;

  constructor(pin: CertificatePin | undefined, log: Log) {
    super({
      maxCachedSessions: 0,
      rejectUnauthorized: false,
      autoSelectFamilyAttemptTimeout: FAMILY_ATTEMPT_MS,
    });
    this.pin = pin;
    this.log = log;
  }

  override createConnection(
    options: tls.ConnectionOptions,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const socket = tls.connect(options);
    const settle = (error: Error | null): void => {
      socket.removeAllListeners('error');
      // Whoever asked hears of the first error; a later one of the same socket is the request's.
      socket.on('error', () => undefined);
      if (error !== null) socket.destroy();
      callback?.(error, socket);
    };
    socket.once('error', settle);
    socket.once('secureConnect', () => settle(this.fault(socket)));
    return undefined;
  }

  private fault(socket: tls.TLSSocket): Error | null {
    if (this.pin === undefined) return null;
    const raw = socket.getPeerCertificate().raw as Buffer | undefined;
    if (raw === undefined) return new NetworkError('seed-unreachable', { message: 'no certificate' });
    const { publicKey, fingerprint256 } = new X509Certificate(raw);
    const spki = createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64');
    if (spki !== this.pin.spki)
      return new NetworkError('seed-unreachable', { message: 'certificate does not match its pin' });
    if (fingerprint256.replaceAll(':', '') !== this.pin.certificate)
      this.log.write('info', 'network.seed-certificate-renewed');
    return null;
  }
}
