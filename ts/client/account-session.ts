import type { AccountKeys } from '../account/index.ts';
import {
  DeleteMessage,
  InboxPoller,
  MarkRead,
  Outbox,
  type PollPace,
  PollRhythm,
  ReceiveBatch,
  RetryMessage,
  SendText,
  type Services,
  StartConversation,
  outboxRunners,
} from '../messaging/index.ts';
import type { Unsubscribe } from '../util/index.ts';

/** Everything that works for one account while the client is open: use cases, outbox and poller. */
export class AccountSession {
  readonly keys: AccountKeys;
  readonly startConversation: StartConversation;
  readonly markRead: MarkRead;
  readonly sendText: SendText;
  readonly retryMessage: RetryMessage;
  readonly deleteMessage: DeleteMessage;

  private readonly services: Services;
  private readonly outbox: Outbox;
  private readonly poller: InboxPoller;
  private readonly rhythm: PollRhythm;
  private readonly stops: Unsubscribe[] = [];

  constructor(services: Services, pace: PollPace) {
    this.services = services;
    this.keys = services.keys;
    this.rhythm = new PollRhythm(pace, services.clock);
    this.outbox = new Outbox(services, outboxRunners(services));
    this.poller = new InboxPoller({ ...services, receive: new ReceiveBatch(services), rhythm: this.rhythm });
    this.startConversation = new StartConversation(services);
    this.markRead = new MarkRead(services);
    this.sendText = new SendText({ ...services, outbox: this.outbox });
    this.retryMessage = new RetryMessage({ ...services, outbox: this.outbox });
    this.deleteMessage = new DeleteMessage({ ...services, outbox: this.outbox });
  }

  start(): void {
    const { network, events, store } = this.services;
    store.hashes.purgeExpired(network.time.nowMs());
    let state = network.status().state;
    this.stops.push(
      events.subscribe(({ type }) => {
        if (type === 'message-changed') this.rhythm.noteActivity();
      }),
      network.subscribe((status) => {
        if (status.state === 'online' && state !== 'online') this.hurry();
        state = status.state;
      }),
    );
    this.outbox.wake();
    this.poller.start();
  }

  /** Looks into the swarm once, before {@link AccountSession.start}. @throws {NetworkError} when nobody answers. */
  firstLook(): Promise<void> {
    return this.poller.pollOnce();
  }

  /** Sends what waits and polls, at once. */
  hurry(): void {
    this.outbox.rush();
    this.poller.pollNow();
  }

  setFocused(focused: boolean): void {
    this.rhythm.setFocused(focused);
    if (focused) this.poller.pollNow();
  }

  async close(): Promise<void> {
    for (const stop of this.stops) stop();
    await Promise.all([this.outbox.close(), this.poller.close()]);
    this.keys.wipe();
  }
}
