import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

import { HeadlessClient, HeadlessGoneError } from '../../test/support/headless-client.ts';
import type { MessageCursor, MessageView } from '../../src/ipc/index.ts';

const PAGE = 200;

/** What became of a text that an engine was asked to send. */
export interface SentText {
  readonly text: string;
  readonly by: string;
  /** The engine has answered. Without an answer it may have been killed before or after it wrote the message. */
  readonly accepted: boolean;
}

/** One device: a profile, and the engine that runs on it until it is killed. */
export class Device {
  readonly name: string;
  readonly sent: SentText[] = [];
  kills = 0;

  private readonly folder: string;
  private readonly network: string;
  private engine: HeadlessClient;
  private peerId = '';

  constructor(name: string, { folder, network }: { readonly folder: string; readonly network: string }) {
    this.name = name;
    this.folder = folder;
    this.network = network;
    this.engine = this.start();
  }

  get client(): HeadlessClient {
    return this.engine;
  }

  /** With whom this device talks. */
  talkTo(peerId: string): void {
    this.peerId = peerId;
  }

  /** Sends as a person would who does not know whether the machine lives. */
  async send(text: string): Promise<void> {
    try {
      const { id: conversationId } = await this.conversation();
      await this.engine.call('messages:send', { conversationId, text });
      this.sent.push({ text, by: this.name, accepted: true });
    } catch (error) {
      if (!(error instanceof HeadlessGoneError)) throw error;
      this.sent.push({ text, by: this.name, accepted: false });
    }
  }

  /** Takes the power away, at whatever point the engine is, and switches it on again. */
  async killAndRestart(): Promise<void> {
    this.kills += 1;
    await this.engine.kill('SIGKILL');
    this.keepErrors();
    this.engine = this.start();
  }

  /** All that was written in the conversation, oldest first; lines about what happened are each device's own. */
  async history(): Promise<readonly MessageView[]> {
    const { id: conversationId } = await this.conversation();
    let messages: readonly MessageView[] = [];
    let before: MessageCursor | undefined;
    for (;;) {
      const page = await this.engine.call('messages:page', {
        conversationId,
        limit: PAGE,
        ...(before === undefined ? {} : { before }),
      });
      messages = [...page.messages.filter(({ kind }) => kind === 'text'), ...messages];
      const [oldest] = page.messages;
      if (!page.hasOlder || oldest === undefined) return messages;
      before = { sentAtMs: oldest.sentAtMs, id: oldest.id };
    }
  }

  /** Ends the engine as its starter would. @throws when it does not end in order */
  async close(): Promise<void> {
    const { status } = await this.engine.end();
    this.keepErrors();
    if (status !== 0) throw new Error(`${this.name} ended with status ${status}`);
  }

  private conversation(): Promise<{ readonly id: number }> {
    return this.engine.call('conversations:start', { accountId: this.peerId });
  }

  private start(): HeadlessClient {
    return new HeadlessClient({ profile: join(this.folder, this.name), network: this.network });
  }

  private keepErrors(): void {
    appendFileSync(join(this.folder, `${this.name}.err`), this.engine.errors);
  }
}
