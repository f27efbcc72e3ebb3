import { createHash, X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

import { createTlsIdentity } from '../../../ts/local-network/certificate.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/** A server of this machine that ends with the test. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly connections: () => number;
  /** Cuts the connections on which nothing is going on, as servers do after a while. */
  readonly closeIdle: () => void;
  readonly spki: string;
  readonly certificate: string;
  readonly close: () => Promise<void>;
}

export async function startServer(scheme: 'http' | 'https', handler: Handler): Promise<TestServer> {
  const { key, certificate: cert } = createTlsIdentity(Date.now());
  let connections = 0;
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handler(request, response, Buffer.concat(chunks)));
  };
  const server =
    scheme === 'https' ? https.createServer({ key, cert }, listener) : http.createServer(listener);
  server.keepAliveTimeout = 60_000;
  server.on(scheme === 'https' ? 'secureConnection' : 'connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const certificate = new X509Certificate(cert);
  return {
    url: `${scheme}://127.0.0.1:${port}/`,
    port,
    connections: () => connections,
    closeIdle: () => server.closeIdleConnections(),
    spki: createHash('sha256')
      .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64'),
    certificate: certificate.fingerprint256.replaceAll(':', ''),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
