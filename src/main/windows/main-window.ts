import {
  BrowserWindow,
  type ContextMenuParams,
  Menu,
  type MenuItemConstructorOptions,
  type NativeImage,
  screen,
} from 'electron';

import { type AppEvent, type AppSettings, EVENTS_CHANNEL } from '../../ipc/index.ts';
import { START_URL } from '../bundle/bundle-path.ts';
import { PRODUCT_NAME } from '../build-constants.ts';
import { PAGE_PREFERENCES } from './page-preferences.ts';
import { THEME_BACKGROUND } from './theme-background.ts';
import {
  type WindowState,
  MIN_SIZE,
  minimumSize,
  movedIntoSight,
  placeWindow,
  randomPlace,
  readWindowState,
} from './window-state.ts';

/** What of the settings the window itself shows. */
export type WindowSettings = Pick<AppSettings, 'theme' | 'zoomPercent' | 'hideMenuBar' | 'contentProtection'>;

export interface MainWindowOptions {
  readonly preloadPath: string;
  readonly statePath: string;
  readonly settings: WindowSettings;
  readonly randomPosition: boolean;
  readonly openDevTools: boolean;
  readonly saveState: (state: WindowState) => void;
  readonly onFocusChange: (focused: boolean) => void;
  /** It has become visible, or is not any more. */
  readonly onShownChange: () => void;
  /** Whether closing it by hand only hides it. */
  readonly staysWhenClosed: () => boolean;
  /** What the right button offers where the page has no menu of its own. */
  readonly contextMenu: (clicked: ContextMenuParams) => MenuItemConstructorOptions[];
  /** The wheel was turned with Ctrl held. */
  readonly onZoom: (direction: 'in' | 'out') => void;
  /** The page's process has crashed, for the second time in a minute; after the first the page is simply loaded again. */
  readonly onPageLost: () => void;
}

const EMPTY_URL = 'about:blank';

/** The state is written so long after the last change of size or place. */
const SAVE_DELAY_MS = 500;

/** A page that crashes again so soon will crash for ever. */
const CRASH_AGAIN_MS = 60_000;

/** Longest time that a page gets to say its last words, such as a draft. */
const CLOSE_LIMIT_MS = 1_000;

/** The one window of the app. It is shown by {@link show}, never blank. */
export class MainWindow {
  private readonly window: BrowserWindow;
  private readonly options: MainWindowOptions;
  private readonly painted: Promise<void>;
  private saveTimer: NodeJS.Timeout | undefined;
  private lastCrashMs = -Infinity;
  private isEnding = false;

  constructor(options: MainWindowOptions) {
    this.options = options;
    const displays = displaysFirstPrimary();
    const placement = placeWindow({
      state: readWindowState(options.statePath),
      displays,
      positionable: process.env['XDG_SESSION_TYPE'] !== 'wayland',
    });
    const area = displays[0];
    const position =
      options.randomPosition && area !== undefined ? randomPlace(area, placement, Math.random) : {};
    const { maximized, fullScreen, ...bounds } = placement;
    this.window = new BrowserWindow({
      ...bounds,
      ...position,
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      title: PRODUCT_NAME,
      backgroundColor: THEME_BACKGROUND[options.settings.theme],
      show: false,
      fullscreen: fullScreen,
      webPreferences: {
        ...PAGE_PREFERENCES,
        preload: options.preloadPath,
        zoomFactor: options.settings.zoomPercent / 100,
      },
    });
    this.window.setContentProtection(options.settings.contentProtection);
    if (maximized) this.window.once('show', () => this.window.maximize());
    this.painted = new Promise((resolve) => this.window.once('ready-to-show', () => resolve()));
    this.apply(options.settings);
    this.listen();
    void this.window.loadURL(START_URL);
    if (options.openDevTools) this.window.webContents.openDevTools({ mode: 'detach' });
  }

  /** Shows the window as soon as its page has painted. */
  async show(): Promise<void> {
    await this.painted;
    if (!this.window.isDestroyed()) this.window.show();
  }

  /** Brings the window to the front, from wherever it is. */
  focus(): void {
    if (this.window.isDestroyed()) return;
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  /** Closes the window as a person would, so that its page can save what it has; it is gone when this resolves. */
  async close(): Promise<void> {
    if (this.window.isDestroyed()) return;
    this.isEnding = true;
    const closed = new Promise<void>((resolve) => this.window.once('closed', () => resolve()));
    const limit = setTimeout(() => this.destroy(), CLOSE_LIMIT_MS);
    this.window.close();
    await closed;
    clearTimeout(limit);
  }

  /** Loads the page anew; the old one has said its last words and is gone when this resolves, whatever it was doing. */
  async renew(): Promise<void> {
    if (this.window.isDestroyed()) return;
    const { window } = this;
    const { webContents } = window;
    // A page that hangs is ended; it comes back empty, as after any crash.
    const limit = setTimeout(() => webContents.forcefullyCrashRenderer(), CLOSE_LIMIT_MS);
    await new Promise<void>((resolve) => {
      const gone = (): void => {
        webContents.off('did-navigate', gone);
        webContents.off('render-process-gone', gone);
        window.off('closed', gone);
        resolve();
      };
      webContents.on('did-navigate', gone);
      webContents.on('render-process-gone', gone);
      window.on('closed', gone);
      webContents.reload();
    });
    clearTimeout(limit);
  }

  /** Whether a person can see it, apart from what lies before it. */
  get isShown(): boolean {
    return !this.window.isDestroyed() && this.window.isVisible() && !this.window.isMinimized();
  }

  hide(): void {
    if (!this.window.isDestroyed()) this.window.hide();
  }

  /** For dialogs that stand before it. */
  get native(): BrowserWindow | undefined {
    return this.window.isDestroyed() ? undefined : this.window;
  }

  /** Windows: a mark on its button in the taskbar. */
  setOverlay(overlay: NativeImage | undefined, description: string): void {
    if (!this.window.isDestroyed()) this.window.setOverlayIcon(overlay ?? null, description);
  }

  isDestroyed(): boolean {
    return this.window.isDestroyed();
  }

  /** Takes the window away at once. */
  destroy(): void {
    if (!this.window.isDestroyed()) this.window.destroy();
  }

  /** Ground, zoom, menu bar and protection after a change of the settings. */
  apply({ theme, zoomPercent, hideMenuBar, contentProtection }: WindowSettings): void {
    if (this.window.isDestroyed()) return;
    this.window.setContentProtection(contentProtection);
    this.window.setBackgroundColor(THEME_BACKGROUND[theme]);
    this.window.webContents.setZoomFactor(zoomPercent / 100);
    if (process.platform !== 'darwin') {
      // Hidden, it comes with Alt; visible, it stays.
      this.window.setAutoHideMenuBar(hideMenuBar);
      this.window.setMenuBarVisibility(!hideMenuBar);
    }
    const { workArea } = screen.getDisplayMatching(this.window.getBounds());
    const { width, height } = minimumSize(zoomPercent, workArea);
    this.window.setMinimumSize(width, height);
  }

  send(events: readonly AppEvent[]): void {
    if (!this.window.isDestroyed()) this.window.webContents.send(EVENTS_CHANNEL, events);
  }

  private listen(): void {
    const { window, options } = this;
    window.on('focus', () => options.onFocusChange(true));
    window.on('blur', () => options.onFocusChange(false));
    const saveLater = (): void => {
      clearTimeout(this.saveTimer);
      this.saveTimer = setTimeout(() => this.saveNow(), SAVE_DELAY_MS);
    };
    window.on('resize', saveLater);
    window.on('move', saveLater);
    window.on('maximize', saveLater);
    window.on('unmaximize', saveLater);
    window.on('close', (event) => {
      this.saveNow();
      if (this.isEnding || !options.staysWhenClosed()) return;
      event.preventDefault();
      window.hide();
    });
    for (const change of ['show', 'hide', 'minimize', 'restore'] as const) {
      window.on(change as 'show', () => options.onShownChange());
    }
    window.webContents.on('context-menu', (_event, clicked) => {
      const items = options.contextMenu(clicked);
      if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
    });
    const stopWatching = watchDisplays(() => this.stayVisible());
    window.on('closed', stopWatching);
    window.webContents.on('zoom-changed', (_event, direction) => options.onZoom(direction));
    window.on('page-title-updated', (event) => event.preventDefault());
    // The one place to which Chromium goes without asking is the empty page. Nothing can be done there, not even coming back.
    window.webContents.on('did-navigate', (_event, url) => {
      if (url === EMPTY_URL) void window.loadURL(START_URL);
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') this.recover();
    });
  }

  /** A display was taken away, or has another size: the window must not be left where nobody can see it. */
  private stayVisible(): void {
    const { window } = this;
    if (window.isDestroyed() || window.isMaximized() || window.isFullScreen()) return;
    const bounds = movedIntoSight(window.getBounds(), displaysFirstPrimary());
    if (bounds !== undefined) window.setBounds(bounds);
  }

  private recover(): void {
    const nowMs = performance.now();
    const again = nowMs - this.lastCrashMs < CRASH_AGAIN_MS;
    this.lastCrashMs = nowMs;
    if (again) this.options.onPageLost();
    else this.window.webContents.reload();
  }

  private saveNow(): void {
    clearTimeout(this.saveTimer);
    if (this.window.isDestroyed()) return;
    this.options.saveState({
      bounds: this.window.getNormalBounds(),
      maximized: this.window.isMaximized(),
      fullScreen: this.window.isFullScreen(),
    });
  }
}

/** The result stops it. */
function watchDisplays(onChange: () => void): () => void {
  screen.on('display-removed', onChange);
  screen.on('display-metrics-changed', onChange);
  return () => {
    screen.off('display-removed', onChange);
    screen.off('display-metrics-changed', onChange);
  };
}

function displaysFirstPrimary(): readonly Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}
