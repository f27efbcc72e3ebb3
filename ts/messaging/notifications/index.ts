export type { Badge, UnreadConversation } from './badge.ts';
export { badgeOf, badgeOfCount } from './badge.ts';
export type {
  NotificationAction,
  NotificationCommand,
  NotificationTarget,
  NotificationText,
  NotificationTextKey,
  ShownNotification,
} from './commands.ts';
export { escapeNotificationMarkup } from './escape-markup.ts';
export type {
  ArrivedMessage,
  ArrivedReaction,
  MissedCall,
  NotificationDetail,
  NotificationSettings,
  NotifiedContent,
  NotifiedConversation,
  RingingCall,
  WindowState,
} from './facts.ts';
export { DEFAULT_NOTIFICATION_SETTINGS } from './facts.ts';
export type { DesktopCommand, NotificationFeedOptions } from './notification-feed.ts';
export { NotificationFeed } from './notification-feed.ts';
export { changeNotificationSettings, notificationSettings } from './notification-settings.ts';
export type { NotificationsOptions } from './notifications.ts';
export { Notifications } from './notifications.ts';
