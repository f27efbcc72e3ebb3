import { writeReadState } from '../configs/write-read-state.ts';
import type { Services } from '../services.ts';

/** Notes how far a person has read. */
export class MarkRead {
  private readonly services: Pick<Services, 'configs' | 'events' | 'network'>;

  constructor(services: Pick<Services, 'configs' | 'events' | 'network'>) {
    this.services = services;
  }

  run({
    conversationId,
    upToSentAtMs,
  }: {
    readonly conversationId: number;
    readonly upToSentAtMs: number;
  }): void {
    const { configs, events, network } = this.services;
    const changed = configs.transaction((repositories) => {
      const read = repositories.conversations.markRead({ id: conversationId, upToSentAtMs });
      writeReadState({ repositories, configs, nowMs: network.time.nowMs() }, conversationId);
      return read;
    });
    if (changed > 0) events.emit({ type: 'conversation-changed', conversationId });
  }
}
