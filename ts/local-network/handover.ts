import type { KeptMessage, MessageTable } from './message-table.ts';

type Table = Pick<MessageTable, 'everything' | 'clear' | 'insert'>;

/** The nodes of two swarms have changed places: each swarm gets all that any node of the other had, and keeps nothing of its own. */
export function exchangeMessages(ours: readonly Table[], theirs: readonly Table[]): void {
  const [fromUs, fromThem] = [union(ours), union(theirs)];
  for (const table of [...ours, ...theirs]) table.clear();
  give(theirs, fromUs);
  give(ours, fromThem);
}

/** Every member gets what it has missed, after what it has. */
export function levelMessages(members: readonly Table[]): void {
  give(members, union(members));
}

function union(tables: readonly Table[]): readonly KeptMessage[] {
  const found = new Map<string, KeptMessage>();
  for (const message of tables.flatMap((table) => table.everything()))
    if (!found.has(message.hash)) found.set(message.hash, message);
  return [...found.values()];
}

function give(tables: readonly Table[], messages: readonly KeptMessage[]): void {
  for (const table of tables) for (const { owner, ...message } of messages) table.insert(owner, message);
}
