import { ServerPoller } from './server-poller.ts';

/** One poller for each server with a room that we are in. */
export class CommunityPollers {
  private readonly deps: ConstructorParameters<typeof ServerPoller>[0];
  private readonly running = new Map<number, ServerPoller>();
  private readonly ending = new Set<Promise<void>>();
  private isClosed = false;

  constructor(deps: ConstructorParameters<typeof ServerPoller>[0]) {
    this.deps = deps;
  }

  /** Begins with the servers that we have come to since, and ends with those that we have left. */
  sync(): void {
    if (this.isClosed) return;
    const wanted = new Set(this.deps.store.communities.rooms().map(({ serverId }) => serverId));
    for (const [id, poller] of this.running) if (!wanted.has(id)) this.end(id, poller);
    for (const id of wanted) if (!this.running.has(id)) this.begin(id);
  }

  pollNow(serverId?: number): void {
    for (const [id, poller] of this.running) if (serverId === undefined || id === serverId) poller.pollNow();
  }

  /** Asks a server once, and ends when its answers are in the store. @throws what its poller throws */
  async pollOnce(serverId: number): Promise<void> {
    this.sync();
    await this.running.get(serverId)?.pollOnce();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const [id, poller] of this.running) this.end(id, poller);
    await Promise.all(this.ending);
  }

  private begin(id: number): void {
    const poller = new ServerPoller(this.deps, id);
    this.running.set(id, poller);
    poller.start();
  }

  private end(id: number, poller: ServerPoller): void {
    this.running.delete(id);
    const ended = poller.close().finally(() => this.ending.delete(ended));
    this.ending.add(ended);
  }
}
