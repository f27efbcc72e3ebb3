import { Agent, request } from 'node:https';

import { concatBytes, utf8 } from '../../../ts/util/index.ts';
import type { NodeDescription } from '../../../ts/local-network/index.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
  readonly text: string;
}

/** JSON of an answer, as loosely typed as a test wants it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any;

export interface RpcResult {
  readonly code: number;
  readonly text: string;
  readonly body: Loose;
}

/** Talks HTTPS to nodes, with connections that stay open. */
export class NodeClient {
  private readonly agent = new Agent({ keepAlive: true, rejectUnauthorized: false, maxSockets: 8 });

  /** @throws when there is no answer. */
  send(
    node: NodeDescription,
    path: string,
    {
      body = new Uint8Array(),
      method = 'POST',
    }: { readonly body?: Uint8Array; readonly method?: string } = {},
  ): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const { ip: host, port_https: port } = node;
      const headers = { 'Content-Length': body.length };
      const outgoing = request({ agent: this.agent, host, port, path, method, headers }, (response) => {
        const chunks: Uint8Array[] = [];
        response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const whole = concatBytes(...chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: whole,
            text: Buffer.from(whole).toString(),
          });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /** A direct storage RPC request. */
  async rpc(node: NodeDescription, method: string, params: Loose): Promise<RpcResult> {
    const { status, text, headers } = await this.send(node, '/storage_rpc/v1', {
      body: utf8(JSON.stringify({ jsonrpc: '2.0', method, params })),
    });
    const isJson = headers['content-type'] === 'application/json';
    return { code: status, text, body: isJson ? JSON.parse(text) : text };
  }

  close(): void {
    this.agent.destroy();
  }
}
