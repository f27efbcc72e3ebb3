// From the merged UserProfile to this device: who we are, and how Note to Self is (spec 03 §8.1, spec 04 §7).

import { wantPicture } from '../pictures/picture-jobs.ts';
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
  if (takePicture({ repositories, configs, ownId, nowMs })) events.push({ type: 'account-changed' });
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

/** Our picture as another device has set it or taken it away; true when it is another one. */
function takePicture({ repositories, configs, ownId, nowMs }: Omit<ApplyContext, 'before'>): boolean {
  const { contacts } = repositories;
  const { picture } = configs.profile.read();
  const before = contacts.get(ownId)?.picture;
  if (before?.url === picture?.url) return false;
  contacts.findOrCreate({ accountId: ownId, createdAtS: Math.floor(nowMs / 1_000) });
  contacts.setPicture(ownId, picture);
  wantPicture(repositories, ownId, nowMs);
  return true;
}
