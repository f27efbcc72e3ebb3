import { escapeNotificationMarkup } from '../../../ts/client/index.ts';
import type { DesktopEvent } from '../../ipc/index.ts';
import type { Texts } from '../text/texts.ts';

type Command = Extract<DesktopEvent, { readonly type: 'notification' }>['command'];
type Shown = Extract<Command, { readonly notification: unknown }>['notification'];

/** Where a click leads; undefined for the window alone. */
export type NotificationTarget = NonNullable<Shown['open']>;

/** A notification as the desktop gets it. */
export interface DesktopNotification {
  readonly title: string;
  readonly body: string;
  /** Draws no attention. */
  readonly isQuiet: boolean;
  /** Where the system has a field to answer in: what stands in it. */
  readonly replyPlaceholder?: string;
  /** Where the system has buttons: their words. */
  readonly buttons: readonly NotificationButton[];
}

/** A button below a notification. */
export interface NotificationButton {
  readonly label: string;
  readonly onPress: () => void;
}

/** What a person does with a notification. */
export interface NotificationHandlers {
  readonly onClick: () => void;
  readonly onReply: (text: string) => void;
}

/** What the desktop can do; Electron, or a fake in tests. */
export interface NotificationDesktop {
  /** The result takes it away. */
  show(notification: DesktopNotification, handlers: NotificationHandlers): () => void;
  beep(): void;
  /** 0 for none. */
  setBadge(count: number): void;
}

export interface NotifierOptions {
  readonly desktop: NotificationDesktop;
  readonly texts: Texts;
  /** The desktop reads markup in bodies, as on Linux (spec 04 §9). */
  readonly escapesMarkup: boolean;
  readonly onOpen: (target: NotificationTarget | undefined) => void;
  readonly onReply: (target: NotificationTarget, text: string) => void;
  readonly onMarkRead: (target: NotificationTarget) => void;
}

/** Carries out what the engine has decided about notifications (docs/messaging.md). */
export class Notifier {
  private readonly options: NotifierOptions;
  /** What takes them away, by ID. Held, because a notification that nobody holds does not hear of its click. */
  private readonly shown = new Map<string, () => void>();

  constructor(options: NotifierOptions) {
    this.options = options;
  }

  hear(event: DesktopEvent): void {
    if (event.type === 'badge') this.options.desktop.setBadge(event.badge.count);
    else this.carryOut(event.command);
  }

  /** Takes everything from the desktop. */
  clear(): void {
    for (const id of [...this.shown.keys()]) this.withdraw(id);
    this.options.desktop.setBadge(0);
  }

  private carryOut(command: Command): void {
    switch (command.type) {
      case 'show':
      case 'update':
        return this.show(command.notification, command.type === 'update');
      case 'withdraw':
        return this.withdraw(command.id);
      case 'sound':
        return this.options.desktop.beep();
    }
  }

  private show(shown: Shown, isQuiet: boolean): void {
    const { id, title, body, open } = shown;
    this.withdraw(id);
    const { desktop, texts, onOpen, onReply } = this.options;
    const handlers = {
      onClick: () => this.finish(id, () => onOpen(open)),
      onReply: (text: string) =>
        this.finish(id, () => {
          if (open !== undefined && text.trim() !== '') onReply(open, text);
        }),
    };
    const words = { title: texts(title.key, title.values), body: this.bodyOf(body) };
    const notification = { ...words, isQuiet, ...this.actionsOf(shown) };
    this.shown.set(id, desktop.show(notification, handlers));
  }

  /** Once something was done with it, it is not needed any more. */
  private finish(id: string, work: () => void): void {
    this.withdraw(id);
    work();
  }

  private actionsOf({ id, open, actions }: Shown): Pick<DesktopNotification, 'replyPlaceholder' | 'buttons'> {
    const { texts, onMarkRead } = this.options;
    if (open === undefined) return { buttons: [] };
    const markRead = {
      label: texts('notificationMarkRead'),
      onPress: () => this.finish(id, () => onMarkRead(open)),
    };
    return {
      ...(actions.includes('reply') ? { replyPlaceholder: texts('notificationReplyPlaceholder') } : {}),
      buttons: actions.includes('mark-read') ? [markRead] : [],
    };
  }

  private withdraw(id: string): void {
    this.shown.get(id)?.();
    this.shown.delete(id);
  }

  private bodyOf(body: Shown['body']): string {
    if (body === undefined) return '';
    const words = this.options.texts(body.key, body.values);
    return this.options.escapesMarkup ? escapeNotificationMarkup(words) : words;
  }
}
