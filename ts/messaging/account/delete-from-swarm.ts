// Takes an account off the network (spec 04 §7, spec 02 §4.7).

import { type AccountKeys, accountKeysFromSeed16 } from '../../account/index.ts';
import { wipe } from '../../crypto/index.ts';
import type { NodeId } from '../../network/index.ts';
import { NetworkError, parseNodeId } from '../../network/index.ts';
import { errorCode } from '../../util/index.ts';
import { MessagingError } from '../errors.ts';
import type { Services } from '../services.ts';

/** Nodes that did not confirm are asked again, all of it within this time. */
const LIMIT_MS = 15_000;
const ROUNDS = 3;

/** Which nodes of the swarm have signed that nothing of the account is left there. Ed25519 keys, hex. */
export interface SwarmDeletion {
  readonly confirmed: readonly NodeId[];
  readonly unconfirmed: readonly NodeId[];
}

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'log'>;

/**
 * Deletes everything that the account's swarm keeps for it, in all namespaces. Whoever else works for the account must have stopped:
 * what is stored afterwards stays.
 * @throws {MessagingError} `no-account`; `network-unreachable` when no node confirmed, though some may have deleted all the same
 */
export async function deleteFromSwarm(deps: Deps): Promise<SwarmDeletion> {
  const seed = deps.store.account.getSeed();
  if (seed === undefined) throw new MessagingError('no-account');
  const keys = accountKeysFromSeed16(seed);
  wipe(seed);
  try {
    return await deletionBy(deps, keys);
  } finally {
    keys.wipe();
  }
}

async function deletionBy(deps: Deps, keys: AccountKeys): Promise<SwarmDeletion> {
  const { clock, log, network } = deps;
  const endMs = clock.monotonicMs() + LIMIT_MS;
  const confirmed = new Set<NodeId>();
  let unconfirmed: readonly NodeId[] | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    try {
      for (const node of await confirmedBy(deps, keys)) confirmed.add(node);
      const swarm = await network.swarmOf(keys.accountId);
      unconfirmed = swarm.map(({ ed25519 }) => ed25519).filter((node) => !confirmed.has(node));
    } catch (cause) {
      if (!(cause instanceof NetworkError)) throw cause;
      if (unconfirmed === undefined) throw new MessagingError('network-unreachable', { cause });
      log.write('info', 'swarm-not-asked-again', { code: errorCode(cause) });
      break;
    }
    if (unconfirmed.length === 0 || clock.monotonicMs() >= endMs) break;
  }
  return { confirmed: [...confirmed], unconfirmed: unconfirmed ?? [] };
}

/** The nodes whose signatures came with the answer; the network has checked them. */
async function confirmedBy({ network }: Deps, keys: AccountKeys): Promise<readonly NodeId[]> {
  const { swarm } = await network.call({
    auth: { account: keys.accountId, ed25519: keys.ed25519 },
    call: { method: 'delete_all', namespace: 'all' },
  });
  return Object.keys(swarm as object).flatMap((node) => parseNodeId(node) ?? []);
}
