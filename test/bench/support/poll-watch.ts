import type { LocalNetwork } from '../../../ts/local-network/index.ts';
import { wallMs } from '../harness/clock.ts';

/** What an account's messages wait for in its swarm. */
export interface PollWatch {
  /** Since when the newest message has lain in the swarm, and when the poll that fetched it began; wall-clock milliseconds. */
  newest(): { readonly storedMs: number; readonly pollMs: number };
}

const ENTRY = 'POST /onion_req/v2';

/**
 * Watches an account of which no other member of its swarm's is on the network.
 * @param guards ids of the nodes through which its polls enter
 */
export function watchPolls(network: LocalNetwork, account: string, guards: ReadonlySet<string>): PollWatch {
  const swarm = new Set(network.swarmOf(account));
  let enteredMs = 0;
  let storedMs = 0;
  let pollMs = 0;
  network.observe((event) => {
    if (event.type === 'request' && event.endpoint === ENTRY && guards.has(event.node)) enteredMs = wallMs();
    if (event.type === 'stored' && event.account === account) [storedMs, pollMs] = [wallMs(), 0];
    if (event.type === 'rpc' && event.method === 'retrieve' && swarm.has(event.node) && pollMs === 0)
      pollMs = enteredMs;
  });
  return { newest: () => ({ storedMs, pollMs }) };
}
