import { connect } from 'node:tls';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { startLocalNetwork } from '../../ts/local-network/index.ts';
import type { LocalNetwork } from '../../ts/local-network/index.ts';

let network: LocalNetwork;

beforeAll(async () => {
  network = await startLocalNetwork({ nodeCount: 1 });
});

afterAll(() => network.close());

/** Everything a node says to these bytes until it ends the connection. */
function sayRaw(text: string): Promise<string> {
  const { ip: host, port_https: port } = network.nodes[0]!;
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect({ host, port, rejectUnauthorized: false }, () => socket.write(text));
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
  });
}

const post = (length: string) =>
  `POST /onion_req/v2 HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`;

test.each([
  ['abc', 400, 'invalid Content-Length'],
  ['-1', 400, 'invalid Content-Length'],
  ['10485761', 413, 'Request body too large'],
])('a body of %s bytes ends the connection', async (length, status, words) => {
  const answer = await sayRaw(post(length));
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toContain('Server: Oxen Storage Server/2.8.0');
  expect(answer).toMatch(/content-type: text\/plain/i);
  expect(answer.endsWith(`\r\n\r\n${words}`)).toBe(true);
});

test('a body that grows beyond the limit is refused', async () => {
  const chunk = `${(1 << 20).toString(16)}\r\n${'x'.repeat(1 << 20)}\r\n`;
  const head = 'POST /onion_req/v2 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n';
  const answer = await sayRaw(head + chunk.repeat(11));
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer.endsWith('\r\n\r\nRequest body too large')).toBe(true);
});

test('what is no HTTP at all', async () => {
  expect(await sayRaw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request/);
});

test('each node has a certificate of its own making, for localhost', async () => {
  const { ip: host, port_https: port } = network.nodes[0]!;
  const certificate = await new Promise<Record<string, unknown>>((resolve, reject) => {
    const socket = connect({ host, port, rejectUnauthorized: false }, () => {
      const x509 = socket.getPeerX509Certificate()!;
      resolve({
        subject: x509.subject,
        issuer: x509.issuer,
        selfSigned: x509.verify(x509.publicKey),
        valid: Date.parse(x509.validFrom) < Date.now() && Date.now() < Date.parse(x509.validTo),
      });
      socket.destroy();
    });
    socket.on('error', reject);
  });
  expect(certificate).toEqual({
    subject: 'O=Oxen\nCN=localhost',
    issuer: 'O=Oxen\nCN=localhost',
    selfSigned: true,
    valid: true,
  });
});
