import { x25519KeyOf, accountId } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import type { Repositories } from '../../store/index.ts';
import { errorCode, isCodedError } from '../../util/index.ts';
import { encodeContent, encodeDirectMessage } from '../../wire/index.ts';
import { nextControlSentAt } from '../control/control-message.ts';
import { approveByWriting } from '../conversations/approve.ts';
import { conversationOf } from '../conversations/conversation-of.ts';
import type { MessagingEvent } from '../events.ts';
import type { Services } from '../services.ts';
import { CALLS, RELAYED_CALLS } from '../settings.ts';
import type { CallContext, CallEffect, CallEvent, SendEffect } from './call-events.ts';
import { callContent } from './call-message.ts';
import type { SealedCallMessage } from './call-sender.ts';
import { activeCall } from './call-state.ts';
import type { CallsState } from './call-state.ts';
import { type CallRowContext, putCallRow } from './put-call-row.ts';
import { reduceCalls } from './reduce-calls.ts';
import { settleElsewhere } from './settle-rows.ts';

export type CallStepsDeps = Pick<Services, 'configs' | 'network' | 'clock' | 'random' | 'keys' | 'log'>;

/** What is to be done once the transaction has held. */
export type DeferredEffect =
  | Exclude<CallEffect, { readonly type: 'send' | 'put-row' | 'approve-contact' }>
  | { readonly type: 'send-sealed'; readonly message: SealedCallMessage };

interface Moment extends CallRowContext {
  readonly rules: CallContext;
  /** The time that a message of ours made the event; the message says the same. */
  readonly sentAtMs: number | undefined;
  /** The call that there was before. */
  readonly currentUuid: string | undefined;
}

/**
 * What happens to calls inside one transaction: rows are written, everything else is kept until it is known that they hold. A
 * transaction that fails leaves nothing behind.
 */
export class CallSteps {
  private readonly deps: CallStepsDeps;
  private now: CallsState;
  private readonly deferred: DeferredEffect[] = [];

  constructor(deps: CallStepsDeps, state: CallsState) {
    this.deps = deps;
    this.now = state;
  }

  get state(): CallsState {
    return this.now;
  }

  /** In their order. */
  get effects(): readonly DeferredEffect[] {
    return this.deferred;
  }

  /** Lets the rules decide, and writes what they want written. */
  take(repositories: Repositories, event: CallEvent): readonly MessagingEvent[] {
    const moment = this.momentOf(repositories, event);
    const settled =
      event.type === 'message' && event.from === 'self'
        ? settleElsewhere(moment, event.message, this.now.current)
        : [];
    const { state, effects } = reduceCalls(this.now, event, moment.rules);
    this.now = state;
    return [...settled, ...effects.flatMap((effect) => this.carryOut(effect, moment))];
  }

  private momentOf(repositories: Repositories, event: CallEvent): Moment {
    const { configs, network, clock, keys } = this.deps;
    const { settings } = repositories;
    // Offers of both sides are compared by the time that they were sent at.
    const sentAtMs =
      event.type === 'local-description' ? nextControlSentAt(repositories, this.deps) : undefined;
    const nowMs = network.time.nowMs();
    return {
      repositories,
      configs,
      ownId: keys.accountId,
      time: network.time,
      nowMs,
      sentAtMs,
      currentUuid: activeCall(this.now)?.call.row.uuid,
      rules: {
        nowMs: sentAtMs ?? nowMs,
        monotonicMs: clock.monotonicMs(),
        areCallsAllowed: settings.get(CALLS) === true,
        relayOnly: settings.get(RELAYED_CALLS) === true,
      },
    };
  }

  private carryOut(effect: CallEffect, moment: Moment): readonly MessagingEvent[] {
    switch (effect.type) {
      case 'put-row':
        return putCallRow(moment, effect.row);
      case 'approve-contact':
        approveByWriting(moment, conversationOf(moment.repositories, accountId(effect.peerId), moment));
        return [];
      case 'send':
        this.deferred.push({ type: 'send-sealed', message: this.seal(effect, moment) });
        return [];
      default:
        this.deferred.push(effect);
        return [];
    }
  }

  private seal(effect: SendEffect, { repositories, sentAtMs, currentUuid }: Moment): SealedCallMessage {
    const { message, peerId, alsoToSelf, expires, ttlMs, attempts } = effect;
    const peer = accountId(peerId);
    const timestampMs = sentAtMs ?? nextControlSentAt(repositories, this.deps);
    const content = encodeContent(
      callContent({
        message,
        expires,
        conversationTimerS: repositories.conversations.byPeer(peer)?.expiration.timerS,
        sentAtMs: timestampMs,
      }),
    );
    const recipients = alsoToSelf ? [peer, this.deps.keys.accountId] : [peer];
    return {
      uuid: message.uuid,
      peerId,
      type: message.type,
      isRefusal: message.type === 'end-call' && message.uuid !== currentUuid,
      copies: this.copiesFor(recipients, { content, timestampMs }),
      ttlMs,
      attempts,
    };
  }

  /** An ID that is no key must not break the transaction that it came with. */
  private copiesFor(
    recipients: readonly AccountId[],
    { content, timestampMs }: { readonly content: Uint8Array; readonly timestampMs: number },
  ): SealedCallMessage['copies'] {
    const { keys, random, log } = this.deps;
    try {
      return recipients.map((account) => {
        const recipient = x25519KeyOf(account);
        const sender = keys.ed25519;
        return { account, data: encodeDirectMessage({ content, sender, recipient, timestampMs, random }) };
      });
    } catch (error) {
      if (!isCodedError(error)) throw error;
      log.write('warn', 'call-message-not-sealed', { code: errorCode(error) });
      return [];
    }
  }
}
