import { writeReadState } from '../configs/write-read-state.ts';
import { startReadClocks } from '../disappearing/read-clocks.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import { markReadInStrokes } from './read-in-strokes.ts';
import { enqueueReceipts } from './send-receipts.ts';

type Deps = Services & { readonly outbox: Outbox };

/** Notes how far a person has read, here and for our other devices, and tells whoever wrote it if they may know. */
export class MarkRead {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** What is read counts at once, and a mark of unread goes; of very many messages all but the first are marked in strokes afterwards, whatever happens. */
  run(mark: { readonly conversationId: number; readonly upToSentAtMs: number }): void {
    const { configs, network, clock, events, outbox } = this.deps;
    const { conversationId } = mark;
    const { isChanged, changes } = configs.transaction((repositories) => {
      const wasMarkedUnread = repositories.conversations.require(conversationId).isMarkedUnread;
      const how = { by: 'this-device', withReceipts: true, nowMs: clock.nowMs() } as const;
      const read = markReadInStrokes(repositories, { ...mark, ...how });
      const conversation = repositories.conversations.require(conversationId);
      enqueueReceipts(repositories, this.deps, { conversation, read });
      const nowMs = network.time.nowMs();
      const changes = startReadClocks(repositories, { conversationId, by: 'this-device', nowMs });
      writeReadState({ repositories, configs, nowMs }, conversationId);
      return { isChanged: wasMarkedUnread || read.length > 0, changes };
    });
    for (const change of changes) events.emit(change);
    if (isChanged) events.emit({ type: 'conversation-changed', conversationId });
    outbox.wake();
  }
}
