import type { NodeFaults } from '../../ts/local-network/faults.ts';
import type { Chance } from './chance.ts';

/** So many of the nodes misbehave at a time: a network where most do is another network. */
const MAX_SHARE = 0.3;

type Change = Partial<NodeFaults>;

/** What can be wrong with some nodes at once. */
const FAULTS: readonly { readonly name: string; readonly of: (chance: Chance) => Change }[] = [
  { name: 'down', of: () => ({ down: true }) },
  { name: 'slow', of: (chance) => ({ slowMs: chance.between(200, 3_000) }) },
  { name: 'clocks ahead', of: (chance) => ({ clockSkewMs: chance.between(60_000, 600_000) }) },
  { name: 'clocks behind', of: (chance) => ({ clockSkewMs: -chance.between(60_000, 600_000) }) },
  { name: 'dropping connections', of: () => ({ dropConnections: true }) },
  { name: 'sure that accounts are elsewhere', of: () => ({ wrongSwarm: true }) },
  { name: 'not ready', of: () => ({ notReady: true }) },
  { name: 'signing wrongly', of: () => ({ wrongSignature: true }) },
  { name: 'talking nonsense', of: () => ({ reply: 'malformed' }) },
  { name: 'repeating themselves', of: () => ({ reply: 'replayed' }) },
];

/** The faults of a local network in another process, over its seed's port (docs/local-network.md). */
export class FaultControl {
  private readonly url: URL;

  constructor(seedUrl: string) {
    this.url = new URL('/faults', seedUrl);
  }

  /** Ends all faults. */
  async calm(): Promise<void> {
    await this.post({ dark: false });
    await this.post({ node: 'all', clear: true });
  }

  /** Ends all faults and makes new ones. @returns their names, for people */
  async stir(chance: Chance): Promise<string> {
    await this.calm();
    if (chance.oneIn(6)) {
      await this.post({ dark: true });
      return 'all dark';
    }
    const nodes = chance.shuffle(await this.nodes());
    const bad = nodes.slice(0, chance.between(0, Math.floor(nodes.length * MAX_SHARE)));
    const counts = new Map<string, number>();
    for (const node of bad) {
      const fault = chance.pick(FAULTS);
      await this.post({ node, set: fault.of(chance) });
      counts.set(fault.name, (counts.get(fault.name) ?? 0) + 1);
    }
    return [...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'all well';
  }

  private async nodes(): Promise<readonly string[]> {
    const { nodes } = (await (await fetch(this.url)).json()) as {
      readonly nodes: Record<string, NodeFaults>;
    };
    return Object.keys(nodes).sort();
  }

  private async post(command: object): Promise<void> {
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    if (!answer.ok) throw new Error(`The network refused ${JSON.stringify(command)}: ${await answer.text()}`);
  }
}
