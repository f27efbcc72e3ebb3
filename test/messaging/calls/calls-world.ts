import { NO_CALLS, reduceCalls } from '../../../ts/messaging/index.ts';
import type {
  CallContext,
  CallEffect,
  CallEvent,
  Caller,
  CallRow,
  CallsState,
  CallTimer,
} from '../../../ts/messaging/index.ts';
import type { CallMessage } from '../../../ts/wire/index.ts';

export const UUID = '11111111-1111-4111-8111-111111111111';
export const OTHER_UUID = '22222222-2222-4222-8222-222222222222';
export const OFFER = 'v=0\noffer';
export const ANSWER = 'v=0\nanswer';
export const NOW_MS = 1_700_000_000_000;

export function candidate(name: string) {
  return { candidate: `candidate:${name}`, sdpMLineIndex: 0, sdpMid: '0' };
}

export function callMessage(type: CallMessage['type'], changes: Partial<CallMessage> = {}): CallMessage {
  return { kind: 'call', type, uuid: UUID, ...changes };
}

export const friend: Caller = {
  peerId: 'friend',
  isApproved: true,
  haveWeWritten: true,
  isBlocked: false,
  isMuted: false,
};
export const rival: Caller = { ...friend, peerId: 'rival' };
export const stranger: Caller = { ...friend, peerId: 'stranger', isApproved: false, haveWeWritten: false };

/** One device and its calls; the clock moves by hand, timers are kept as the effects say. */
export class Device {
  state: CallsState = NO_CALLS;
  /** Everything that was to be done since the last look. */
  private readonly done: CallEffect[] = [];
  readonly rows = new Map<string, CallRow>();
  readonly timers = new Map<CallTimer, { readonly uuid: string; readonly atMs: number }>();
  areCallsAllowed = true;
  relayOnly = false;
  elapsedMs = 0;

  on(event: CallEvent): readonly CallEffect[] {
    const { state, effects } = reduceCalls(this.state, event, this.context());
    this.state = state;
    for (const effect of effects) this.note(effect);
    this.done.push(...effects);
    return effects;
  }

  /** A call message of `from`. */
  hears(
    message: CallMessage,
    { from = friend, ageMs = 0 }: { readonly from?: Caller | 'self'; readonly ageMs?: number } = {},
  ): readonly CallEffect[] {
    return this.on({ type: 'message', from, message, sentAtMs: this.nowMs - ageMs });
  }

  /** Lets timers fire in their order. */
  wait(forMs: number): void {
    const untilMs = this.elapsedMs + forMs;
    for (;;) {
      const [next] = [...this.timers]
        .filter(([, { atMs }]) => atMs <= untilMs)
        .sort(([, a], [, b]) => a.atMs - b.atMs);
      if (next === undefined) break;
      const [timer, { uuid, atMs }] = next;
      this.timers.delete(timer);
      this.elapsedMs = Math.max(this.elapsedMs, atMs);
      this.on({ type: 'timer', uuid, timer });
    }
    this.elapsedMs = untilMs;
  }

  /** What was to be done since the last time, as short words. */
  takeDone(): readonly string[] {
    return this.done.splice(0).map(describe);
  }

  get nowMs(): number {
    return NOW_MS + this.elapsedMs;
  }

  get phase(): string {
    return this.state.current.phase;
  }

  private context(): CallContext {
    const { areCallsAllowed, relayOnly } = this;
    return { nowMs: this.nowMs, monotonicMs: this.elapsedMs, areCallsAllowed, relayOnly };
  }

  private note(effect: CallEffect): void {
    if (effect.type === 'put-row') this.rows.set(effect.row.uuid, effect.row);
    if (effect.type === 'set-timer')
      this.timers.set(effect.timer, { uuid: effect.uuid, atMs: this.elapsedMs + effect.delayMs });
    if (effect.type === 'clear-timer') this.timers.delete(effect.timer);
    if (effect.type === 'clear-timers') this.timers.clear();
  }
}

function describe(effect: CallEffect): string {
  switch (effect.type) {
    case 'send': {
      const { message, peerId, alsoToSelf } = effect;
      return `send ${message.type} to ${peerId}${alsoToSelf ? ' and self' : ''}`;
    }
    case 'put-row':
      return `row ${effect.row.direction} ${effect.row.outcome}${effect.row.isUnread ? ' unread' : ''}`;
    case 'ring':
      return `ring ${effect.direction}${effect.notify ? ' aloud' : ''}`;
    case 'apply-description':
      return `apply ${effect.description.type}`;
    case 'add-candidates':
      return `add ${effect.candidates.map((each) => each.candidate.replace('candidate:', '')).join(' ')}`;
    case 'create-offer':
      return effect.iceRestart ? 'restart' : 'create offer';
    case 'toast':
      return `toast ${effect.code}`;
    case 'set-timer':
      return `timer ${effect.timer} ${effect.delayMs}`;
    case 'clear-timer':
      return `no timer ${effect.timer}`;
    case 'close-media':
      return `close media${effect.sayHangUp ? ' with a word' : ''}`;
    case 'open-media':
      return `open media${effect.relayOnly ? ' by relay' : ''}`;
    case 'stop-ringing':
    case 'approve-contact':
    case 'create-answer':
    case 'clear-timers':
      return effect.type.replace('-', ' ');
  }
}

/** A device that has called and been answered. */
export function callingDevice(): Device {
  const device = new Device();
  device.on({ type: 'start', uuid: UUID, contact: { ...friend, isNoteToSelf: false } });
  device.on({ type: 'local-description', uuid: UUID, description: { type: 'offer', sdp: OFFER } });
  return device;
}

/** A device on which the call of a friend rings. */
export function ringingDevice(): Device {
  const device = new Device();
  device.hears(callMessage('offer', { sdps: [OFFER] }));
  return device;
}

/** A device that has taken the call of a friend. */
export function answeringDevice(): Device {
  const device = ringingDevice();
  device.on({ type: 'accept', uuid: UUID });
  device.on({ type: 'local-description', uuid: UUID, description: { type: 'answer', sdp: ANSWER } });
  return device;
}

/** A call in either direction whose media are connected. */
export function connectedDevice(direction: 'incoming' | 'outgoing'): Device {
  const device = direction === 'incoming' ? answeringDevice() : callingDevice();
  if (direction === 'outgoing') device.hears(callMessage('answer', { sdps: [ANSWER] }));
  device.on({ type: 'ice-state', uuid: UUID, state: 'connected' });
  device.takeDone();
  return device;
}
