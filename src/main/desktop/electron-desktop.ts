import { Notification, app, powerMonitor, shell } from 'electron';

import type { NotificationDesktop } from './notifier.ts';

/** Electron offers neither buttons nor a field in notifications of Linux. */
const HAS_ACTIONS = process.platform !== 'linux';

/** Notifications of the operating system. Sounds are the engine's to decide, so these have none of their own. */
export const electronDesktop: NotificationDesktop = {
  show: ({ title, body, isQuiet, replyPlaceholder, buttons }, { onClick, onReply }) => {
    const notification = new Notification({
      title,
      body,
      silent: true,
      ...(isQuiet && process.platform === 'linux' ? { urgency: 'low' } : {}),
      ...(HAS_ACTIONS && replyPlaceholder !== undefined ? { hasReply: true, replyPlaceholder } : {}),
      ...(HAS_ACTIONS ? { actions: buttons.map(({ label }) => ({ type: 'button', text: label })) } : {}),
    });
    notification.on('click', onClick);
    notification.on('reply', (_details, text) => onReply(text));
    notification.on('action', (_details, index) => buttons[index]?.onPress());
    notification.show();
    return () => notification.close();
  },
  beep: () => shell.beep(),
  setBadge: (count) => void app.setBadgeCount(count),
};

/** Hears when the screen is locked and unlocked. */
export function watchScreenLock(onChange: (isLocked: boolean) => void): void {
  powerMonitor.on('lock-screen', () => onChange(true));
  powerMonitor.on('unlock-screen', () => onChange(false));
}
