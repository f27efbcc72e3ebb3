import { app, clipboard, session, shell, webContents } from 'electron';

import { type AppSettings, type DesktopEvent, type LockView, zoomStep, ZOOM } from '../../ipc/index.ts';
import { serveBundle } from '../bundle/bundle-protocol.ts';
import { APP_VERSION, COMMIT, PRODUCT_NAME, UPDATE_SOURCE } from '../build-constants.ts';
import { markReadFromNotification, replyFromNotification } from '../desktop/answer-notification.ts';
import { ClipboardWriter } from '../desktop/clipboard.ts';
import { watchConnectivity } from '../desktop/connectivity.ts';
import { DeepLinks } from '../desktop/deep-links.ts';
import { electronDesktop, watchScreenLock } from '../desktop/electron-desktop.ts';
import { unreadOverlay } from '../desktop/electron-tray.ts';
import { type NotificationTarget, Notifier } from '../desktop/notifier.ts';
import { pageFiles } from '../desktop/page-files.ts';
import { Presence } from '../desktop/presence.ts';
import { watchAbsence } from '../desktop/absence.ts';
import { showAbout } from '../dialogs/about-dialog.ts';
import { type FailureDecision, reportFailure } from '../dialogs/failure-dialog.ts';
import { confirmQuit } from '../dialogs/quit-dialog.ts';
import { serveIpc } from '../ipc/ipc-server.ts';
import { serveMedia } from '../media/media-protocol.ts';
import { MEDIA_SCHEME } from '../media/media-url.ts';
import { enableLock, enablePreferences, installAppMenu } from '../menu/app-menu.ts';
import { contextMenuItems } from '../menu/context-menu.ts';
import { nativeSystemTheme } from '../settings/native-theme.ts';
import { DEFAULT_SETTINGS } from '../settings/settings-file.ts';
import { osKeyStore } from '../vault/os-key-store.ts';
import { ChromiumNetwork, chromiumRoute } from '../windows/chromium-network.ts';
import { MainWindow } from '../windows/main-window.ts';
import { guardSession } from '../windows/web-guards.ts';
import { writeWindowState } from '../windows/window-state.ts';
import type { Texts } from '../text/texts.ts';
import { createUpdates } from '../updates/app-updates.ts';
import type { Updates } from '../updates/updates.ts';
import type { OpenCore } from './core-surroundings.ts';
import { Core } from './core.ts';
import { EXIT_STATUS } from './exit-status.ts';
import { FatalError } from './fatal-errors.ts';
import type { LaunchOptions } from './launch-options.ts';
import { deleteProfileData } from './profile-files.ts';

/** Files of the bundle, absolute. */
export interface BundlePaths {
  readonly engineWorker: string;
  readonly storeWorker: string;
  readonly bulkWorker: string;
  readonly passwordWorker: string;
  readonly updater: string;
  readonly preload: string;
  readonly renderer: string;
  readonly bundledNodes: string;
  readonly trayIcon: string;
}

/** Whoever quits does not wait longer for the question whether they mean it. */
const ASK_LIMIT_MS = 1_000;

/** The app from being ready to its end: puts the parts together, and takes them apart in the right order. */
export class Undertone {
  private readonly options: LaunchOptions;
  private readonly paths: BundlePaths;
  private readonly core: Core;
  private readonly clipboardWriter: ClipboardWriter;
  private opened: OpenCore | undefined;
  private window: MainWindow | undefined;
  private notifier: Notifier | undefined;
  private presence: Presence | undefined;
  private readonly updates: Updates;
  private readonly links = new DeepLinks(() => this.linkArrived());
  private ending: Promise<void> | undefined;
  private failing = false;

  constructor(options: LaunchOptions, paths: BundlePaths) {
    this.options = options;
    this.paths = paths;
    this.core = new Core({
      launch: options,
      build: { version: APP_VERSION, commit: COMMIT, electron: process.versions['electron'] ?? '' },
      engineWorker: paths.engineWorker,
      storeWorker: paths.storeWorker,
      bulkWorker: paths.bulkWorker,
      bundledNodes: paths.bundledNodes,
      passwordWorker: paths.passwordWorker,
      systemLocale: () => app.getLocale(),
    });
    this.clipboardWriter = new ClipboardWriter(clipboard, (error) =>
      this.core.log.write('warn', 'clipboard-not-cleared', { error }),
    );
    this.updates = this.createUpdates();
  }

  /** Hears of the ends and second starts that may come at any time, also before the app is ready. */
  listen(): void {
    app.on('second-instance', (_event, args) => {
      if (!this.links.offerArguments(args.slice(1))) this.reopen();
    });
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.links.offer(url);
    });
    this.links.offerArguments(process.argv.slice(1));
    app.on('activate', () => this.reopen());
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin' && !this.failing) app.quit();
    });
    app.on('before-quit', (event) => {
      event.preventDefault();
      void this.end(0);
    });
    process.on('SIGTERM', () => void this.end(0));
    process.on('SIGINT', () => void this.end(0));
    process.on('uncaughtException', (cause) => void this.fail(new FatalError('main-failed', { cause })));
    process.on('unhandledRejection', (error) =>
      this.core.log.write('error', 'unhandled-rejection', { error }),
    );
  }

  /** What takes time and needs neither Electron nor the profile. */
  warmUp(): void {
    this.core.warmUp();
  }

  /** Starts the engine and opens the window, side by side. */
  async start(): Promise<void> {
    try {
      const chromium = new ChromiumNetwork({
        app,
        session: session.defaultSession,
        pages: () => webContents.getAllWebContents(),
      });
      const closedIn = chromium.start();
      const opened = this.core.open({
        keyStore: osKeyStore,
        systemTheme: nativeSystemTheme,
        clipboard: this.clipboardWriter,
        openUrl: (url) => shell.openExternal(url),
        takeLink: () => this.links.take(),
        files: pageFiles,
        updates: this.updates,
        mediaBase: `${MEDIA_SCHEME}://`,
        onEvents: (events) => this.window?.send(events),
        onDesktopEvent: (event) => this.hearDesktop(event),
        onWaysOut: async (waysOut) => {
          this.updates.useNetwork(waysOut);
          await closedIn;
          await chromium.use(chromiumRoute(waysOut));
        },
        onStatus: ({ phase }) => enablePreferences(phase === 'ready'),
        onSettings: (settings) => this.settingsChanged(settings),
        onLock: (lock) => this.lockChanged(lock),
        renewPages: async () => {
          this.notifier?.clear();
          await this.window?.renew();
        },
        onCrash: (error) => void this.fail(error),
        onAccountDeleted: () => this.startAfresh(),
      });
      this.opened = opened;
      guardSession(session.defaultSession, {
        microphone: () => opened.settings.get().microphone,
      });
      serveBundle(this.paths.renderer);
      serveMedia(opened.media);
      serveIpc(opened.dispatch);
      this.openWindow(opened, { isHidden: this.options.startsInTray && !this.links.isOneWaiting });
      this.prepareDesktop(opened);
      await Promise.all([opened.opened, closedIn]);
      this.updates.start();
    } catch (error) {
      await this.fail(error);
    }
  }

  /** Says why the app cannot go on and does what the person decides; nothing is deleted without that. */
  async fail(error: unknown): Promise<void> {
    if (this.failing || this.ending !== undefined) return;
    this.failing = true;
    const code = this.core.noteFailure(error);
    await app.whenReady();
    this.window?.destroy();
    const decision = await this.decisionOn(code);
    if (decision === 'delete-all-data') {
      await this.core.closeEngine();
      deleteProfileData(this.options.profileFolder);
    }
    if (decision === 'restart' || decision === 'delete-all-data') app.relaunch();
    await this.end(decision === 'logged' ? EXIT_STATUS.logged : EXIT_STATUS.failed);
  }

  /** What is to happen next; a database that could not be repaired is reported once more. */
  private async decisionOn(code: string): Promise<Exclude<FailureDecision, 'repair'>> {
    for (;;) {
      const decision = await reportFailure({
        code,
        details: `${PRODUCT_NAME} ${APP_VERSION} ${COMMIT} ${process.platform} ${code}`,
        texts: this.core.texts(),
        canRepair: this.core.canRepair,
        toLog: this.options.dialogsToLog,
      });
      if (decision !== 'repair') return decision;
      try {
        await this.core.repairStore();
        return 'restart';
      } catch (error) {
        this.core.noteFailure(error);
      }
    }
  }

  /** Ends, and begins again with nothing (spec 08 APP-11, SET-11). */
  private startAfresh(): void {
    app.relaunch();
    void this.end(0);
  }

  private openWindow({ settings }: OpenCore, { isHidden = false } = {}): void {
    const { testMode, openDevTools } = this.options;
    this.window = new MainWindow({
      preloadPath: this.paths.preload,
      statePath: this.core.files.windowState,
      settings: settings.get(),
      randomPosition: testMode,
      openDevTools,
      saveState: (state) =>
        this.tryTo('window-state-save', () => writeWindowState(this.core.files.windowState, state)),
      onFocusChange: (focused) => this.core.setFocused(focused),
      onShownChange: () => this.presence?.windowChanged(),
      staysWhenClosed: () => this.presence?.staysWithoutWindow === true && !this.failing,
      contextMenu: (clicked) => contextMenuItems(clicked, { texts: this.core.texts(), copy: this.copy }),
      onZoom: (direction) => this.zoom(direction),
      onPageLost: () => void this.fail(new FatalError('page-lost')),
    });
    if (!isHidden) void this.window.show();
  }

  /** macOS: the app lives on without a window and gets a new one from the dock. */
  private reopen(): void {
    if (this.opened === undefined || this.ending !== undefined) return;
    if (this.window?.isDestroyed() === false) this.window.focus();
    else this.openWindow(this.opened);
  }

  private prepareDesktop({ lock, settings }: OpenCore): void {
    const texts = this.core.texts();
    const lockNow = (): void => this.core.tell('lock', lock.lock());
    installAppMenu(texts, {
      openSettings: () => this.window?.send([{ type: 'open-settings' }]),
      lock: lockNow,
      zoom: (direction) => this.zoom(direction),
      quit: () => void this.quitAsked(texts),
      about: () => void this.showAbout(texts),
      openHelp: () => this.window?.send([{ type: 'open-settings', page: 'help' }]),
    });
    this.presence = new Presence({
      launch: this.options,
      texts,
      trayIcon: this.paths.trayIcon,
      settings: () => settings.get(),
      setSettings: (change) => settings.set(change),
      lock: { view: () => lock.view(), now: lockNow },
      isWindowShown: () => this.window?.isShown === true,
      showWindow: () => this.reopen(),
      hideWindow: () => this.window?.hide(),
      quit: () => void this.quitAsked(texts),
      tryTo: (what, work) => this.tryTo(what, work),
    });
    this.lockChanged(lock.view());
    watchConnectivity(() => this.core.connectivityChanged());
    watchAbsence(() => {
      if (settings.get().lockWithSystem && lock.view().hasPassword) lockNow();
    });
    if (this.options.notifies) this.prepareNotifications(texts);
  }

  private createUpdates(): Updates {
    const { testMode, testUpdates } = this.options;
    return createUpdates({
      version: APP_VERSION,
      built: UPDATE_SOURCE,
      testSource: testUpdates,
      isPackaged: app.isPackaged,
      testMode,
      installerProgram: this.paths.updater,
      installerFolder: this.core.files.loadedUpdates,
      recordPath: this.core.files.updates,
      session: (name) => session.fromPartition(name, { cache: false }),
      settings: () => this.opened?.settings.get() ?? DEFAULT_SETTINGS,
      log: this.core.log,
      onChange: (updates) => this.window?.send([{ type: 'updates', updates }]),
      onRestart: () => void this.quitAsked(this.core.texts()),
    });
  }

  private prepareNotifications(texts: Texts): void {
    this.notifier = new Notifier({
      desktop: electronDesktop,
      texts,
      escapesMarkup: process.platform === 'linux',
      onOpen: (target) => this.openFromNotification(target),
      onReply: (target, text) => this.replyFromNotification(target, text),
      onMarkRead: ({ conversationId }) =>
        this.core.ask('mark-read', (engine) => markReadFromNotification(engine, conversationId)),
    });
    watchScreenLock((isLocked) => this.core.setScreenLocked(isLocked));
  }

  private hearDesktop(event: DesktopEvent): void {
    this.notifier?.hear(event);
    if (event.type === 'badge') this.showUnread(event.badge);
  }

  private showUnread({ count, label }: { readonly count: number; readonly label: string }): void {
    this.presence?.setUnread(count);
    if (process.platform === 'win32') {
      this.window?.setOverlay(count > 0 ? unreadOverlay() : undefined, label);
    }
  }

  private linkArrived(): void {
    this.reopen();
    this.window?.send([{ type: 'link-waiting' }]);
  }

  private readonly copy = (text: string): void => {
    this.core.tell('copy', this.clipboardWriter.write(text));
  };

  private async showAbout(texts: Texts): Promise<void> {
    const facts = { version: APP_VERSION, commit: COMMIT, electron: process.versions['electron'] ?? '' };
    await showAbout(facts, { texts, copy: this.copy, window: this.window?.native });
  }

  /** Asks first when something would stop in the middle; an engine that does not answer has nothing to say (spec 08 APP-13). */
  private async quitAsked(texts: Texts): Promise<void> {
    const nothing = { isInCall: false, uploads: 0 };
    const late = new Promise<typeof nothing>((resolve) => setTimeout(() => resolve(nothing), ASK_LIMIT_MS));
    const unfinished = await Promise.race([this.core.unfinished().catch(() => nothing), late]);
    if (await confirmQuit(unfinished, texts)) app.quit();
    else this.updates.applyNotNow();
  }

  private openFromNotification(target: NotificationTarget | undefined): void {
    this.reopen();
    if (target === undefined) return;
    const { conversationId, messageId } = target;
    const place = messageId === undefined ? { conversationId } : { conversationId, messageId };
    this.window?.send([{ type: 'open-conversation', ...place }]);
  }

  private replyFromNotification(target: NotificationTarget, text: string): void {
    const { conversationId } = target;
    this.core.ask('reply', async (engine) => {
      if (!(await replyFromNotification(engine, { conversationId, text }))) this.openFromNotification(target);
    });
  }

  private lockChanged(lock: LockView): void {
    if (lock.state === 'locked') {
      enablePreferences(false);
      this.notifier?.clear();
      this.presence?.setUnread(0);
    }
    enableLock(lock.hasPassword && lock.state === 'unlocked');
    this.window?.send([{ type: 'lock', lock }]);
  }

  private zoom(direction: 'in' | 'out' | 'reset'): void {
    const settings = this.opened?.settings;
    if (settings === undefined) return;
    const percent = settings.get().zoomPercent;
    this.tryTo('zoom-save', () =>
      settings.set({ zoomPercent: direction === 'reset' ? ZOOM.initial : zoomStep(percent, direction) }),
    );
  }

  private settingsChanged(settings: AppSettings): void {
    this.window?.apply(settings);
    this.presence?.settingsChanged(settings);
    this.updates.settingsChanged();
    this.window?.send([{ type: 'settings', settings }]);
  }

  /** The window goes first, so that quitting feels quick and drafts arrive; then the engine, then the process (spec 08 APP-13). */
  private end(status: number): Promise<void> {
    this.ending ??= this.endNow(status);
    return this.ending;
  }

  private async endNow(status: number): Promise<void> {
    this.updates.stop();
    await this.window?.close();
    this.notifier?.clear();
    this.presence?.remove();
    await this.clipboardWriter.clearNow();
    await this.core.closeEngine();
    // A failure is no time for it.
    if (status === 0 && this.updates.finish().restartsOld) app.relaunch();
    this.core.noteEnd(status);
    app.exit(status);
  }

  private tryTo(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.core.log.write('warn', 'not-done', { what, error });
    }
  }
}
