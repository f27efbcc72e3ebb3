import { x25519PublicKey } from '../../crypto/index.ts';
import { type InboxItem, type InboxPage, decryptInboxMessage } from '../../community/index.ts';
import type { AccountId, BlindedId } from '../../account/index.ts';
import type { CommunityServerRow, Repositories } from '../../store/index.ts';
import { errorCode } from '../../util/index.ts';
import {
  type Content,
  type DataMessage,
  checkTimestamps,
  decodeCommunityContent,
  decodeContent,
} from '../../wire/index.ts';
import { approveByWriting } from '../conversations/approve.ts';
import { conversationOf } from '../conversations/conversation-of.ts';
import type { MessagingEvent } from '../events.ts';
import { withoutRepeats } from '../receive/events.ts';
import { takeIncoming } from '../receive/handle-data-message.ts';
import type { IntakeContext } from '../receive/handler.ts';
import { isOfTheDisk } from '../receive/of-the-disk.ts';
import { visibleParts } from '../receive/visible-parts.ts';
import type { Services } from '../services.ts';
import { learnAccount } from './merge-blinded.ts';

type Deps = Pick<
  Services,
  'store' | 'network' | 'log' | 'events' | 'keys' | 'configs' | 'groups' | 'communities'
>;

interface OpenItem {
  readonly item: InboxItem;
  /** Whom we write with. */
  readonly other: BlindedId;
  /** Who wrote it, as they have proven. */
  readonly sender: AccountId;
  readonly content: Content;
  readonly message: DataMessage;
}

/** Takes in what people of a community write to us alone, and what our other devices write to them (spec 05 §10). */
export class ReceiveInbox {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Items and how far the box was read are one transaction. */
  async take(serverId: number, box: 'inbox' | 'outbox', page: InboxPage): Promise<void> {
    const { store, groups, events, log } = this.deps;
    const server = store.communities.server(serverId);
    if (server === undefined || page.lastId === undefined) return;
    const opened = page.items.flatMap((item) => this.open(server, box, item) ?? []);
    const changes: MessagingEvent[] = [];
    for (const item of opened) {
      try {
        changes.push(
          ...groups.transaction((repositories) => this.takeItem(repositories, { server, box, item })),
        );
      } catch (error) {
        if (isOfTheDisk(error)) throw error;
        log.write('error', 'inbox-item-not-taken', { code: errorCode(error), error });
      }
    }
    const lastIds = box === 'inbox' ? { inbox: page.lastId } : { outbox: page.lastId };
    store.communities.setLastIds(serverId, lastIds);
    for (const change of withoutRepeats(changes)) events.emit(change);
  }

  private open(server: CommunityServerRow, box: 'inbox' | 'outbox', item: InboxItem): OpenItem | undefined {
    const { keys, log } = this.deps;
    const isIncoming = box === 'inbox';
    const other = isIncoming ? item.sender : item.recipient;
    try {
      const { content: padded, sender } = decryptInboxMessage(item.message, {
        ed25519: keys.ed25519,
        server: x25519PublicKey(server.publicKey),
        other,
        direction: isIncoming ? 'incoming' : 'outgoing',
      });
      const content = decodeContent(decodeCommunityContent(padded).content);
      checkTimestamps({
        sentAtMs: item.postedAtMs,
        sigTimestampMs: content.sigTimestampMs,
        source: 'community',
      });
      const { payload } = content;
      return payload.kind === 'data' ? { item, other, sender, content, message: payload } : undefined;
    } catch (error) {
      log.write('warn', 'inbox-item-unreadable', { code: errorCode(error) });
      return undefined;
    }
  }

  private takeItem(
    repositories: Repositories,
    {
      server,
      box,
      item,
    }: { readonly server: CommunityServerRow; readonly box: 'inbox' | 'outbox'; readonly item: OpenItem },
  ): readonly MessagingEvent[] {
    const context = this.contextOf(repositories);
    return box === 'inbox' ? this.takeIncoming(context, server, item) : this.takeOwn(context, server, item);
  }

  /** It tells whose the blinded ID is; from then on they are written to as everybody is. */
  private takeIncoming(
    context: IntakeContext,
    server: CommunityServerRow,
    { item, other, sender, content, message }: OpenItem,
  ): readonly MessagingEvent[] {
    const { contacts } = context.repositories;
    if (sender === context.ownId || contacts.get(sender)?.isBlocked === true) return [];
    if (contacts.get(other)?.isBlocked === true) return [];
    const learnt = learnAccount(context, { blindedId: other, serverId: server.id, accountId: sender });
    // Files come with a key, or not at all; nothing else of a request is shown.
    const parts = visibleParts({ ...message, attachments: [] });
    if (parts === undefined) return learnt;
    const sentAtMs = content.sigTimestampMs || item.postedAtMs;
    return [
      ...learnt,
      ...takeIncoming(
        {
          message: {
            authorId: sender,
            sentAtMs,
            storedAtMs: item.postedAtMs,
            swarmExpiryMs: Number.MAX_SAFE_INTEGER,
            content,
          },
          data: { ...message, attachments: [] },
          parts,
        },
        context,
      ),
    ];
  }

  private takeOwn(
    context: IntakeContext,
    server: CommunityServerRow,
    { item, other, content, message }: OpenItem,
  ): readonly MessagingEvent[] {
    const { repositories, ownId, nowMs } = context;
    const parts = visibleParts({ ...message, attachments: [] });
    if (parts === undefined) return [];
    const { image: _, ...shown } = parts;
    const { communities, conversations, messages } = repositories;
    const accountId = communities.person(other)?.accountId;
    const conversation =
      accountId === undefined
        ? conversations.findOrCreateBlinded({ blindedId: other, nowMs })
        : conversationOf(repositories, accountId, { ownId, nowMs });
    if (accountId === undefined) communities.putPerson({ blindedId: other, serverId: server.id });
    const { row } = messages.mergeOwnCopy({
      conversationId: conversation.id,
      authorId: ownId,
      ...shown,
      sentAtMs: content.sigTimestampMs || item.postedAtMs,
      receivedAtMs: nowMs,
    });
    approveByWriting(context, conversation);
    return [
      { type: 'message-changed', messageId: row.id },
      { type: 'conversation-changed', conversationId: conversation.id },
    ];
  }

  private contextOf(repositories: Repositories): IntakeContext {
    const { configs, groups, keys, network } = this.deps;
    return {
      repositories,
      configs,
      groups,
      keys,
      ownId: keys.accountId,
      nowMs: network.time.nowMs(),
    };
  }
}
