import type { Texts } from '../text/texts.ts';

export interface TrayItem {
  readonly label: string;
  readonly run: () => void;
}

/** What can be seen of the icon. */
export interface TrayLook {
  readonly tooltip: string;
  /** Something waits to be read. */
  readonly isUnread: boolean;
  readonly items: readonly TrayItem[];
}

export interface TrayIcon {
  readonly update: (look: TrayLook) => void;
  readonly remove: () => void;
}

/** What the desktop can do; Electron, or a fake in tests. */
export interface TrayDesktop {
  /** `undefined` where there is no place for icons. */
  readonly create: (onClick: () => void) => TrayIcon | undefined;
}

export interface TrayOptions {
  readonly desktop: TrayDesktop;
  readonly texts: Texts;
  readonly isWindowShown: () => boolean;
  readonly showWindow: () => void;
  readonly hideWindow: () => void;
  readonly quit: () => void;
}

/** The icon among those of the system (spec 08 APP-07). */
export class Tray {
  private readonly options: TrayOptions;
  private icon: TrayIcon | undefined;
  private unread = 0;

  constructor(options: TrayOptions) {
    this.options = options;
  }

  /** Whether the app can be reached without a window. */
  get isThere(): boolean {
    return this.icon !== undefined;
  }

  setOn(isOn: boolean): void {
    if (isOn === this.isThere) return;
    if (isOn) this.icon = this.options.desktop.create(() => this.toggle());
    else this.remove();
    this.refresh();
  }

  /** Conversations with something unread. */
  setUnread(count: number): void {
    this.unread = count;
    this.refresh();
  }

  /** The window has come or gone. */
  refresh(): void {
    const { texts, isWindowShown, quit } = this.options;
    const toggle = texts(isWindowShown() ? 'nativeTrayHide' : 'nativeTrayShow');
    this.icon?.update({
      tooltip: texts('nativeTrayTooltip', { count: this.unread }),
      isUnread: this.unread > 0,
      items: [
        { label: toggle, run: () => this.toggle() },
        { label: texts('nativeMenuQuit'), run: quit },
      ],
    });
  }

  remove(): void {
    this.icon?.remove();
    this.icon = undefined;
  }

  private toggle(): void {
    const { isWindowShown, showWindow, hideWindow } = this.options;
    if (isWindowShown()) hideWindow();
    else showWindow();
    this.refresh();
  }
}
