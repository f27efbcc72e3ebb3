import https from 'node:https';
import { Duplex } from 'node:stream';

import type { ServiceNode } from '../../../ts/network/index.ts';
import { HttpsTransport } from '../../../ts/network/transport/https-transport.ts';
import { DIRECT_PACE } from '../../../ts/network/transport/pace.ts';
import { systemClock } from '../../../ts/util/index.ts';

/** A request as it went over the connection. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const END_OF_HEAD = '\r\n\r\n';

/** What our transport writes to a guard to deliver `body`, read from a connection that leads nowhere. */
export async function sentRequest(guard: ServiceNode, body: Uint8Array): Promise<SentRequest> {
  const wire = new Wire();
  const agent = new https.Agent({ keepAlive: false });
  agent.createConnection = () => wire;
  const transport = new HttpsTransport(systemClock, {
    agentFor: () => agent,
    release: () => agent.destroy(),
    pace: () => DIRECT_PACE,
  });
  try {
    await transport.send(guard, body, { timeoutMs: 5_000, signal: AbortSignal.timeout(5_000) });
  } finally {
    transport.close();
  }
  return wire.request();
}

/** Keeps what is written to it, and answers once when the announced body is there. */
class Wire extends Duplex {
  private written = Buffer.alloc(0);

  override _read(): void {
    // Everything is pushed when it is known.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.written = Buffer.concat([this.written, chunk]);
    const headEnd = this.written.indexOf(END_OF_HEAD);
    const length = Number(/content-length: (\d+)/i.exec(this.written.toString('latin1'))?.[1] ?? 0);
    if (headEnd >= 0 && this.written.length >= headEnd + END_OF_HEAD.length + length) {
      this.push('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      this.push(null);
    }
    done();
  }

  request(): SentRequest {
    const headEnd = this.written.indexOf(END_OF_HEAD);
    const [first = '', ...lines] = this.written.toString('latin1', 0, headEnd).split('\r\n');
    const [method = '', path = ''] = first.split(' ');
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    );
    return {
      method,
      url: `https://${headers['Host'] ?? ''}${path}`,
      headers,
      body: Uint8Array.from(this.written.subarray(headEnd + END_OF_HEAD.length)),
    };
  }
}
