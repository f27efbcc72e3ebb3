import { setImmediate } from 'node:timers/promises';
import { type MessagePort, Worker } from 'node:worker_threads';

import {
  type Client,
  type ClientPorts,
  type ClientTasks,
  WorkerPool,
  parseFileServer,
  createClient,
  createLog,
  cryptoReady,
  systemClock,
  systemRandom,
} from '../../../ts/client/index.ts';
import { storeThread } from './store-thread.ts';
import { toErrorData } from './error-data.ts';
import { startLagMonitor } from './lag-monitor.ts';
import { MappedPreviewHttp } from './mapped-preview-http.ts';
import { OutboundBatch } from './outbound-batch.ts';
import { type EngineMethod, type EngineOptions, ENGINE_METHODS, type ToEngine } from './protocol.ts';

const BULK_THREADS = 1;

/** Runs a client behind a message port: the engine's end of `EngineHost`. */
export class EngineServer {
  private readonly port: MessagePort;
  private readonly batch: OutboundBatch;
  private readonly log = createLog(systemClock, (line) => this.batch.addLogLine(line));
  private client: Promise<Client> | undefined;
  /** The last call that came; each begins in a tick of its own, so that a burst of them does not become one long tick. */
  private lastCall: Promise<void> = Promise.resolve();
  /** No thread of it starts before there is a large file. */
  private bulk: WorkerPool<ClientTasks> | undefined;
  private lag: ReturnType<typeof startLagMonitor> | undefined;

  constructor(port: MessagePort) {
    this.port = port;
    this.batch = new OutboundBatch(systemClock, (message) => port.postMessage(message));
    port.on('message', (message: ToEngine) => this.receive(message));
  }

  private receive(message: ToEngine): void {
    switch (message.type) {
      case 'open':
        void this.open(message.options);
        break;
      case 'call':
        this.lastCall = this.lastCall.then(() => this.begin(message));
        break;
      case 'lag':
        this.batch.post({ type: 'lag', id: message.id, lag: this.lag?.view() });
        break;
      case 'close':
        void this.close();
        break;
    }
  }

  private async open(options: EngineOptions): Promise<void> {
    try {
      this.client = this.clientOf(options);
      const client = await this.client;
      client.subscribe((event) => this.batch.addEvent(event));
      if (options.measureLag) this.lag = startLagMonitor();
      this.batch.post({ type: 'opened' });
    } catch (error) {
      this.log.write('error', 'engine-open-failed', { error });
      this.batch.post({ type: 'open-failed', error: toErrorData(error) });
    }
  }

  private async clientOf({
    storePath,
    storeKey,
    network,
    pace,
    notifications,
    bundledNodesPath,
    testHosts,
    storeWorker,
    bulkWorker,
    hasShortTimers = false,
  }: EngineOptions): Promise<Client> {
    this.bulk = new WorkerPool<ClientTasks>({
      threads: BULK_THREADS,
      startThread: () => new Worker(bulkWorker, { name: 'bulk' }),
    });
    // The key of a file server cannot be read before.
    await cryptoReady();
    return createClient({
      storePath,
      storeKey,
      network: profileOf(network),
      clock: systemClock,
      random: systemRandom,
      log: this.log,
      bulk: this.bulk,
      storeWork: storeThread({ program: storeWorker, onLogLine: (line) => this.batch.addLogLine(line) }),
      hasShortTimers,
      ...(pace === undefined ? {} : { pace }),
      ...(notifications === undefined ? {} : { notifications }),
      ...(bundledNodesPath === undefined ? {} : { bundledNodesPath }),
      ...(testHosts === undefined ? {} : { previewHttp: new MappedPreviewHttp(testHosts) }),
    });
  }

  /** Lets the loop breathe and starts a call; the next one need not wait for its end. */
  private async begin(message: Extract<ToEngine, { type: 'call' }>): Promise<void> {
    await setImmediate();
    void this.call(message);
  }

  private async call({ id, method, args }: Extract<ToEngine, { type: 'call' }>): Promise<void> {
    try {
      const value = await this.invoke(method, args);
      this.batch.post({ type: 'result', id, value });
    } catch (error) {
      const data = toErrorData(error);
      if (data.code === 'unexpected') this.log.write('error', 'engine-call-failed', { method, error });
      this.batch.post({ type: 'error', id, error: data });
    }
  }

  private async invoke(method: EngineMethod, args: readonly unknown[]): Promise<unknown> {
    if (this.client === undefined) throw new TypeError('A call came before the client was opened');
    if (!ENGINE_METHODS.includes(method)) throw new TypeError(`The client has no method ${String(method)}`);
    const client = await this.client;
    const run = client[method].bind(client) as (...args: readonly unknown[]) => unknown;
    return run(...args);
  }

  private async close(): Promise<void> {
    this.lag?.stop();
    await this.lastCall;
    try {
      const client = await this.client?.catch(() => undefined);
      await client?.close();
    } catch (error) {
      this.log.write('error', 'engine-close-failed', { error });
    }
    await this.bulk?.close();
    this.batch.post({ type: 'closed' });
    this.port.close();
  }
}

/** @throws {FileServerError} for an address that is none. */
function profileOf(network: EngineOptions['network']): ClientPorts['network'] {
  if (network.kind !== 'devnet') return network;
  const { kind, seedUrl, fileServer } = network;
  return { kind, seedUrl, ...(fileServer === undefined ? {} : { fileServer: parseFileServer(fileServer) }) };
}
