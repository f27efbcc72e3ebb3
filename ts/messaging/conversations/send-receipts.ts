// Tells others which of their messages were read (spec 04 §3.6).

import type { ConversationRow, ReadMessage, Repositories } from '../../store/index.ts';
import { enqueueControl } from '../control/control-message.ts';
import type { ControlPorts } from '../control/control-message.ts';
import { READ_RECEIPTS } from '../settings.ts';

/** In one receipt; nobody's messages are so many that it gets too long for a swarm. */
const MAX_IN_ONE = 1_000;

/** Writes the receipts down; none unless the person wants them, and the other side is accepted. */
export function enqueueReceipts(
  repositories: Repositories,
  ports: ControlPorts,
  { conversation, read }: { readonly conversation: ConversationRow; readonly read: readonly ReadMessage[] },
): void {
  if (conversation.kind !== 'contact' || repositories.settings.get(READ_RECEIPTS) !== true) return;
  const contact = repositories.contacts.get(conversation.peerId);
  if (contact?.isApproved !== true || contact.isBlocked) return;
  const theirs = read.filter(({ authorId }) => authorId === conversation.peerId);
  for (let at = 0; at < theirs.length; at += MAX_IN_ONE) {
    const timestampsMs = theirs.slice(at, at + MAX_IN_ONE).map(({ sentAtMs }) => sentAtMs);
    const payload = { kind: 'receipt', type: 'read', timestampsMs } as const;
    enqueueControl(repositories, ports, { to: conversation.peerId, payload });
  }
}
