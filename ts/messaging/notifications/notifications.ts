import type { Clock, Timer } from '../../util/index.ts';
import type { NotificationCommand, ShownNotification } from './commands.ts';
import type { ComposeOptions } from './compose.ts';
import { SUMMARY_ID, callId, composeCall, composeSummary } from './compose.ts';
import type { Entry } from './entry.ts';
import { groupInvitationEntry, messageEntry, missedCallEntry, reactionEntry, reactionKey } from './entry.ts';
import { DEFAULT_NOTIFICATION_SETTINGS } from './facts.ts';
import type {
  ArrivedGroupInvitation,
  ArrivedMessage,
  ArrivedReaction,
  MissedCall,
  NotificationSettings,
  NotifiedConversation,
  RingingCall,
  WindowState,
} from './facts.ts';

/** Pause between two changes of what is shown (spec 04 §9). */
const UPDATE_EVERY_MS = 2_000;
/** Unseen things that are remembered one by one; of more, the oldest are forgotten. */
const MAX_ENTRIES = 1_000;

export interface NotificationsOptions {
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs' | 'setTimer'>;
  /** Carries out commands, in order. */
  readonly onCommands: (commands: readonly NotificationCommand[]) => void;
  readonly settings?: NotificationSettings | undefined;
  /** Whether a request was ever notified of in this profile. */
  readonly wasRequestNotified: boolean;
  /** Say nothing of messages that disappear: on macOS, which keeps what it has shown (spec 04 §9). */
  readonly hidesDisappearing: boolean;
}

/**
 * Decides what the desktop shows of what came while nobody looked (spec 04 §9, spec 08 §2.13). It is told facts and gives commands.
 * Everything unseen is one notification, brought up to date every two seconds at most; what has been seen, deleted or hidden leaves it
 * at once when it was the last of it. A call that rings has one of its own.
 */
export class Notifications {
  private readonly options: NotificationsOptions;
  private settings: NotificationSettings;
  private window: WindowState = { isFocused: false, openConversationId: undefined };
  private isLocked = false;
  private wasRequestNotified: boolean;
  /** By key, in order of arrival. */
  private readonly entries = new Map<string, Entry>();
  private readonly calls = new Map<string, RingingCall>();
  /** What the desktop shows, as JSON, and of which entries; undefined for nothing. */
  private shown: { readonly described: string; readonly keys: ReadonlySet<string> } | undefined;
  /** Something came that nobody was told of. */
  private hasNews = false;
  private nextUpdateMs = Number.NEGATIVE_INFINITY;
  private timer: Timer | undefined;

  constructor(options: NotificationsOptions) {
    this.options = options;
    this.settings = options.settings ?? DEFAULT_NOTIFICATION_SETTINGS;
    this.wasRequestNotified = options.wasRequestNotified;
  }

  messageArrived(message: ArrivedMessage): void {
    const { conversation, isRead, mentionsUs, areOtherRequestsPending } = message;
    if (isRead || !this.mayNotify(conversation, mentionsUs)) return;
    if (conversation.isRequest && !this.isFirstRequest(areOtherRequestsPending)) return;
    this.add(messageEntry(message));
  }

  /** Of somebody whom we have not approved it is a request like any other (spec 04 §3.10). */
  groupInvitationArrived(invitation: ArrivedGroupInvitation): void {
    const { conversation, areOtherRequestsPending } = invitation;
    if (!this.mayNotify(conversation, true)) return;
    if (conversation.isRequest && !this.isFirstRequest(areOtherRequestsPending)) return;
    this.add(groupInvitationEntry(invitation));
  }

  /** The person has looked at the group, here or on another device. */
  groupInvitationSeen(conversationId: number): void {
    this.forget((entry) => entry.conversationId === conversationId && entry.messageId === undefined);
  }

  /** Only in conversations of two (spec 04 §3.5). */
  reactionArrived(reaction: ArrivedReaction): void {
    const { conversation } = reaction;
    if (conversation.isGroup || conversation.isRequest || !this.mayNotify(conversation, true)) return;
    this.add(reactionEntry(reaction));
  }

  reactionRemoved(reaction: Pick<ArrivedReaction, 'messageId' | 'authorId' | 'emoji'>): void {
    const key = reactionKey(reaction);
    this.forget((entry) => entry.key === key);
  }

  callMissed(call: MissedCall): void {
    if (call.conversation.isRequest || !this.mayNotify(call.conversation, true)) return;
    this.add(missedCallEntry(call));
  }

  /** At once, and also when a message was shown a moment ago. */
  callRings(call: RingingCall): void {
    if (this.settings.detail === 'off' || this.window.isFocused || !this.isLoud(call.conversation, true))
      return;
    this.calls.set(call.uuid, call);
    this.command([
      { type: 'show', notification: composeCall(call, this.composeOptions(this.settings.detail)) },
    ]);
  }

  /** It was taken, declined, missed, or is the business of another device. */
  callStopped(uuid: string): void {
    if (this.calls.delete(uuid)) this.command([{ type: 'withdraw', id: callId(uuid) }]);
  }

  /** Unsent, deleted here, or disappeared (spec 08 NOT-04). */
  messageRemoved(messageId: number): void {
    this.forget((entry) => entry.messageId === messageId);
  }

  /** Here or on another device of ours, up to a message. */
  conversationRead(conversationId: number, upToSentAtMs: number): void {
    // A reaction belongs to a message that was read long ago: whoever reads anything there has seen it.
    this.forget(
      ({ conversationId: id, sentAtMs, what }) =>
        id === conversationId && (sentAtMs <= upToSentAtMs || what.type === 'reaction'),
    );
  }

  /** It was deleted, blocked, declined or muted: nothing of it is to be seen. */
  conversationSilenced(conversationId: number): void {
    this.forget((entry) => entry.conversationId === conversationId);
    for (const { uuid, conversation } of [...this.calls.values()])
      if (conversation.id === conversationId) this.callStopped(uuid);
  }

  setWindow(window: WindowState): void {
    this.window = window;
    if (!window.isFocused) return;
    const { whileFocused } = this.settings;
    // What was not shown yet must not come up before the eyes of somebody who sees it in the list.
    if (whileFocused === 'nothing') this.hasNews = false;
    this.forget(
      ({ key, conversationId }) =>
        conversationId === window.openConversationId ||
        (whileFocused === 'nothing' && this.shown?.keys.has(key) !== true),
    );
    for (const uuid of [...this.calls.keys()]) this.callStopped(uuid);
  }

  setSettings(settings: NotificationSettings): void {
    this.settings = settings;
    if (settings.detail === 'off') this.entries.clear();
    this.changeInPlace();
  }

  /** While it is locked nothing is said but that there is something. */
  setLocked(isLocked: boolean): void {
    this.isLocked = isLocked;
    this.changeInPlace();
  }

  /** Takes everything from the desktop, for the end of the program or another account. */
  clear(): void {
    this.entries.clear();
    for (const uuid of [...this.calls.keys()]) this.callStopped(uuid);
    this.refresh();
  }

  private mayNotify(conversation: NotifiedConversation, mentionsUs: boolean): boolean {
    const { detail, isSoundOn } = this.settings;
    if (detail === 'off' && !isSoundOn) return false;
    return this.isOutOfSight(conversation.id) && this.isLoud(conversation, mentionsUs);
  }

  private isOutOfSight(conversationId: number): boolean {
    const { isFocused, openConversationId } = this.window;
    if (!isFocused) return true;
    return this.settings.whileFocused === 'other-conversations' && conversationId !== openConversationId;
  }

  private isLoud({ isBlocked, notify, mutedUntilMs }: NotifiedConversation, mentionsUs: boolean): boolean {
    if (isBlocked || notify === 'none') return false;
    if (mutedUntilMs !== undefined && this.options.clock.nowMs() < mutedUntilMs) return false;
    return notify === 'all' || mentionsUs;
  }

  private isFirstRequest(areOthersPending: boolean): boolean {
    if (this.wasRequestNotified || areOthersPending) return false;
    this.wasRequestNotified = true;
    this.command([{ type: 'request-notified' }]);
    return true;
  }

  private add(entry: Entry): void {
    if (!this.entries.has(entry.key)) this.hasNews = true;
    if (this.settings.detail !== 'off') {
      this.entries.set(entry.key, entry);
      const [oldest] = this.entries.keys();
      if (this.entries.size > MAX_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
    }
    this.refresh();
  }

  private forget(isGone: (entry: Entry) => boolean): void {
    for (const entry of [...this.entries.values()]) if (isGone(entry)) this.entries.delete(entry.key);
    if (this.entries.size === 0) this.hasNews = false;
    this.refresh();
  }

  /** Shows what there is now, or as soon as it may be shown. */
  private refresh(): void {
    if (this.entries.size === 0 && this.shown !== undefined) this.withdraw();
    if (this.entries.size === 0 && !this.hasNews) {
      this.timer?.cancel();
      this.timer = undefined;
      return;
    }
    if (this.timer !== undefined) return;
    const waitMs = this.nextUpdateMs - this.options.clock.monotonicMs();
    if (waitMs > 0) this.timer = this.options.clock.setTimer(waitMs, () => this.update());
    else this.update();
  }

  private update(): void {
    this.timer = undefined;
    const commands = [...this.showCommands(), ...this.soundCommands()];
    this.hasNews = false;
    if (commands.length === 0) return;
    this.nextUpdateMs = this.options.clock.monotonicMs() + UPDATE_EVERY_MS;
    this.command(commands);
  }

  private showCommands(): readonly NotificationCommand[] {
    const notification = this.compose();
    const described = JSON.stringify(notification);
    const isSame = !this.hasNews && described === this.shown?.described;
    if (notification === undefined || isSame) return [];
    this.shown = { described, keys: new Set(this.entries.keys()) };
    return [{ type: this.hasNews ? 'show' : 'update', notification }];
  }

  private soundCommands(): readonly NotificationCommand[] {
    return this.hasNews && this.settings.isSoundOn ? [{ type: 'sound' }] : [];
  }

  private compose(): ShownNotification | undefined {
    const [first, ...rest] = [...this.entries.values()];
    const { detail } = this.settings;
    if (first === undefined || detail === 'off') return undefined;
    return composeSummary([first, ...rest], this.composeOptions(detail));
  }

  private composeOptions(detail: ComposeOptions['detail']): ComposeOptions {
    return { detail, isLocked: this.isLocked, hidesDisappearing: this.options.hidesDisappearing };
  }

  /** Names and texts that may not be seen any more do not wait for two seconds. */
  private changeInPlace(): void {
    if (this.shown !== undefined && JSON.stringify(this.compose()) !== this.shown.described) this.withdraw();
    for (const { uuid } of [...this.calls.values()]) this.redescribeCall(uuid);
    this.refresh();
  }

  private redescribeCall(uuid: string): void {
    const call = this.calls.get(uuid);
    const { detail } = this.settings;
    if (call === undefined) return;
    if (detail === 'off') this.callStopped(uuid);
    else this.command([{ type: 'update', notification: composeCall(call, this.composeOptions(detail)) }]);
  }

  private withdraw(): void {
    this.shown = undefined;
    this.command([{ type: 'withdraw', id: SUMMARY_ID }]);
  }

  private command(commands: readonly NotificationCommand[]): void {
    this.options.onCommands(commands);
  }
}
