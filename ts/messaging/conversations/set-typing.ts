import { x25519KeyOf } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import { encodeContent, encodeDirectMessage } from '../../wire/index.ts';
import { nextControlSentAt } from '../control/control-message.ts';
import { DIRECT_MESSAGES } from '../limits.ts';
import type { Services } from '../services.ts';
import { TYPING_INDICATORS } from '../settings.ts';
import type { Timer } from '../../util/index.ts';
import { errorCode } from '../../util/index.ts';

/** So long a swarm keeps it: nobody cares later. */
const TTL_MS = 20_000;
/** While a person goes on typing it is said again. */
const REPEAT_MS = 10_000;
/** Whoever has not touched a key for so long is not typing any more. */
const IDLE_MS = 10_000;

/** What the other side was told last. */
interface Told {
  readonly atMs: number;
  /** Fires when the person stops without saying so. */
  readonly idle: Timer;
}

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'random' | 'log' | 'keys'>;

/** Tells the other side that we are typing (spec 04 §3.7). Never written down: when it fails, it fails. */
export class SetTyping {
  private readonly deps: Deps;
  private readonly told = new Map<AccountId, Told>();

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Call it with `true` for every key; it is said at most every ten seconds, and taken back after ten seconds without a key. */
  run({ conversationId, isTyping }: { readonly conversationId: number; readonly isTyping: boolean }): void {
    const peerId = this.listener(conversationId);
    if (peerId === undefined) return;
    if (isTyping) this.keyPressed(peerId, conversationId);
    else this.stop(peerId);
  }

  /** A message ends it on the other side, without a word. */
  messageWasWritten(conversationId: number): void {
    const conversation = this.deps.store.conversations.get(conversationId);
    if (conversation?.kind === 'contact') this.forget(conversation.peerId);
  }

  /** Nothing is said any more. */
  close(): void {
    for (const peerId of [...this.told.keys()]) this.forget(peerId);
  }

  /** Who may know; undefined for nobody. */
  private listener(conversationId: number): AccountId | undefined {
    const { store } = this.deps;
    const conversation = store.conversations.get(conversationId);
    if (conversation?.kind !== 'contact' || store.settings.get(TYPING_INDICATORS) !== true) return undefined;
    const contact = store.contacts.get(conversation.peerId);
    return contact?.isApproved === true && !contact.isBlocked ? conversation.peerId : undefined;
  }

  private keyPressed(peerId: AccountId, conversationId: number): void {
    const { clock } = this.deps;
    const nowMs = clock.monotonicMs();
    const before = this.told.get(peerId);
    const isToBeTold = before === undefined || nowMs - before.atMs >= REPEAT_MS;
    this.forget(peerId);
    const idle = clock.setTimer(IDLE_MS, () => {
      // Who was blocked meanwhile, or is not to know any more, hears of no end either.
      if (this.listener(conversationId) === undefined) this.forget(peerId);
      else this.stop(peerId);
    });
    this.told.set(peerId, { atMs: isToBeTold ? nowMs : before.atMs, idle });
    if (isToBeTold) void this.send(peerId, true);
  }

  private stop(peerId: AccountId): void {
    if (!this.told.has(peerId)) return;
    this.forget(peerId);
    void this.send(peerId, false);
  }

  private forget(peerId: AccountId): void {
    this.told.get(peerId)?.idle.cancel();
    this.told.delete(peerId);
  }

  private async send(to: AccountId, isTyping: boolean): Promise<void> {
    const { store, network, keys, random, log } = this.deps;
    const timestampMs = store.transaction((repositories) => nextControlSentAt(repositories, this.deps));
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
