import type { AccountId } from '../../account/index.ts';
import type { AttachmentRow } from '../model/attachments.ts';
import type { MessageCursor, MessageRow } from '../model/messages.ts';
import type { ReactionRow } from '../model/reactions.ts';
import type { Store } from '../model/store.ts';

const PAGE = 200;

/** Before every message. */
const OLDEST: MessageCursor = { sentAtMs: -1, id: 0 };

export interface ExportOptions {
  readonly store: Pick<Store, 'conversations' | 'contacts' | 'messages' | 'attachments' | 'reactions'>;
  readonly conversationId: number;
  readonly ownId: AccountId;
  readonly nowMs: number;
  /** Messages that are to disappear are left out unless this is set. */
  readonly withDisappearing?: boolean;
  /** Hears how many messages have been read. */
  readonly onPage?: (messages: number) => void;
  /** Where an attachment lies beside the export, relative, with `/`; undefined when it does not come with it. */
  readonly pathOf?: (attachment: AttachmentRow) => string | undefined;
}

/** A message with all that is shown of it. */
export interface ExportedMessage {
  readonly message: MessageRow;
  readonly authorName: string;
  /** What people are called, as far as that is known; else their ID. */
  readonly nameOf: (id: string) => string;
  readonly attachments: readonly (AttachmentRow & { readonly path: string | undefined })[];
  readonly reactions: readonly ReactionRow[];
}

/**
 * The messages of a conversation, oldest first, page by page: what an export is made of. Between two pages others may work.
 * @throws {StoreError} `store-not-found`
 */
export async function* exportedPages(options: ExportOptions): AsyncGenerator<readonly ExportedMessage[]> {
  const { store, conversationId } = options;
  store.conversations.require(conversationId);
  let read = 0;
  for (let after = OLDEST; ;) {
    const { rows, hasNewer } = store.messages.page({ conversationId, limit: PAGE, after });
    const shown = rows.filter((row) => row.expiration === undefined || options.withDisappearing === true);
    read += rows.length;
    options.onPage?.(read);
    if (shown.length > 0) yield exported(shown, options);
    const last = rows.at(-1);
    if (last === undefined || !hasNewer) return;
    after = last;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function exported(
  messages: readonly MessageRow[],
  { store, pathOf = () => undefined }: ExportOptions,
): readonly ExportedMessage[] {
  const ids = messages.map(({ id }) => id);
  const authors = [...new Set(messages.map(({ authorId }) => authorId))];
  const names = new Map<string, string>(
    store.contacts.getAll(authors).map(({ accountId, displayName }) => [accountId, displayName]),
  );
  const nameOf = (id: string): string => {
    const name = names.get(id) ?? store.contacts.get(id as AccountId)?.displayName ?? '';
    names.set(id, name);
    return name || id;
  };
  const attachments = groupedBy(store.attachments.forMessages(ids), ({ messageId }) => messageId);
  const reactions = groupedBy(store.reactions.forMessages(ids), ({ messageId }) => messageId);
  return messages.map((message) => ({
    message,
    authorName: names.get(message.authorId) ?? '',
    nameOf,
    attachments: (attachments.get(message.id) ?? [])
      .filter(({ role }) => role === 'attachment')
      .map((attachment) => ({ ...attachment, path: pathOf(attachment) })),
    reactions: reactions.get(message.id) ?? [],
  }));
}

/** Items by their key, in their order. */
export function groupedBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
