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
}

/** What the desktop can do; Electron, or a fake in tests. */
export interface NotificationDesktop {
  /** The result takes it away. */
  show(notification: DesktopNotification, onClick: () => void): () => void;
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

  private show({ id, title, body, open }: Shown, isQuiet: boolean): void {
    this.withdraw(id);
    const { desktop, texts, onOpen } = this.options;
    const onClick = (): void => {
      this.withdraw(id);
      onOpen(open);
    };
    const words = { title: texts(title.key, title.values), body: this.bodyOf(body) };
    this.shown.set(id, desktop.show({ ...words, isQuiet }, onClick));
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
