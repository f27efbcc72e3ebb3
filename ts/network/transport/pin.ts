import { createHash, X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';

import type { Log } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';

/** The certificate a seed must show. */
export interface CertificatePin {
  /** Base64 of SHA-256 of the DER SubjectPublicKeyInfo: decides. */
  readonly spki: string;
  /** Hex of SHA-256 of the certificate: a difference is only logged, a renewed certificate may have the same key. */
  readonly certificate?: string;
}

/** What is wrong with the certificate of a connection whose handshake is done (spec 02 §1.1). */
export function pinFault(socket: TLSSocket, pin: CertificatePin, log: Log): NetworkError | undefined {
  const raw = socket.getPeerCertificate().raw as Buffer | undefined;
  if (raw === undefined) return new NetworkError('seed-unreachable', { message: 'no certificate' });
  const { publicKey, fingerprint256 } = new X509Certificate(raw);
  const spki = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  if (spki !== pin.spki)
    return new NetworkError('seed-unreachable', { message: 'certificate does not match its pin' });
  if (pin.certificate !== undefined && fingerprint256.replaceAll(':', '') !== pin.certificate)
    log.write('info', 'network.seed-certificate-renewed');
  return undefined;
}
