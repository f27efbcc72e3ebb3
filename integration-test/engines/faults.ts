import type { LocalNetwork, NodeFaults } from '../../ts/local-network/index.ts';
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
  { name: 'losing their answers', of: () => ({ dropAnswers: true }) },
  { name: 'handing out backwards', of: () => ({ delivery: 'reversed' }) },
  { name: 'sure that accounts are elsewhere', of: () => ({ wrongSwarm: true }) },
  { name: 'not ready', of: () => ({ notReady: true }) },
  { name: 'signing wrongly', of: () => ({ wrongSignature: true }) },
  { name: 'talking nonsense', of: () => ({ reply: 'malformed' }) },
  { name: 'repeating themselves', of: () => ({ reply: 'replayed' }) },
];

/** Makes faults, and ends them. */
export class Faults {
  private readonly network: LocalNetwork;
  private readonly onFault: (name: string) => void;

  /** `onFault` hears of each fault of each node. */
  constructor(network: LocalNetwork, onFault: (name: string) => void) {
    this.network = network;
    this.onFault = onFault;
  }

  /** Ends all faults. */
  async calm(): Promise<void> {
    const { network } = this;
    network.partition([]);
    await network.comeBack();
    for (const node of this.nodes()) await network.faults(node).clear();
  }

  /** Ends all faults and makes new ones; `accounts` may have to look for their swarms. @returns their names, for people */
  async stir(chance: Chance, accounts: readonly string[]): Promise<string> {
    await this.calm();
    const moved = chance.oneIn(8) ? this.move(chance.pick(accounts)) : [];
    if (chance.oneIn(10)) {
      await this.network.goDark();
      this.onFault('all dark');
      return 'all dark';
    }
    const bad = chance
      .shuffle(this.nodes())
      .slice(0, chance.between(0, Math.floor(this.nodes().length * MAX_SHARE)));
    const counts = new Map<string, number>();
    for (const node of bad) {
      const fault = chance.pick(FAULTS);
      await this.network.faults(node).set(fault.of(chance));
      this.onFault(fault.name);
      counts.set(fault.name, (counts.get(fault.name) ?? 0) + 1);
    }
    return [...moved, ...[...counts].map(([name, count]) => `${count} ${name}`)].join(', ') || 'all well';
  }

  private move(account: string): readonly string[] {
    this.network.moveSwarm(account);
    this.onFault('a swarm has moved');
    return ['a swarm has moved'];
  }

  private nodes(): readonly string[] {
    return this.network.nodes.map(({ pubkey_ed25519 }) => pubkey_ed25519);
  }
}
