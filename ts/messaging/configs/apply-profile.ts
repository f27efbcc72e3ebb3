// From the merged UserProfile to this device: who we are, and how Note to Self is (spec 03 §8.1, spec 04 §7).

import type { MessagingEvent } from '../events.ts';
import type { ApplyContext } from './apply-context.ts';

/** A name that comes with the first merge of a restored account ends its set-up: nobody has to type it again. */
export function applyProfile({
  repositories,
  configs,
  ownId,
  nowMs,
}: ApplyContext): readonly MessagingEvent[] {
  const { name, noteToSelfPriority, noteToSelfTimerS } = configs.profile.read();
  const events: MessagingEvent[] = [];
  const account = repositories.account.get();
  if (name !== undefined && (account?.displayName !== name || !account.profileReady)) {
    repositories.account.setDisplayName(name);
    repositories.account.setProfileReady(true);
    events.push({ type: 'account-changed' });
  }
  const isShown = noteToSelfPriority >= 0;
  const existing = repositories.conversations.byPeer(ownId);
  if (existing === undefined && !isShown) return events;
  const { id } =
    existing ?? repositories.conversations.findOrCreate({ peerId: ownId, kind: 'note-to-self', nowMs });
  repositories.conversations.update(id, {
    priority: Math.max(noteToSelfPriority, -1),
    expiration:
      noteToSelfTimerS === undefined
        ? { mode: 'off', timerS: 0 }
        : { mode: 'after-send', timerS: noteToSelfTimerS },
  });
  return [...events, { type: 'conversation-changed', conversationId: id }];
}
