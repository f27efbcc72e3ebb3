import type http from 'node:http';

import { utf8 } from '../../util/index.ts';
import type { Clock } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import type { NodeId, ServiceNode } from '../nodes/service-node.ts';
import type { AgentSource } from './agents.ts';
import { ConnectionGate } from './connection-gate.ts';
import { StaleConnectionError, exchange } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import type { Transport, TransportAnswer, TransportOptions } from './transport.ts';

/** A full page of messages (7.8 MB of base64) is base64 once more in its onion. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const MAX_PROBE_BYTES = 16 * 1024;

const PROBE_BODY = utf8(JSON.stringify({ jsonrpc: '2.0', method: 'info', params: {} }));

/** Connections to one node, and who may use them. */
interface Pool {
  readonly agent: http.Agent;
  readonly gate: ConnectionGate;
}

/** Onions over HTTPS, one pool of kept connections per guard (spec 02 §3). */
export class HttpsTransport implements Transport {
  private readonly clock: Pick<Clock, 'setTimer'>;
  private readonly agents: AgentSource;
  private readonly pools = new Map<NodeId, Pool>();
  private closed = false;

  constructor(clock: Pick<Clock, 'setTimer'>, agents: AgentSource) {
    this.clock = clock;
    this.agents = agents;
  }

  send(guard: ServiceNode, body: Uint8Array, options: TransportOptions): Promise<TransportAnswer> {
    const { maxAnswerBytes } = options;
    return this.post(guard, {
      path: '/onion_req/v2',
      headers: {},
      body,
      maxBytes: maxAnswerBytes ?? MAX_ANSWER_BYTES,
      oversizedCode: maxAnswerBytes === undefined ? 'bad-response' : 'too-large',
      ...options,
    });
  }

  probe(node: ServiceNode, options: TransportOptions): Promise<TransportAnswer> {
    const headers = { 'Content-Type': 'application/json' };
    return this.post(node, {
      path: '/storage_rpc/v1',
      headers,
      body: PROBE_BODY,
      maxBytes: MAX_PROBE_BYTES,
      oversizedCode: 'bad-response',
      ...options,
    });
  }

  disconnect(): void {
    for (const { agent } of this.pools.values()) this.agents.release(agent);
    this.pools.clear();
  }

  close(): void {
    this.closed = true;
    this.disconnect();
  }

  private async post(
    node: ServiceNode,
    { path, ...rest }: Omit<Exchange, 'url' | 'agent' | 'slowness'> & { readonly path: string },
  ): Promise<TransportAnswer> {
    if (this.closed) throw new NetworkError('closed');
    const { slowness } = this.agents.pace();
    const task = { ...rest, slowness, url: new URL(`https://${node.ip}:${node.port}${path}`) };
    return this.pool(node).gate.run(() => this.exchanged(node, task));
  }

  private async exchanged(node: ServiceNode, task: Omit<Exchange, 'agent'>): Promise<TransportAnswer> {
    try {
      return await exchange(this.clock, { ...task, agent: this.pool(node).agent });
    } catch (error) {
      if (!(error instanceof StaleConnectionError)) throw error;
      // Its neighbours in the pool are as old: all go, and one fresh connection decides.
      for (const socket of Object.values(this.pool(node).agent.freeSockets).flat()) socket?.destroy();
      return await exchange(this.clock, { ...task, agent: this.pool(node).agent });
    }
  }

  private pool(node: ServiceNode): Pool {
    const known = this.pools.get(node.ed25519);
    if (known !== undefined) return known;
    const agent = this.agents.agentFor({ kind: 'node', node: node.ed25519 });
    const pool = { agent, gate: new ConnectionGate(this.clock, () => countSockets(agent)) };
    this.pools.set(node.ed25519, pool);
    return pool;
  }
}

function countSockets({ sockets, freeSockets }: http.Agent): number {
  return [...Object.values(sockets), ...Object.values(freeSockets)].flat().length;
}
