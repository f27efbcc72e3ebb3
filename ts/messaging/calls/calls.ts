import { accountId } from '../../account/index.ts';
import type { Timer } from '../../util/index.ts';
import { errorCode } from '../../util/index.ts';
import { MessagingError } from '../errors.ts';
import type { MessagingEvent } from '../events.ts';
import type { Services } from '../services.ts';
import type { CallEvent, CallTimer, MediaEvent } from './call-events.ts';
import { CallSender } from './call-sender.ts';
import type { SealedCallMessage } from './call-sender.ts';
import { activeCall, NO_CALLS } from './call-state.ts';
import type { CallsState } from './call-state.ts';
import { CallSteps } from './call-steps.ts';
import type { DeferredEffect } from './call-steps.ts';
import { callView, NEW_SURROUNDINGS } from './call-view.ts';
import type { CallMediaCommand, CallSurroundings, CallSwitches, CallView } from './call-view.ts';
import { DATA_CHANNEL, readDataChannelMessage, writeDataChannelMessage } from './data-channel.ts';
import { settleBrokenOff } from './settle-rows.ts';
import { callConnection } from './turn-servers.ts';
import { randomUuid } from './uuid.ts';

/** Pause after a step that the disk did not take. */
const AGAIN_AFTER_MS = 1_000;

type Deps = Pick<Services, 'store' | 'configs' | 'network' | 'clock' | 'random' | 'keys' | 'log' | 'events'>;

/** What the media layer has done or seen. */
export type CallMediaReport =
  | Exclude<MediaEvent, { readonly type: 'remote-hang-up' }>
  | { readonly type: 'channel-open'; readonly uuid: string }
  /** The other side said something over the data channel. */
  | { readonly type: 'channel-message'; readonly uuid: string; readonly text: string };

/** The calls of an account: carries out what the rules of {@link reduceCalls} decide (spec 04 §6). */
export class Calls {
  private readonly deps: Deps;
  private readonly sender: CallSender;
  private state: CallsState = NO_CALLS;
  private around: CallSurroundings = { ...NEW_SURROUNDINGS, conversationId: 0 };
  private readonly timers = new Map<CallTimer, { readonly uuid: string; readonly timer: Timer }>();
  private readonly waiting: DeferredEffect[] = [];
  private isWorking = false;
  private isClosed = false;
  private told = described(undefined);

  constructor(deps: Deps) {
    this.deps = deps;
    this.sender = new CallSender(deps, { onLost: (message) => this.lost(message) });
  }

  /** Rows that say that they ring are of a time before this start. */
  start(): void {
    const { configs, network } = this.deps;
    this.emitAll(
      configs.transaction((repositories) =>
        settleBrokenOff({ repositories, nowMs: network.time.nowMs() }, this.state),
      ),
    );
  }

  current(): CallView | undefined {
    return callView(this.state, this.around, this.deps.clock.monotonicMs());
  }

  /** Steps for a transaction of somebody else; {@link commit} them right after it. */
  begin(): CallSteps {
    return new CallSteps(this.deps, this.state);
  }

  /** The transaction held: what it decided counts, and is done. */
  commit(steps: CallSteps): void {
    const before = aboutCall(this.state);
    this.state = steps.state;
    const now = aboutCall(this.state);
    if (now !== undefined && (now.uuid !== before?.uuid || (before.isOver && !now.isOver))) {
      const conversation = this.deps.store.conversations.byPeer(accountId(now.peerId));
      this.around = { ...NEW_SURROUNDINGS, conversationId: conversation?.id ?? 0 };
    }
    this.waiting.push(...steps.effects);
    this.tell();
    this.work();
  }

  /**
   * Calls the other side of a conversation.
   * @throws {MessagingError} `conversation-unknown`, `calls-off`, `call-in-progress`, `call-not-possible`
   */
  call(conversationId: number): CallView {
    const { store, random } = this.deps;
    const conversation = store.conversations.get(conversationId);
    if (conversation === undefined) throw new MessagingError('conversation-unknown');
    if (conversation.kind !== 'contact' && conversation.kind !== 'note-to-self')
      throw new MessagingError('call-not-possible');
    const { peerId, kind } = conversation;
    const contact = store.contacts.get(peerId);
    this.run({
      type: 'start',
      uuid: randomUuid(random),
      contact: {
        peerId,
        isApproved: contact?.isApproved === true,
        isBlocked: contact?.isBlocked === true,
        isNoteToSelf: kind === 'note-to-self',
      },
    });
    const call = this.current();
    if (call === undefined) throw new MessagingError('call-not-possible');
    return call;
  }

  accept(uuid: string): void {
    this.run({ type: 'accept', uuid });
  }

  decline(uuid: string): void {
    this.run({ type: 'reject', uuid });
  }

  hangUp(uuid: string): void {
    this.run({ type: 'hang-up', uuid });
  }

  dismiss(): void {
    this.run({ type: 'dismiss' });
  }

  /** Calls were switched on. */
  allowed(): void {
    this.run({ type: 'permission-granted' });
  }

  /** What of us is heard and seen; the other side is told whether to show a picture (spec 04 §6.1). */
  setSwitches({ uuid, ...change }: { readonly uuid: string } & Partial<CallSwitches>): void {
    if (activeCall(this.state)?.call.row.uuid !== uuid) return;
    const wasCameraOn = this.around.isCameraOn;
    this.around = { ...this.around, ...change };
    if (this.around.isCameraOn !== wasCameraOn) this.sayVideo(uuid);
    this.tell();
  }

  /** The media layer reports. What it says of a call that is not the current one is passed over. */
  report(report: CallMediaReport): void {
    if (activeCall(this.state)?.call.row.uuid !== report.uuid) return;
    switch (report.type) {
      case 'channel-open':
        this.around = { ...this.around, isChannelOpen: true };
        return this.sayVideo(report.uuid);
      case 'channel-message':
        return this.heard(report.uuid, report.text);
      default:
        return this.run(report);
    }
  }

  /** A conversation changed: nobody goes on talking with whom they have blocked or taken away. */
  conversationChanged(conversationId: number): void {
    const active = activeCall(this.state);
    if (active === undefined || conversationId !== this.around.conversationId) return;
    const { uuid, peerId } = active.call.row;
    const conversation = this.deps.store.conversations.byPeer(accountId(peerId));
    if (conversation === undefined || conversation.shelf === 'hidden') this.hangUp(uuid);
  }

  /** A call that was taken or made here ends with the program; one that rings may be taken on another device. */
  async close(): Promise<void> {
    const active = activeCall(this.state);
    if (active !== undefined && active.phase !== 'incoming-ringing')
      this.attempt('close', () => this.hangUp(active.call.row.uuid));
    this.isClosed = true;
    for (const { timer } of this.timers.values()) timer.cancel();
    this.timers.clear();
    await this.sender.close();
  }

  private run(event: CallEvent): void {
    if (this.isClosed) return;
    const steps = this.begin();
    const changes = this.deps.configs.transaction((repositories) => steps.take(repositories, event));
    const refusal = steps.effects.find((effect) => effect.type === 'toast');
    if (event.type === 'start' && refusal !== undefined && refusal.code !== 'call-missed-calls-off')
      throw new MessagingError(refusal.code);
    this.commit(steps);
    this.emitAll(changes);
  }

  /** Whoever hears of an effect may act at once; what that leads to waits for its turn. */
  private work(): void {
    if (this.isWorking) return;
    this.isWorking = true;
    try {
      for (let effect = this.waiting.shift(); effect !== undefined; effect = this.waiting.shift())
        if (!this.isClosed) this.carryOut(effect);
    } finally {
      this.isWorking = false;
    }
  }

  private carryOut(effect: DeferredEffect): void {
    const { events, random } = this.deps;
    switch (effect.type) {
      case 'send-sealed':
        return this.sender.send(effect.message);
      case 'ring':
        if (effect.notify)
          events.emit({ type: 'call-rings', uuid: effect.uuid, conversationId: this.around.conversationId });
        return;
      case 'stop-ringing':
        return events.emit({ type: 'call-stopped', uuid: effect.uuid });
      case 'toast':
        return this.toast(effect);
      case 'open-media': {
        const { uuid, relayOnly } = effect;
        const connection = callConnection(random, { relayOnly });
        return this.command({ type: 'open', uuid, connection, dataChannel: DATA_CHANNEL });
      }
      case 'close-media': {
        const lastWord = effect.sayHangUp ? { lastWord: writeDataChannelMessage({ type: 'hang-up' }) } : {};
        return this.command({ type: 'close', uuid: effect.uuid, ...lastWord });
      }
      case 'create-offer':
      case 'create-answer':
      case 'apply-description':
      case 'add-candidates':
        return this.command(effect);
      case 'set-timer':
        return this.setTimer(effect.timer, effect);
      case 'clear-timer':
        return this.clearTimers(({ uuid, name }) => uuid === effect.uuid && name === effect.timer);
      case 'clear-timers':
        return this.clearTimers(({ uuid }) => uuid === effect.uuid);
    }
  }

  private toast({ code, peerId }: Extract<DeferredEffect, { readonly type: 'toast' }>): void {
    if (code !== 'call-missed-calls-off') return;
    const conversation = this.deps.store.conversations.byPeer(accountId(peerId));
    if (conversation !== undefined)
      this.deps.events.emit({ type: 'call-notice', code, conversationId: conversation.id });
  }

  private setTimer(
    name: CallTimer,
    { uuid, delayMs }: { readonly uuid: string; readonly delayMs: number },
  ): void {
    this.timers.get(name)?.timer.cancel();
    const timer = this.deps.clock.setTimer(delayMs, () => {
      this.timers.delete(name);
      const isDone = this.attempt(name, () => this.run({ type: 'timer', uuid, timer: name }));
      // A call that rang long enough must end, also on a disk that is full for a while.
      if (!isDone && !this.isClosed) this.setTimer(name, { uuid, delayMs: AGAIN_AFTER_MS });
    });
    this.timers.set(name, { uuid, timer });
  }

  private clearTimers(
    isMeant: (timer: { readonly uuid: string; readonly name: CallTimer }) => boolean,
  ): void {
    for (const [name, { uuid, timer }] of this.timers) {
      if (!isMeant({ uuid, name })) continue;
      timer.cancel();
      this.timers.delete(name);
    }
  }

  /** A call that nobody can hear of is none. One that was connected has its own time to come back. */
  private lost({ uuid, type }: SealedCallMessage): void {
    const active = activeCall(this.state);
    const isNeeded = type === 'offer' || type === 'answer';
    if (!isNeeded || active?.call.row.uuid !== uuid || active.call.connectedSinceMs !== undefined) return;
    this.attempt('lost', () => this.run({ type: 'media-failed', uuid }));
  }

  private heard(uuid: string, text: string): void {
    const said = readDataChannelMessage(text);
    if (said === undefined) return;
    if (said.type === 'hang-up') return this.run({ type: 'remote-hang-up', uuid });
    this.around = { ...this.around, isRemoteVideoOn: said.enabled };
    this.tell();
  }

  private sayVideo(uuid: string): void {
    const { isChannelOpen, isCameraOn } = this.around;
    if (!isChannelOpen) return;
    const text = writeDataChannelMessage({ type: 'video', enabled: isCameraOn });
    this.command({ type: 'say', uuid, text });
  }

  private command(command: CallMediaCommand): void {
    this.deps.events.emit({ type: 'call-media', command });
  }

  /** Says how the call is when that is not what was said last. */
  private tell(): void {
    const call = this.current();
    const description = described(call);
    if (description === this.told) return;
    this.told = description;
    this.deps.events.emit({ type: 'call-changed', call });
  }

  private emitAll(changes: readonly MessagingEvent[]): void {
    for (const change of changes) this.deps.events.emit(change);
  }

  /** Does what nobody waits for; true when it was done. */
  private attempt(what: string, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      this.deps.log.write('error', 'call-step-failed', { what, code: errorCode(error), error });
      return false;
    }
  }
}

function aboutCall({
  current,
}: CallsState): { readonly uuid: string; readonly peerId: string; readonly isOver: boolean } | undefined {
  if (current.phase === 'idle') return undefined;
  const { uuid, peerId } = current.phase === 'ended' ? current : current.call.row;
  return { uuid, peerId, isOver: current.phase === 'ended' };
}

/** How long it lasts is no news. */
function described(call: CallView | undefined): string {
  return JSON.stringify({ ...call, connectedForMs: undefined });
}
