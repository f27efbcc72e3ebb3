import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

import { LocalNetworkError } from './errors.ts';

/**
 * Below the range from which systems give ports to outgoing connections, so that a listener which closes for a while finds its
 * port free again.
 */
const RANGE = { first: 15_000, last: 32_000 } as const;
const ATTEMPTS_PER_PORT = 50;

/** `count` different ports that nobody listens on. @throws {LocalNetworkError} `no-free-port` */
export async function freePorts(host: string, count: number): Promise<readonly number[]> {
  const found = new Set<number>();
  for (let attempt = 0; found.size < count; attempt += 1) {
    if (attempt > count * ATTEMPTS_PER_PORT) throw new LocalNetworkError('no-free-port');
    const port = randomInt(RANGE.first, RANGE.last);
    if (!found.has(port) && (await isFree(host, port))) found.add(port);
  }
  return [...found];
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host, port }, () => probe.close(() => resolve(true)));
  });
}
