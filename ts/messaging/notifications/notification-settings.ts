// What a person has chosen about notifications, and what was told of once and for all.

import { booleanSetting, choiceSetting } from '../../store/index.ts';
import type { SettingsRepository } from '../../store/index.ts';
import { DEFAULT_NOTIFICATION_SETTINGS } from './facts.ts';
import type { NotificationSettings } from './facts.ts';

const DETAIL = choiceSetting('notifications.detail', ['off', 'count', 'name', 'message'] as const);
const SOUND = booleanSetting('notifications.sound');
const WHILE_FOCUSED = choiceSetting('notifications.while-focused', [
  'nothing',
  'other-conversations',
] as const);

/** A request was told of once: no other one ever is (spec 04 §9). */
export const REQUEST_NOTIFIED = booleanSetting('notifications.request-notified');

/** What holds now, with the defaults for what was never chosen. */
export function notificationSettings(settings: SettingsRepository): NotificationSettings {
  const { detail, isSoundOn, whileFocused } = DEFAULT_NOTIFICATION_SETTINGS;
  return {
    detail: settings.get(DETAIL) ?? detail,
    isSoundOn: settings.get(SOUND) ?? isSoundOn,
    whileFocused: settings.get(WHILE_FOCUSED) ?? whileFocused,
  };
}

/** What is absent stays. */
export function changeNotificationSettings(
  settings: SettingsRepository,
  { detail, isSoundOn, whileFocused }: Partial<NotificationSettings>,
): void {
  if (detail !== undefined) settings.set(DETAIL, detail);
  if (isSoundOn !== undefined) settings.set(SOUND, isSoundOn);
  if (whileFocused !== undefined) settings.set(WHILE_FOCUSED, whileFocused);
}
