import { resolve } from 'node:path';

import { app, powerMonitor } from 'electron';

import { type AppSettings, type LockView, LINK_SCHEMES } from '../../ipc/index.ts';
import { PRODUCT_NAME } from '../build-constants.ts';
import type { LaunchOptions } from '../lifecycle/launch-options.ts';
import { watchIdleness } from '../lock/idle-lock.ts';
import type { Texts } from '../text/texts.ts';
import { electronTray } from './electron-tray.ts';
import { type LoginItem, agreedLoginItem, autostartLoginItem, systemLoginItem } from './login-item.ts';
import { Tray } from './tray.ts';

export interface PresenceOptions {
  readonly launch: LaunchOptions;
  readonly texts: Texts;
  /** A picture for the bar of the system; its path. */
  readonly trayIcon: string;
  readonly settings: () => AppSettings;
  /** The operating system has changed a setting. */
  readonly setSettings: (change: Partial<AppSettings>) => void;
  readonly lock: { readonly view: () => LockView; readonly now: () => void };
  readonly isWindowShown: () => boolean;
  readonly showWindow: () => void;
  readonly hideWindow: () => void;
  readonly quit: () => void;
  /** Carries out what may fail, and notes that it did. */
  readonly tryTo: (what: string, work: () => void) => void;
}

/** What there is of the app on the desktop besides its window. */
export class Presence {
  private readonly options: PresenceOptions;
  private readonly tray: Tray;
  private applied: AppSettings;

  constructor(options: PresenceOptions) {
    this.options = options;
    this.tray = new Tray({ ...options, desktop: electronTray(options.trayIcon) });
    this.applied = options.settings();
    this.showTray();
    this.agreeOnLogin({ isNew: false });
    // Only an installed app answers for addresses; the other scheme is a person's choice in the settings of the system.
    if (app.isPackaged && options.launch.instance === undefined) {
      app.setAsDefaultProtocolClient(LINK_SCHEMES[0]);
    }
    watchIdleness({
      idleS: () => powerMonitor.getSystemIdleTime(),
      afterMinutes: () => (this.isLockable() ? options.settings().lockAfterMinutes : 0),
      lock: options.lock.now,
    });
  }

  /** Whether the app lives on without its window. */
  get staysWithoutWindow(): boolean {
    return this.tray.isThere;
  }

  settingsChanged(settings: AppSettings): void {
    const before = this.applied;
    this.applied = settings;
    if (settings.keepInTray !== before.keepInTray) this.showTray();
    if (settings.keepInTray !== before.keepInTray || settings.startAtLogin !== before.startAtLogin) {
      this.agreeOnLogin({ isNew: true });
    }
  }

  /** The window has come or gone. */
  windowChanged(): void {
    this.tray.refresh();
  }

  setUnread(count: number): void {
    this.tray.setUnread(count);
  }

  remove(): void {
    this.tray.remove();
  }

  private isLockable(): boolean {
    const { hasPassword, state } = this.options.lock.view();
    return hasPassword && state === 'unlocked';
  }

  private showTray(): void {
    const { launch, tryTo } = this.options;
    const isWanted = launch.tray === 'on' || (launch.tray === 'as-set' && this.applied.keepInTray);
    tryTo('tray', () => this.tray.setOn(isWanted));
  }

  private agreeOnLogin({ isNew }: { readonly isNew: boolean }): void {
    const { launch, setSettings, tryTo } = this.options;
    // An instance of a test must not start with the session of whoever runs it.
    if (launch.testMode) return;
    tryTo('start-at-login', () => {
      const isOn = agreedLoginItem(loginItem(launch, this.applied), {
        isOn: this.applied.startAtLogin,
        isNew,
      });
      if (isOn !== this.applied.startAtLogin) setSettings({ startAtLogin: isOn });
    });
  }
}

function loginItem({ profile }: LaunchOptions, { keepInTray }: AppSettings): LoginItem {
  const args = [
    ...(app.isPackaged ? [] : process.argv.slice(1, 2).map((entry) => resolve(entry))),
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(keepInTray ? ['--start-in-tray'] : []),
  ];
  if (process.platform !== 'linux') return systemLoginItem(app, args);
  const name = profile === undefined ? PRODUCT_NAME : `${PRODUCT_NAME}-${profile}`;
  // An AppImage runs from a place that is gone when it ends.
  const program = process.env['APPIMAGE'] ?? process.execPath;
  return autostartLoginItem(app.getPath('appData'), { name, program, args });
}
