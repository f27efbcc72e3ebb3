import {
  type Badge,
  type NotificationFeed,
  type NotificationFeedOptions,
  type NotificationSettings,
  type WindowState,
  badgeOfCount,
  changeNotificationSettings,
  notificationSettings,
} from '../messaging/index.ts';
import type { Store } from '../store/index.ts';
import type { ClientPorts } from './ports.ts';
import type { ClientEvent } from './types.ts';

interface DesktopParts {
  readonly store: Store;
  readonly notifications: ClientPorts['notifications'];
  readonly emit: (event: ClientEvent) => void;
}

/** What the client knows of the desktop in front of it, whichever account is open, and what it tells it. */
export class Desktop {
  private readonly parts: DesktopParts;
  private feed: NotificationFeed | undefined;
  private window: WindowState = { isFocused: false, openConversationId: undefined };
  private isLocked = false;

  constructor(parts: DesktopParts) {
    this.parts = parts;
  }

  /** For the feed of an account; undefined where there is no desktop. */
  feedOptions(): NotificationFeedOptions | undefined {
    const { notifications, emit } = this.parts;
    if (notifications === undefined) return undefined;
    return {
      ...notifications,
      onCommand: (command) => emit({ type: 'notification', command }),
      onBadge: (badge) => emit({ type: 'badge', badge }),
    };
  }

  /** The feed of the account that is open from now on. */
  use(feed: NotificationFeed | undefined): void {
    this.feed = feed;
    feed?.setWindow(this.window);
    feed?.setLocked(this.isLocked);
  }

  setWindow(change: Partial<WindowState>): void {
    this.window = { ...this.window, ...change };
    this.feed?.setWindow(this.window);
  }

  setLocked(isLocked: boolean): void {
    this.isLocked = isLocked;
    this.feed?.setLocked(isLocked);
  }

  settings(): NotificationSettings {
    return notificationSettings(this.parts.store.settings);
  }

  setSettings(change: Partial<NotificationSettings>): NotificationSettings {
    this.parts.store.transaction(({ settings }) => changeNotificationSettings(settings, change));
    this.feed?.settingsChanged();
    return this.settings();
  }

  badge(): Badge {
    return badgeOfCount(this.parts.store.conversations.unreadTotals().messages);
  }
}
