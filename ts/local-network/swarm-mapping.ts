import { readU64be } from '../util/index.ts';

/** The swarm id of nodes that are in no swarm. */
export const NO_SWARM = 0xffff_ffff_ffff_ffffn;

const mod64 = (value: bigint): bigint => BigInt.asUintN(64, value);

/** Position of an account (33 bytes, with its prefix) on the circle of swarms. Spec 02 §1.5. */
export function swarmSpace(account: Uint8Array): bigint {
  return readU64be(account, 1) ^ readU64be(account, 9) ^ readU64be(account, 17) ^ readU64be(account, 25);
}

/**
 * Id of the swarm that keeps an account's messages: the nearest on the circle, the left one in a tie. `swarmIds` are distinct
 * and ascending, without {@link NO_SWARM}; undefined when there is none. Spec 02 §1.5.
 */
export function swarmIdFor(account: Uint8Array, swarmIds: readonly bigint[]): bigint | undefined {
  const [lowest] = swarmIds;
  const highest = swarmIds.at(-1);
  if (lowest === undefined || highest === undefined) return undefined;
  const space = swarmSpace(account);
  const found = swarmIds.findIndex((id) => id >= space);
  const right = swarmIds[found] ?? lowest;
  const left = found > 0 ? (swarmIds[found - 1] as bigint) : highest;
  return mod64(right - space) < mod64(space - left) ? right : left;
}
