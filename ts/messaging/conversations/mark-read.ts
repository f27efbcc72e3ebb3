import { writeReadState } from '../configs/write-read-state.ts';
import { startReadClocks } from '../disappearing/read-clocks.ts';
import type { MessagingEvent } from '../events.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { enqueueReceipts } from './send-receipts.ts';

/** Messages marked in one stroke; the rest follow at once. */
const SLICE = 500;

type Deps = Services & { readonly outbox: Outbox };

/** Notes how far a person has read, here and for our other devices, and tells whoever wrote it if they may know. */
export class MarkRead {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  run(mark: { readonly conversationId: number; readonly upToSentAtMs: number }): void {
    const { events, outbox } = this.deps;
    const { conversationId } = mark;
    let isAnyRead = false;
    for (let isMore = true; isMore;) {
      const slice = this.markSlice(mark);
      isMore = slice.more;
      isAnyRead ||= slice.isAnyRead;
      for (const change of slice.changes) events.emit(change);
    }
    if (isAnyRead) events.emit({ type: 'conversation-changed', conversationId });
    outbox.wake();
  }

  private markSlice({
    conversationId,
    upToSentAtMs,
  }: {
    readonly conversationId: number;
    readonly upToSentAtMs: number;
  }): { readonly isAnyRead: boolean; readonly changes: readonly MessagingEvent[]; readonly more: boolean } {
    const { configs, network } = this.deps;
    return configs.transaction((repositories) => {
      const slice = repositories.conversations.markReadSlice({
        id: conversationId,
        upToSentAtMs,
        limit: SLICE,
      });
      const conversation = repositories.conversations.require(conversationId);
      enqueueReceipts(repositories, this.deps, { conversation, read: slice.rows });
      const nowMs = network.time.nowMs();
      const changes = startReadClocks(repositories, { conversationId, by: 'this-device', nowMs });
      writeReadState({ repositories, configs, nowMs }, conversationId);
      return { isAnyRead: slice.rows.length > 0, changes, more: slice.more };
    });
  }
}
