import { flag, integer, optional, text } from '../driver/columns.ts';
import type { Database, SqlRow } from '../driver/database.ts';
import { LIMIT } from '../driver/limit.ts';
import type { CommunityRepository, PostReaction, PostRow } from '../model/communities.ts';
import type { PersonId } from '../model/people.ts';
import { decodeWhisper, textsIn } from './community-columns.ts';

const COLUMNS = 'conversation_id, post_id, message_id, seqno, reactions_seqno, edited_at_ms, whisper';

type Posts = Pick<
  CommunityRepository,
  | 'post'
  | 'postOf'
  | 'postsOf'
  | 'oldestPostId'
  | 'putPost'
  | 'forgetPost'
  | 'forgetPosts'
  | 'forgetRemovedPosts'
  | 'isLarge'
  | 'authorsIn'
  | 'setReactions'
  | 'noteOwnReaction'
  | 'settleOwnReaction'
  | 'reactionsOf'
>;

/** What is special about messages in rooms. */
export function createPosts(database: Database): Posts {
  const byNumber = database.prepare(
    `SELECT ${COLUMNS} FROM posts WHERE conversation_id = $conversationId AND post_id = $postId`,
  );
  const byMessage = database.prepare(`SELECT ${COLUMNS} FROM posts WHERE message_id = $messageId`);
  const byMessages = database.prepare(
    `SELECT ${COLUMNS} FROM posts WHERE message_id IN (SELECT value FROM json_each($messageIds))`,
  );
  const oldest = database.prepare(
    'SELECT post_id FROM posts WHERE conversation_id = $conversationId ORDER BY post_id LIMIT 1',
  );
  const put = database.prepare(`
    INSERT INTO posts (conversation_id, post_id, message_id, seqno, edited_at_ms, whisper)
    VALUES ($conversationId, $postId, $messageId, $seqno, $editedAtMs, $whisper)
    ON CONFLICT (conversation_id, post_id) DO UPDATE SET
      message_id = excluded.message_id, seqno = max(seqno, excluded.seqno), edited_at_ms = excluded.edited_at_ms,
      whisper = excluded.whisper`);
  const forgetOne = database.prepare(
    'DELETE FROM posts WHERE conversation_id = $conversationId AND post_id = $postId',
  );
  const forget = database.prepare(`
    DELETE FROM posts WHERE conversation_id = $conversationId AND post_id IN (
      SELECT post_id FROM posts WHERE conversation_id = $conversationId ORDER BY post_id ${LIMIT}
    )`);
  const forgetRemoved = database.prepare(
    `DELETE FROM posts WHERE conversation_id = $conversationId AND post_id < (
      SELECT post_id FROM posts WHERE conversation_id = $conversationId AND message_id IS NOT NULL
      ORDER BY post_id LIMIT 1
    )`,
  );
  const countUpTo = database.prepare(`
    SELECT count(*) AS total FROM (SELECT 1 FROM messages WHERE conversation_id = $conversationId ${LIMIT})`);
  const recentAuthors = database.prepare(`
    SELECT author_id FROM messages WHERE conversation_id = $conversationId
    ORDER BY sent_at_ms DESC, id DESC ${LIMIT}`);
  const setSeqno = database.prepare(`
    UPDATE posts SET reactions_seqno = $seqno
    WHERE conversation_id = $conversationId AND post_id = $postId AND reactions_seqno <= $seqno`);
  const clearReactions = database.prepare('DELETE FROM post_reactions WHERE message_id = $messageId');
  const addReaction = database.prepare(`
    INSERT INTO post_reactions (message_id, position, emoji, count, is_ours, reactors)
    VALUES ($messageId, $position, $emoji, $count, $isOurs, $reactors)`);
  const settleKnown = database.prepare(
    'DELETE FROM own_post_reactions WHERE message_id = $messageId AND seqno <= $seqno',
  );
  const noteOwn = database.prepare(`
    INSERT INTO own_post_reactions (message_id, emoji, action) VALUES ($messageId, $emoji, $action)
    ON CONFLICT (message_id, emoji) DO UPDATE SET action = excluded.action, seqno = NULL`);
  const settleOwn = database.prepare(
    'UPDATE own_post_reactions SET seqno = $seqno WHERE message_id = $messageId AND emoji = $emoji',
  );
  const dropOwn = database.prepare(
    'DELETE FROM own_post_reactions WHERE message_id = $messageId AND emoji = $emoji',
  );
  const reactionsSeqno = database.prepare('SELECT reactions_seqno FROM posts WHERE message_id = $messageId');
  const reactions = database.prepare(`
    SELECT message_id, emoji, count, is_ours, reactors FROM post_reactions
    WHERE message_id IN (SELECT value FROM json_each($messageIds)) ORDER BY message_id, position`);
  const ownChanges = database.prepare(`
    SELECT message_id, emoji, action FROM own_post_reactions
    WHERE message_id IN (SELECT value FROM json_each($messageIds))`);

  const found = (row: SqlRow | undefined): PostRow | undefined => row && postRow(row);

  return {
    post: (conversationId, postId) => found(byNumber.get({ conversationId, postId })),
    postOf: (messageId) => found(byMessage.get({ messageId })),
    postsOf: (messageIds) => byMessages.all({ messageIds: JSON.stringify(messageIds) }).map(postRow),
    oldestPostId: (conversationId) => {
      const row = oldest.get({ conversationId });
      return row && integer(row, 'post_id');
    },
    putPost: ({ whisper, ...post }) =>
      void put.run({ ...post, whisper: whisper === undefined ? undefined : JSON.stringify(whisper) }),
    forgetPost: (conversationId, postId) => void forgetOne.run({ conversationId, postId }),
    forgetPosts: ({ conversationId, limit }) => forget.run({ conversationId, limit }),
    forgetRemovedPosts: (conversationId) => void forgetRemoved.run({ conversationId }),
    isLarge: ({ conversationId, atLeast }) => {
      const row = countUpTo.get({ conversationId, limit: atLeast });
      return row !== undefined && integer(row, 'total') >= atLeast;
    },
    authorsIn: ({ conversationId, among }) => {
      const rows = recentAuthors.all({ conversationId, limit: among });
      return [...new Set(rows.map((row) => text(row, 'author_id') as PersonId))];
    },
    setReactions: ({ post, seqno, reactions: all }) =>
      database.transaction(() => {
        const { conversationId, postId, messageId } = post;
        if (setSeqno.run({ conversationId, postId, seqno }) === 0 || messageId === undefined) return;
        clearReactions.run({ messageId });
        for (const [position, { reactors, ...reaction }] of all.entries())
          addReaction.run({ messageId, position, ...reaction, reactors: JSON.stringify(reactors) });
        settleKnown.run({ messageId, seqno });
      }),
    noteOwnReaction: (change) => void noteOwn.run(change),
    settleOwnReaction: ({ messageId, emoji, seqno }) =>
      database.transaction(() => {
        const row = reactionsSeqno.get({ messageId });
        const isKnown = row !== undefined && seqno !== undefined && integer(row, 'reactions_seqno') >= seqno;
        if (seqno === undefined || isKnown) dropOwn.run({ messageId, emoji });
        else settleOwn.run({ messageId, emoji, seqno });
      }),
    reactionsOf: (messageIds) => {
      const ids = JSON.stringify(messageIds);
      const byId = new Map<number, readonly PostReaction[]>();
      for (const row of reactions.all({ messageIds: ids })) {
        const id = integer(row, 'message_id');
        byId.set(id, [...(byId.get(id) ?? []), reactionRow(row)]);
      }
      for (const row of ownChanges.all({ messageIds: ids })) {
        const id = integer(row, 'message_id');
        const change = { emoji: text(row, 'emoji'), isOurs: text(row, 'action') === 'react' };
        byId.set(id, withOwn(byId.get(id) ?? [], change));
      }
      return byId;
    },
  };
}

/** The reactions once the server has done what we want. */
function withOwn(
  reactions: readonly PostReaction[],
  { emoji, isOurs }: { readonly emoji: string; readonly isOurs: boolean },
): readonly PostReaction[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  if (known === undefined)
    return isOurs ? [...reactions, { emoji, count: 1, reactors: [], isOurs }] : reactions;
  if (known.isOurs === isOurs) return reactions;
  const count = known.count + (isOurs ? 1 : -1);
  return reactions.flatMap((reaction) =>
    reaction !== known ? [reaction] : count <= 0 ? [] : [{ ...reaction, count, isOurs }],
  );
}

function postRow(row: SqlRow): PostRow {
  const whisper = optional(text, row, 'whisper');
  return {
    conversationId: integer(row, 'conversation_id'),
    postId: integer(row, 'post_id'),
    messageId: optional(integer, row, 'message_id'),
    seqno: integer(row, 'seqno'),
    reactionsSeqno: integer(row, 'reactions_seqno'),
    editedAtMs: optional(integer, row, 'edited_at_ms'),
    whisper: whisper === undefined ? undefined : decodeWhisper(whisper),
  };
}

function reactionRow(row: SqlRow): PostReaction {
  return {
    emoji: text(row, 'emoji'),
    count: integer(row, 'count'),
    reactors: textsIn(text(row, 'reactors')),
    isOurs: flag(row, 'is_ours'),
  };
}
