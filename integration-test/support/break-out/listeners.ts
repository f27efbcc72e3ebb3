import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Target } from './attempt.ts';

export interface Listeners {
  readonly target: Target;
  /** What has arrived so far: connections by what was asked of them, and datagrams. */
  readonly heard: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** Somebody to reach on this machine who lets everybody in, and a file below `folder`. */
export async function listen(folder: string): Promise<Listeners> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', 'text/javascript');
    response.end('window.intruded = true');
  });
  // A connection without a request counts: it, too, says that somebody is here.
  server.on('connection', () => heard.push('a connection'));
  const datagrams = createSocket('udp4', (message) => heard.push(`a datagram of ${message.length} bytes`));
  server.listen(0, '127.0.0.1');
  datagrams.bind(0, '127.0.0.1');
  await Promise.all([once(server, 'listening'), once(datagrams, 'listening')]);
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = join(folder, 'intruder.js');
  writeFileSync(file, 'window.intruded = true');
  return {
    target: {
      http: `http://${host}`,
      host,
      datagrams: `127.0.0.1:${datagrams.address().port}`,
      file: pathToFileURL(file).href,
    },
    heard: () => heard,
    close: async () => {
      datagrams.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Shows that silence means something: whoever is not walled in is heard. */
export async function speakTo({ http, datagrams }: Target): Promise<void> {
  await fetch(`${http}/control`);
  const [address, port] = datagrams.split(':');
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) =>
    socket.send('x', Number(port), address, (error) => (error === null ? resolve() : reject(error))),
  );
  socket.close();
}
