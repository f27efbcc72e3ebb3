// Notes to oneself are cleared on all of our devices, as single ones are deleted there (spec 04 §3.9).

import type { Repositories } from '../../store/index.ts';
import { type ControlPorts, enqueueControl } from '../control/control-message.ts';
import { deleteHashesJob } from '../control/delete-hashes.ts';
import { rememberUnsend } from '../receive/waiting.ts';

/** Whatever we have stored before, our own polls have seen. */
const LOOKED_WITHIN_MS = 24 * 60 * 60 * 1_000;

export interface ClearedSlice {
  readonly conversationId: number;
  /** What is newer stays. */
  readonly upToSentAtMs: number;
  readonly limit: number;
}

/** Removes the newest messages here, from our swarm, and from our other devices; inside a transaction. True when more may be left. */
export function clearSliceEverywhere(
  repositories: Repositories,
  ports: ControlPorts,
  { conversationId, upToSentAtMs, limit }: ClearedSlice,
): boolean {
  const { messages, jobs } = repositories;
  const { keys, clock, network } = ports;
  const nowMs = network.time.nowMs();
  const { rows } = messages.page({ conversationId, limit, before: { sentAtMs: upToSentAtMs + 1, id: 0 } });
  const hashes = rows.flatMap(({ ownHash }) => ownHash ?? []);
  if (hashes.length > 0) jobs.enqueue(deleteHashesJob(hashes, clock.nowMs()));
  for (const { id, kind, sentAtMs, authorId, ownHash } of rows) {
    const payload = { kind: 'unsend', timestampMs: sentAtMs, author: authorId } as const;
    // What is on its way, or was stored since we last looked into our swarm, comes back to us from there.
    if (kind === 'text' && (ownHash === undefined || sentAtMs > nowMs - LOOKED_WITHIN_MS))
      rememberUnsend(
        { repositories, ownId: keys.accountId, nowMs },
        { authorId: keys.accountId, targetSentAtMs: sentAtMs, sentAtMs: nowMs },
      );
    if (kind === 'text') enqueueControl(repositories, ports, { to: keys.accountId, payload });
    messages.delete(id);
  }
  return rows.length === limit;
}
