import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

import { HeadlessClient, HeadlessGoneError } from '../../test/support/headless-client.ts';
import type { ConversationView, MessageCursor, MessageView } from '../../src/ipc/index.ts';

const PAGE = 200;

/** What became of something that an engine was asked for. */
export interface Asked<What> {
  readonly talk: Talk;
  readonly what: What;
  readonly by: string;
  /** The engine has answered. Without an answer it may have been killed before or after it wrote it down. */
  readonly accepted: boolean;
}

/** Where texts are written: to the other person, or in the group of all. */
export type Talk = 'direct' | 'group';
export const TALKS: readonly Talk[] = ['direct', 'group'];

/** What a device changes about the person it talks with, or about the group. */
export type Edit = { readonly nickname: string } | { readonly priority: number } | { readonly name: string };

/** One device: a profile, and the engine that runs on it until it is killed. */
export class Device {
  readonly name: string;
  readonly sent: Asked<string>[] = [];
  readonly edits: Asked<Edit>[] = [];
  kills = 0;
  accountId = '';
  /** With whom it talks. */
  peerId = '';
  groupId = '';

  private readonly folder: string;
  private readonly network: string;
  private engine: HeadlessClient;
  private readonly requestWaiters: (() => void)[] = [];

  constructor(name: string, { folder, network }: { readonly folder: string; readonly network: string }) {
    this.name = name;
    this.folder = folder;
    this.network = network;
    this.engine = this.start();
  }

  get client(): HeadlessClient {
    return this.engine;
  }

  /** Of the engine that runs now. */
  get pid(): number {
    return this.engine.pid;
  }

  /** Resolves when the next request that changes something was handed over. */
  nextRequest(): Promise<void> {
    return new Promise((resolve) => this.requestWaiters.push(resolve));
  }

  send(talk: Talk, text: string): Promise<void> {
    return this.ask(this.sent, { talk, what: text }, (conversationId) =>
      this.engine.call('messages:send', { conversationId, text }),
    );
  }

  edit(talk: Talk, change: Edit): Promise<void> {
    return this.ask(this.edits, { talk, what: change }, (id) =>
      'name' in change
        ? this.engine.call('groups:describe', { conversationId: id, ...change })
        : this.engine.call('conversations:change', { id, change }),
    );
  }

  /** Nobody minds if it does not happen. */
  markRead(talk: Talk): Promise<void> {
    return this.ask([], { talk, what: undefined }, (conversationId) =>
      this.engine.call('conversations:mark-read', { conversationId, upToSentAtMs: Date.now() }),
    );
  }

  /** Takes the power away, now, at whatever point the engine is, and switches it on again. */
  async killAndRestart(): Promise<void> {
    this.kills += 1;
    await this.engine.kill('SIGKILL');
    this.keepErrors();
    this.engine = this.start();
  }

  async conversation(talk: Talk): Promise<ConversationView> {
    if (talk === 'direct') return this.engine.call('conversations:start', { accountId: this.peerId });
    const list = await this.engine.call('conversations:list', { limit: PAGE });
    const group = list.find(({ peerId }) => peerId === this.groupId);
    if (group === undefined) throw new Error(`${this.name} does not know of the group`);
    return group;
  }

  /** Waits until it is in the group, which has invited it or belongs to its account. */
  async join(groupId: string): Promise<void> {
    this.groupId = groupId;
    const isIn = ({ peerId, groupAccess }: ConversationView): boolean =>
      peerId === groupId && (groupAccess === 'admin' || groupAccess === 'member');
    const { conversation } = await this.engine.event(
      'conversation',
      ({ conversation: known }) => isIn(known) || (known.peerId === groupId && known.isRequest),
    );
    if (conversation.isRequest) await this.engine.call('requests:accept', { id: conversation.id });
    await this.engine.event('conversation', ({ conversation: known }) => isIn(known) && !known.isRequest);
  }

  /** All of a conversation, oldest first. */
  async history(talk: Talk): Promise<readonly MessageView[]> {
    const { id: conversationId } = await this.conversation(talk);
    let messages: readonly MessageView[] = [];
    let before: MessageCursor | undefined;
    for (;;) {
      const page = await this.engine.call('messages:page', {
        conversationId,
        limit: PAGE,
        ...(before === undefined ? {} : { before }),
      });
      messages = [...page.messages, ...messages];
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

  /** Ends the engine in whatever way. */
  async end(): Promise<void> {
    await this.engine.kill('SIGKILL');
    this.keepErrors();
  }

  /** Asks as a person would who does not know whether the machine lives. */
  private async ask<What>(
    asked: Asked<What>[],
    { talk, what }: { readonly talk: Talk; readonly what: What },
    request: (conversationId: number) => Promise<unknown>,
  ): Promise<void> {
    let accepted = false;
    try {
      const { id } = await this.conversation(talk);
      const answer = request(id);
      for (const heard of this.requestWaiters.splice(0)) heard();
      await answer;
      accepted = true;
    } catch (error) {
      if (!(error instanceof HeadlessGoneError)) throw error;
    }
    asked.push({ talk, what, by: this.name, accepted });
  }

  private start(): HeadlessClient {
    return new HeadlessClient({ profile: join(this.folder, this.name), network: this.network });
  }

  private keepErrors(): void {
    appendFileSync(join(this.folder, `${this.name}.err`), this.engine.errors);
  }
}
