import { isReaction } from '../../community/index.ts';
import { type FileSource, takeIn } from '../attachments/attachment-source.ts';
import { MessagingError } from '../errors.ts';
import { TEXT_LIMIT_CODE_POINTS } from '../limits.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { hasMoreCodePoints } from '../text/index.ts';
import type { ActionOutcomes } from './action-outcomes.ts';
import type { ModerationOutcome } from './community-state.ts';
import type { MemberRight } from './member-right.ts';
import { type RoomAction, roomActionJob } from './room-jobs.ts';
import { memberIdIn, type RoomMember } from './room-member.ts';
import { postOf, roomPlace } from './room-place.ts';

type Deps = Pick<Services, 'store' | 'clock' | 'communities' | 'localFiles'> & {
  readonly outbox: Outbox;
  readonly outcomes: ActionOutcomes;
};

type Reach = 'room' | 'server' | undefined;

/**
 * What the server of a room is to do for us: edits of our posts, and moderation (spec 05 §8, §11). Each is written down first; whoever
 * waits hears what became of it, also as `MessagingError` `community-*`.
 */
export class ActInRoom {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** @throws {MessagingError} `message-unknown`, `message-empty`, `message-too-long`, `message-not-open` */
  async edit(messageId: number, text: string): Promise<ModerationOutcome> {
    const { message, post } = postOf(this.deps.store, messageId);
    if (message.direction !== 'outgoing') throw new MessagingError('message-not-open');
    const body = text.trim();
    const hasFiles = this.deps.store.attachments.forMessages([messageId]).length > 0;
    if (body === '' && !hasFiles) throw new MessagingError('message-empty');
    if (hasMoreCodePoints(body, TEXT_LIMIT_CODE_POINTS)) throw new MessagingError('message-too-long');
    return this.do(message.conversationId, { action: 'edit', messageId, postId: post.postId, text: body });
  }

  /** @throws {MessagingError} `community-unknown`, `community-user-invalid` */
  async deleteAllOf({
    reach,
    ...member
  }: RoomMember & { readonly reach?: Reach }): Promise<ModerationOutcome> {
    const userId = memberIdIn(this.deps.store, member);
    return this.do(member.conversationId, { action: 'delete-all', userId, everywhere: reach === 'server' });
  }

  /** @throws {MessagingError} as {@link deleteAllOf} */
  async ban({
    reach,
    forS,
    deletesPosts = false,
    ...member
  }: RoomMember & {
    readonly reach?: Reach;
    readonly forS?: number | undefined;
    readonly deletesPosts?: boolean | undefined;
  }): Promise<ModerationOutcome> {
    return this.do(member.conversationId, {
      action: 'ban',
      userId: memberIdIn(this.deps.store, member),
      everywhere: reach === 'server',
      deletesPosts,
      ...(forS === undefined ? {} : { forS }),
    });
  }

  /** @throws {MessagingError} as {@link deleteAllOf} */
  async unban({ reach, ...member }: RoomMember & { readonly reach?: Reach }): Promise<ModerationOutcome> {
    const userId = memberIdIn(this.deps.store, member);
    return this.do(member.conversationId, { action: 'unban', userId, everywhere: reach === 'server' });
  }

  /** @throws {MessagingError} as {@link deleteAllOf} */
  async setRole({
    reach,
    role,
    isHidden,
    ...member
  }: RoomMember & {
    readonly reach?: Reach;
    readonly role: 'none' | 'moderator' | 'admin';
    readonly isHidden?: boolean | undefined;
  }): Promise<ModerationOutcome> {
    const everywhere = reach === 'server';
    return this.do(member.conversationId, {
      action: 'set-role',
      userId: memberIdIn(this.deps.store, member),
      everywhere,
      role,
      isHidden: isHidden ?? everywhere,
    });
  }

  /**
   * What one person may do; `default`: as everybody. With `forS` what is given or taken goes the other way after so many seconds.
   * @throws {MessagingError} as {@link deleteAllOf}
   */
  async setRights({
    rights,
    forS,
    ...member
  }: RoomMember & {
    readonly rights: Readonly<Partial<Record<MemberRight, boolean | 'default' | undefined>>>;
    readonly forS?: number | undefined;
  }): Promise<ModerationOutcome> {
    const userId = memberIdIn(this.deps.store, member);
    const changes = Object.fromEntries(Object.entries(rights).filter(([, value]) => value !== undefined));
    if (Object.keys(changes).length === 0) return 'done';
    const isForATime = forS !== undefined && Object.values(changes).some((value) => value !== 'default');
    return this.do(member.conversationId, {
      action: 'set-rights',
      userId,
      changes,
      ...(isForATime ? { forS } : {}),
    });
  }

  /** @throws {MessagingError} `community-unknown`, `community-name-empty` */
  async describe({
    conversationId,
    name,
    description,
    defaults,
  }: {
    readonly conversationId: number;
    readonly name?: string | undefined;
    readonly description?: string | undefined;
    readonly defaults?: { readonly [right: string]: boolean | undefined } | undefined;
  }): Promise<ModerationOutcome> {
    roomPlace(this.deps.store, conversationId);
    if (name?.trim() === '') throw new MessagingError('community-name-empty');
    const said = Object.entries(defaults ?? {}).filter(
      (entry): entry is [string, boolean] => entry[1] !== undefined,
    );
    if (name === undefined && description === undefined && said.length === 0) return 'done';
    return this.do(conversationId, {
      action: 'describe',
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(description === undefined ? {} : { description: description.trim() }),
      ...(said.length === 0 ? {} : { defaults: Object.fromEntries(said) }),
    });
  }

  /** @throws {MessagingError} `community-unknown`, `attachment-unreadable`, `attachment-empty`, `attachment-too-large` */
  async setPicture(conversationId: number, source: FileSource): Promise<ModerationOutcome> {
    roomPlace(this.deps.store, conversationId);
    const { localFiles } = this.deps;
    const file = await takeIn(localFiles, source);
    try {
      const outcome = await this.do(conversationId, { action: 'set-picture', fileId: file.id });
      if (outcome === 'done') localFiles.discard(file);
      return outcome;
    } catch (error) {
      localFiles.discard(file);
      throw error;
    }
  }

  /** @throws {MessagingError} `message-unknown`, `message-not-open` */
  async pin(messageId: number): Promise<ModerationOutcome> {
    const { message, post } = postOf(this.deps.store, messageId);
    return this.do(message.conversationId, { action: 'pin', postId: post.postId });
  }

  /** @throws {MessagingError} `community-unknown` */
  async unpin(conversationId: number, postId?: number): Promise<ModerationOutcome> {
    roomPlace(this.deps.store, conversationId);
    return this.do(conversationId, { action: 'unpin', ...(postId === undefined ? {} : { postId }) });
  }

  /** @throws {MessagingError} `message-unknown`, `message-not-open`, `emoji-invalid` */
  async clearReactions(messageId: number, emoji?: string): Promise<ModerationOutcome> {
    const { message, post } = postOf(this.deps.store, messageId);
    if (emoji !== undefined && !isReaction(emoji)) throw new MessagingError('emoji-invalid');
    return this.do(message.conversationId, {
      action: 'clear-reactions',
      postId: post.postId,
      ...(emoji === undefined ? {} : { emoji }),
    });
  }

  /** Written down first; then whoever wants it hears what became of it. */
  private async do(conversationId: number, wanted: RoomAction): Promise<ModerationOutcome> {
    const { store, clock, outbox, outcomes, communities } = this.deps;
    const { room } = roomPlace(this.deps.store, conversationId);
    if (communities.stateOf(room) === 'key-wrong') throw new MessagingError('community-key-wrong');
    const jobId = store.jobs.enqueue(roomActionJob(conversationId, wanted, clock.nowMs()));
    const outcome = outcomes.of(jobId);
    outbox.wake();
    return outcome;
  }
}
