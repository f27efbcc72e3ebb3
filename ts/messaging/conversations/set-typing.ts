import { x25519KeyOf } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import { encodeContent, encodeDirectMessage } from '../../wire/index.ts';
import { nextControlSentAt } from '../control/control-message.ts';
import { DIRECT_MESSAGES } from '../limits.ts';
import type { Services } from '../services.ts';
import { TYPING_INDICATORS } from '../settings.ts';
import { errorCode } from '../../util/index.ts';

/** So long a swarm keeps it: nobody cares later. */
const TTL_MS = 20_000;
/** While a person goes on typing it is said again. */
const REPEAT_MS = 10_000;

/** Tells the other side that we are typing (spec 04 §3.7). Never written down: when it fails, it fails. */
export class SetTyping {
  private readonly services: Services;
  private readonly startedMs = new Map<AccountId, number>();

  constructor(services: Services) {
    this.services = services;
  }

  run({ conversationId, isTyping }: { readonly conversationId: number; readonly isTyping: boolean }): void {
    const { store, clock } = this.services;
    const conversation = store.conversations.get(conversationId);
    if (conversation?.kind !== 'contact' || store.settings.get(TYPING_INDICATORS) !== true) return;
    const { peerId } = conversation;
    const contact = store.contacts.get(peerId);
    if (contact?.isApproved !== true || contact.isBlocked) return;
    const startedMs = this.startedMs.get(peerId);
    const nowMs = clock.monotonicMs();
    if (isTyping && startedMs !== undefined && nowMs - startedMs < REPEAT_MS) return;
    if (!isTyping && startedMs === undefined) return;
    if (isTyping) this.startedMs.set(peerId, nowMs);
    else this.startedMs.delete(peerId);
    void this.send(peerId, isTyping);
  }

  private async send(to: AccountId, isTyping: boolean): Promise<void> {
    const { store, network, keys, random, log } = this.services;
    const timestampMs = store.transaction((repositories) => nextControlSentAt(repositories, this.services));
    const payload = { kind: 'typing', timestampMs, action: isTyping ? 'started' : 'stopped' } as const;
    const data = encodeDirectMessage({
      content: encodeContent({ sigTimestampMs: timestampMs, payload }),
      sender: keys.ed25519,
      recipient: x25519KeyOf(to),
      timestampMs,
      random,
    });
    try {
      await network.store({ account: to, namespace: DIRECT_MESSAGES, data, ttlMs: TTL_MS });
    } catch (error) {
      log.write('debug', 'typing-not-told', { code: errorCode(error) });
    }
  }
}
