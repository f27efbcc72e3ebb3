import { app, clipboard, session, shell } from 'electron';

import { type ClientEvent, type Log, createLog, systemClock } from '../../../ts/client/index.ts';
import type { AppInfo, AppSettings, ClientStatus } from '../../ipc/index.ts';
import { codeOf } from '../app-error.ts';
import { serveBundle } from '../bundle/bundle-protocol.ts';
import { APP_VERSION, COMMIT, PRODUCT_NAME } from '../build-constants.ts';
import { ClipboardWriter } from '../desktop/clipboard.ts';
import { watchConnectivity } from '../desktop/connectivity.ts';
import { externalUrl } from '../desktop/external-links.ts';
import { reportFailure } from '../dialogs/failure-dialog.ts';
import { EngineHost } from '../engine/engine-host.ts';
import { createDispatcher } from '../ipc/dispatcher.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { serveIpc } from '../ipc/ipc-server.ts';
import { LogFile } from '../log/log-file.ts';
import { enablePreferences, installAppMenu } from '../menu/app-menu.ts';
import { SettingsService } from '../settings/settings-service.ts';
import { resolveLocale } from '../text/locale.ts';
import { type Texts, createTexts } from '../text/texts.ts';
import { openVault } from '../vault/key-vault.ts';
import { osKeyStore } from '../vault/os-key-store.ts';
import { MainWindow } from '../windows/main-window.ts';
import { guardSession } from '../windows/web-guards.ts';
import { writeWindowState } from '../windows/window-state.ts';
import { DemoGreeter } from './demo-greeter.ts';
import { FatalError } from './fatal-errors.ts';
import type { LaunchOptions } from './launch-options.ts';
import { type ProfileFiles, deleteProfileData, profileFiles } from './profile-files.ts';

/** Files of the bundle, absolute. */
export interface BundlePaths {
  readonly engineWorker: string;
  readonly preload: string;
  readonly renderer: string;
}

const EXIT_FAILED = 1;
/** The failure was written to standard output instead of shown. */
const EXIT_LOGGED = 3;

const CLOSE_LIMIT_MS = 10_000;
/** Test mode: once a second (spec 08 §3.1); a local network is looked at more often than that anyway. */
const TEST_PACE = { activeMs: 1_000, focusedMs: 1_000, backgroundMs: 1_000, idleMs: 1_000 };
/** The window waits for the engine so that a failed start shows no window at all, but not longer than a person would. */
const SHOW_LIMIT_MS = 1_000;
const LOG = { name: 'undertone', maxBytes: 1_000_000, maxFiles: 5, delayMs: 250 };

/** The app from being ready to its end: puts the parts together, and takes them apart in the right order. */
export class Undertone {
  private readonly options: LaunchOptions;
  private readonly paths: BundlePaths;
  private readonly files: ProfileFiles;
  private readonly logFile: LogFile;
  private readonly log: Log;
  private readonly clipboardWriter: ClipboardWriter;
  private settings: SettingsService | undefined;
  private host: EngineHost | undefined;
  private window: MainWindow | undefined;
  private greeter: DemoGreeter | undefined;
  private ending: Promise<void> | undefined;
  private failing = false;

  constructor(options: LaunchOptions, paths: BundlePaths) {
    this.options = options;
    this.paths = paths;
    this.files = profileFiles(options.profileFolder);
    this.logFile = new LogFile({ folder: this.files.logs, ...LOG });
    this.log = createLog(systemClock, (line) => this.logFile.write(line));
    this.clipboardWriter = new ClipboardWriter(clipboard, (error) =>
      this.log.write('warn', 'clipboard-not-cleared', { error }),
    );
  }

  /** Hears of the ends and second starts that may come at any time, also before the app is ready. */
  listen(): void {
    app.on('second-instance', () => this.window?.focus());
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
    process.on('unhandledRejection', (error) => this.log.write('error', 'unhandled-rejection', { error }));
  }

  /** Starts the engine and opens the window, side by side. */
  async start(): Promise<void> {
    try {
      this.log.write('info', 'started', {
        version: APP_VERSION,
        commit: COMMIT,
        electron: process.versions['electron'],
      });
      const settings = new SettingsService(this.files.settings, (changed) => this.settingsChanged(changed));
      this.settings = settings;
      const { key, keyProtected } = openVault({
        path: this.files.vault,
        storePath: this.files.store,
        keyStore: osKeyStore,
      });
      if (!keyProtected) this.log.write('warn', 'key-unprotected');
      const host = this.startEngine(key);
      this.host = host;
      guardSession(session.defaultSession);
      serveBundle(this.paths.renderer);
      const handlers = createHandlers({
        info: this.info(keyProtected),
        host,
        settings,
        clipboard: this.clipboardWriter,
        openUrl: (url) => shell.openExternal(externalUrl(url)),
      });
      serveIpc(createDispatcher(handlers, this.log));
      this.openWindow(host, settings);
      this.prepareDesktop(host);
      await host.opened;
      await this.useStatus(host);
    } catch (error) {
      await this.fail(error);
    }
  }

  /** Says why the app cannot go on and does what the person decides; nothing is deleted without that. */
  async fail(error: unknown): Promise<void> {
    if (this.failing || this.ending !== undefined) return;
    this.failing = true;
    const code = codeOf(error);
    this.log.write('error', 'failed', { code, error });
    this.logFile.flush();
    await app.whenReady();
    this.window?.destroy();
    const decision = await reportFailure({
      code,
      details: `${PRODUCT_NAME} ${APP_VERSION} ${COMMIT} ${process.platform} ${code}`,
      texts: this.texts(),
      toLog: this.options.dialogsToLog,
    });
    if (decision === 'delete-all-data') {
      await this.host?.close();
      deleteProfileData(this.options.profileFolder);
    }
    if (decision === 'restart' || decision === 'delete-all-data') app.relaunch();
    await this.end(decision === 'logged' ? EXIT_LOGGED : EXIT_FAILED);
  }

  private startEngine(storeKey: Uint8Array): EngineHost {
    const { network, testMode, measureLag } = this.options;
    return new EngineHost({
      workerPath: this.paths.engineWorker,
      engine: {
        storePath: this.files.store,
        storeKey,
        network,
        pace: testMode && network.kind !== 'devnet' ? TEST_PACE : undefined,
        measureLag,
      },
      closeLimitMs: CLOSE_LIMIT_MS,
      onEvents: (events) => this.forward(events),
      onLogLine: (line) => this.logFile.write(line),
      onCrash: (error) => void this.fail(error),
    });
  }

  private openWindow(host: EngineHost, settings: SettingsService): void {
    const { testMode, openDevTools } = this.options;
    this.window = new MainWindow({
      preloadPath: this.paths.preload,
      statePath: this.files.windowState,
      theme: settings.get().theme,
      randomPosition: testMode,
      openDevTools,
      saveState: (state) =>
        this.tryTo('window-state-save', () => writeWindowState(this.files.windowState, state)),
      onFocusChange: (focused) => this.tell('focus', host.engine.setFocused(focused)),
      onPageLost: () => void this.fail(new FatalError('page-lost')),
    });
    const openOrLate = Promise.race([
      host.opened,
      new Promise((resolve) => setTimeout(resolve, SHOW_LIMIT_MS)),
    ]);
    this.window.show(openOrLate).catch(() => undefined);
  }

  /** macOS: the app lives on without a window and gets a new one from the dock. */
  private reopen(): void {
    if (this.host === undefined || this.settings === undefined || this.ending !== undefined) return;
    if (this.window?.isDestroyed() === false) this.window.focus();
    else this.openWindow(this.host, this.settings);
  }

  private prepareDesktop(host: EngineHost): void {
    const texts = this.texts();
    app.setAboutPanelOptions({
      applicationName: PRODUCT_NAME,
      applicationVersion: APP_VERSION,
      version: COMMIT,
      copyright: texts('aboutAffiliation'),
    });
    installAppMenu(texts, { openSettings: () => this.window?.send([{ type: 'open-settings' }]) });
    watchConnectivity(() => this.tell('connectivity', host.engine.connectivityChanged()));
  }

  /** Takes up the status that the engine has opened with; later ones come as events. */
  private async useStatus({ engine }: EngineHost): Promise<void> {
    const contactId = this.options.greeterId;
    if (contactId !== undefined) {
      this.greeter = new DemoGreeter({ engine, contactId, greeting: this.texts()('demoGreeting') });
    }
    this.heardStatus(await engine.status());
  }

  private heardStatus(status: ClientStatus): void {
    enablePreferences(status.phase === 'ready');
    if (this.greeter !== undefined) this.tell('demo-greeting', this.greeter.heard(status));
  }

  private forward(events: readonly ClientEvent[]): void {
    this.window?.send(events);
    for (const event of events) {
      if (event.type === 'status') this.heardStatus(event.status);
    }
  }

  private settingsChanged(settings: AppSettings): void {
    this.window?.setTheme(settings.theme);
    this.window?.send([{ type: 'settings', settings }]);
  }

  private info(keyProtected: boolean): AppInfo {
    const { network, testMode } = this.options;
    return {
      version: APP_VERSION,
      commit: COMMIT,
      electron: process.versions['electron'] ?? '',
      platform: process.platform,
      testMode,
      networkName: network.kind === 'devnet' ? 'local' : network.kind,
      locale: this.locale(),
      keyProtected,
    };
  }

  private texts(): Texts {
    return createTexts(this.locale());
  }

  private locale(): ReturnType<typeof resolveLocale> {
    return resolveLocale({ language: this.options.language, system: app.getLocale() });
  }

  /** The window goes first, so that quitting feels quick and drafts arrive; then the engine, then the process (spec 08 APP-13). */
  private end(status: number): Promise<void> {
    this.ending ??= this.endNow(status);
    return this.ending;
  }

  private async endNow(status: number): Promise<void> {
    await this.window?.close();
    await this.clipboardWriter.clearNow();
    await this.host?.close();
    this.log.write('info', 'ended', { status });
    this.logFile.flush();
    app.exit(status);
  }

  /** For calls to the engine whose result nobody waits for. */
  private tell(what: string, done: Promise<unknown>): void {
    done.catch((error: unknown) => this.log.write('warn', 'not-done', { what, error }));
  }

  private tryTo(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.log.write('warn', 'not-done', { what, error });
    }
  }
}
