// Posts that not everybody in a room sees (spec 05 §7.6).

import type { CommunityUserId } from '../../community/index.ts';
import type { ConversationRow, Repositories, PostWhisper } from '../../store/index.ts';
import { MessagingError } from '../errors.ts';
import { memberIdIn } from './room-member.ts';

/** For whom something is to be: one person, all moderators, or both. */
export interface WantedWhisper {
  /** As typed. */
  readonly to?: string | undefined;
  readonly toModerators: boolean;
}

/** @throws {MessagingError} `community-unknown`, `community-user-invalid`; `community-forbidden` for whoever is no moderator */
export function whisperIn(
  repositories: Pick<Repositories, 'communities'>,
  { id: conversationId, kind }: Pick<ConversationRow, 'id' | 'kind'>,
  { to, toModerators }: WantedWhisper,
): PostWhisper {
  const room = kind === 'community' ? repositories.communities.room(conversationId) : undefined;
  if (room === undefined) throw new MessagingError('community-unknown');
  if (room.info?.rights.isModerator !== true) throw new MessagingError('community-forbidden');
  if (to === undefined && !toModerators) throw new MessagingError('community-user-invalid');
  return {
    toModerators,
    ...(to === undefined ? {} : { to: memberIdIn(repositories, { conversationId, userId: to }) }),
  };
}

/** What a post says of it to its server; nothing for what everybody may see. */
export function whisperFields(whisper: PostWhisper | undefined): {
  readonly whisperTo?: CommunityUserId;
  readonly whisperToModerators?: boolean;
} {
  if (whisper === undefined) return {};
  const { to, toModerators } = whisper;
  return {
    ...(to === undefined ? {} : { whisperTo: to as CommunityUserId }),
    ...(toModerators ? { whisperToModerators: true } : {}),
  };
}
