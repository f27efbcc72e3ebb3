// Writes the node list that the application brings with it, for people who cannot reach a seed (spec 02 §1.2). To be run before each
// release, on a machine with the open internet: it asks the seeds of the main network, whose keys are pinned.
//
//   node build/bundled-nodes.ts [--seed URL] [--out FILE]
//
// With --seed it asks a development seed instead. It writes nothing unless the list is good.

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { cryptoReady } from '../ts/crypto/index.ts';
import type { NetworkProfile } from '../ts/network/index.ts';
import { askSeeds } from '../ts/network/nodes/seeds.ts';
import type { SeedAnswer } from '../ts/network/nodes/seeds.ts';
import { rulesOf } from '../ts/network/profile.ts';
import { Agents } from '../ts/network/transport/agents.ts';
import { createLog, systemClock, systemRandom } from '../ts/util/index.ts';

const TARGET = new URL('bundled-nodes.json', import.meta.url);
const MS_PER_SECOND = 1_000;

type State = Readonly<Record<string, unknown>>;

/** One line for each node, in the order of their keys, so that two lists can be compared. Swarms change too soon to be kept. */
function listText({ height, states, nodes }: SeedAnswer, madeAtS: number): string {
  const usable = new Set<unknown>(nodes.map(({ ed25519 }) => ed25519));
  const lines = (states as readonly State[])
    .filter((state) => usable.has(state['pubkey_ed25519']))
    .map((state) =>
      JSON.stringify({
        public_ip: state['public_ip'],
        storage_port: state['storage_port'],
        pubkey_ed25519: state['pubkey_ed25519'],
        pubkey_x25519: state['pubkey_x25519'],
        requested_unlock_height: state['requested_unlock_height'] ?? 0,
      }),
    )
    .sort((a, b) => (keyIn(a) < keyIn(b) ? -1 : 1));
  return `{"height":${height},"made_at":${madeAtS},"service_node_states":[\n${lines.join(',\n')}\n]}\n`;
}

function keyIn(line: string): string {
  return (JSON.parse(line) as { readonly pubkey_ed25519: string }).pubkey_ed25519;
}

const { values } = parseArgs({ options: { seed: { type: 'string' }, out: { type: 'string' } } });
const profile: NetworkProfile =
  values.seed === undefined ? { kind: 'mainnet' } : { kind: 'devnet', seedUrl: values.seed };
const log = createLog(systemClock, (line) => console.error(line));
const agents = new Agents({ clock: systemClock, random: systemRandom, log });

await cryptoReady();
const answer = await askSeeds(
  { clock: systemClock, agents, rules: rulesOf(profile) },
  new AbortController().signal,
);
const target = values.out ?? TARGET;
writeFileSync(target, listText(answer, Math.floor(systemClock.nowMs() / MS_PER_SECOND)));
console.log(`${answer.nodes.length} nodes at height ${answer.height}`);
