import type { ClientStatus } from '../../ipc/index.ts';
import type { Engine } from '../engine/protocol.ts';

export interface DemoGreeterOptions {
  readonly engine: Pick<Engine, 'conversations' | 'startConversation' | 'sendMessage'>;
  /** Account ID of the contact that answers everybody. */
  readonly contactId: string;
  readonly greeting: string;
}

/** Development only: an account that was created here begins with a conversation, so that a newcomer sees one. */
export class DemoGreeter {
  private readonly options: DemoGreeterOptions;
  private done = false;

  constructor(options: DemoGreeterOptions) {
    this.options = options;
  }

  /** Tell it every status; it greets once, and not when there is a conversation with the contact already. */
  async heard({ phase, account }: ClientStatus): Promise<void> {
    if (this.done || phase !== 'ready' || account?.origin !== 'created') return;
    this.done = true;
    const { engine, contactId, greeting } = this.options;
    const conversations = await engine.conversations({ limit: 200 });
    if (conversations.some(({ peerId }) => peerId === contactId)) return;
    const { id } = await engine.startConversation({ accountId: contactId });
    await engine.sendMessage({ conversationId: id, text: greeting });
  }
}
