import type { ExportedMessage, ExportOptions } from './exported.ts';
import { exportedPages } from './exported.ts';

/**
 * A conversation as one JSON document, in pieces to be written one after another. Times are ms since the epoch. Keys, hashes and
 * addresses on servers are left out.
 * @throws {StoreError} `store-not-found`
 */
export async function* exportJson(options: ExportOptions): AsyncGenerator<string> {
  const { store, conversationId, ownId, nowMs } = options;
  const { peerId, kind, name, nickname } = store.conversations.require(conversationId);
  const conversation = { id: peerId, kind, name, nickname };
  const head = { format: 'undertone-conversation', version: 1, exportedAtMs: nowMs, ownId, conversation };
  yield `${JSON.stringify(head).slice(0, -1)},"messages":[`;
  let separator = '\n';
  for await (const page of exportedPages(options)) {
    let chunk = '';
    for (const message of page) {
      chunk += separator + JSON.stringify(plain(message));
      separator = ',\n';
    }
    yield chunk;
  }
  yield '\n]}\n';
}

function plain({ message, authorName, attachments, reactions }: ExportedMessage): object {
  const { kind, direction, authorId, sentAtMs, receivedAtMs, body, deletion, state, failure } = message;
  return {
    kind,
    direction,
    author: authorId,
    authorName,
    sentAtMs,
    receivedAtMs,
    text: body,
    deleted: deletion,
    state,
    failure,
    readAtMs: message.readAtMs,
    quote: message.quote,
    expiration: message.expiration,
    details: message.details,
    attachments: attachments.map(
      ({ contentType, fileName, size, width, height, durationMs, isVoice, caption, path }) => ({
        contentType,
        fileName,
        size,
        width,
        height,
        durationMs,
        isVoice,
        caption,
        path,
      }),
    ),
    reactions: reactions.map(({ senderId, emoji, sentAtMs: reactedAtMs }) => ({
      sender: senderId,
      emoji,
      sentAtMs: reactedAtMs,
    })),
  };
}
