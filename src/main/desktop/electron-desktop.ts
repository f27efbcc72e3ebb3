import { Notification, app, powerMonitor, shell } from 'electron';

import type { NotificationDesktop } from './notifier.ts';

/** Notifications of the operating system. Sounds are the engine's to decide, so these have none of their own. */
export const electronDesktop: NotificationDesktop = {
  show: ({ title, body, isQuiet }, onClick) => {
    const notification = new Notification({
      title,
      body,
      silent: true,
      ...(isQuiet && process.platform === 'linux' ? { urgency: 'low' } : {}),
    });
    notification.on('click', onClick);
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
