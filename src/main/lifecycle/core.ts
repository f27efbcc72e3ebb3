import { type ClientEvent, type Log, createLog, systemClock } from '../../../ts/client/index.ts';
import type { AppInfo, AppSettings, ClientStatus } from '../../ipc/index.ts';
import { codeOf } from '../app-error.ts';
import { externalUrl } from '../desktop/external-links.ts';
import { EngineHost } from '../engine/engine-host.ts';
import { type Dispatch, createDispatcher } from '../ipc/dispatcher.ts';
import { type HandlerServices, createHandlers } from '../ipc/handlers.ts';
import { LogFile } from '../log/log-file.ts';
import { SettingsService, type SystemTheme } from '../settings/settings-service.ts';
import { resolveLocale } from '../text/locale.ts';
import { type Texts, createTexts } from '../text/texts.ts';
import { type OsKeyStore, openVault } from '../vault/key-vault.ts';
import { DemoGreeter } from './demo-greeter.ts';
import type { LaunchOptions } from './launch-options.ts';
import { type ProfileFiles, deleteProfileData, profileFiles } from './profile-files.ts';

const CLOSE_LIMIT_MS = 10_000;
/** Test mode: once a second (spec 08 §3.1); a local network is looked at more often than that anyway. */
const TEST_PACE = { activeMs: 1_000, focusedMs: 1_000, backgroundMs: 1_000, idleMs: 1_000 };
const LOG = { name: 'undertone', maxBytes: 1_000_000, maxFiles: 5, delayMs: 250 };

/** Which build this is, and in what it runs. */
export type BuildFacts = Pick<AppInfo, 'version' | 'commit' | 'electron'>;

export interface CoreOptions {
  readonly launch: LaunchOptions;
  readonly build: BuildFacts;
  /** The engine's program. */
  readonly engineWorker: string | URL;
  /** The node list that comes with the app. */
  readonly bundledNodes: string;
  /** Language of the operating system, a BCP 47 tag; asked when it is needed. */
  readonly systemLocale: () => string;
  /** Hears of every line of the log besides the file. */
  readonly onLogLine?: (line: string) => void;
}

/** What only the surroundings – Electron, or a browser elsewhere – can do, and what they want to hear. */
export interface CoreSurroundings {
  readonly keyStore: OsKeyStore;
  readonly systemTheme: SystemTheme;
  readonly clipboard: HandlerServices['clipboard'];
  /** Shows an http or https address; it has been checked. */
  readonly openUrl: (url: string) => Promise<void>;
  readonly onEvents: (events: readonly ClientEvent[]) => void;
  /** Every status: the first one and, after `onEvents`, each later one. */
  readonly onStatus: (status: ClientStatus) => void;
  readonly onSettings: (settings: AppSettings) => void;
  /** The engine's thread ended by itself. */
  readonly onCrash: (error: Error) => void;
  /** The account was deleted and whoever asked was answered: it is time to end. {@link Core.closeEngine} takes the rest of the profile away. */
  readonly onAccountDeleted: () => void;
}

export interface OpenCore {
  readonly host: EngineHost;
  readonly settings: SettingsService;
  /** Answers the page's requests. */
  readonly dispatch: Dispatch;
  /** Resolves when the engine is open and its first status was told. @throws {EngineError} @throws {EngineStoppedError} */
  readonly opened: Promise<void>;
}

/** The app without a face: a profile's log, settings and key, the engine's thread, and the answers to the page. */
export class Core {
  readonly files: ProfileFiles;
  readonly log: Log;

  private readonly options: CoreOptions;
  private readonly logFile: LogFile;
  private host: EngineHost | undefined;
  private greeter: DemoGreeter | undefined;
  private isAccountDeleted = false;
  private isErased = false;

  constructor(options: CoreOptions) {
    this.options = options;
    this.files = profileFiles(options.launch.profileFolder);
    this.logFile = new LogFile({ folder: this.files.logs, ...LOG });
    this.log = createLog(systemClock, (line) => this.writeLog(line));
  }

  /**
   * Reads the profile and starts the engine; does not wait for it.
   * @throws {VaultError}
   */
  open(surroundings: CoreSurroundings): OpenCore {
    this.log.write('info', 'started', { ...this.options.build });
    const { keyStore, systemTheme, clipboard, openUrl } = surroundings;
    const settings = new SettingsService({
      path: this.files.settings,
      systemTheme,
      onChange: surroundings.onSettings,
    });
    const { key, keyProtected } = openVault({
      path: this.files.vault,
      storePath: this.files.store,
      keyStore,
    });
    if (!keyProtected) this.log.write('warn', 'key-unprotected');
    const host = this.startEngine(key, surroundings);
    this.host = host;
    const handlers = createHandlers({
      info: this.info(keyProtected),
      host,
      settings,
      clipboard,
      openUrl: (url) => openUrl(externalUrl(url)),
      onAccountDeleted: () => this.accountDeleted(surroundings),
    });
    const opened = this.useFirstStatus(host, surroundings);
    // Whoever waits hears of it; a failure nobody waits for is not an unhandled one.
    opened.catch(() => undefined);
    return { host, settings, dispatch: createDispatcher(handlers, this.log), opened };
  }

  /** The words of the interface's language. */
  texts(): Texts {
    return createTexts(this.locale());
  }

  /** For calls whose result nobody waits for. */
  tell(what: string, done: Promise<unknown>): void {
    done.catch((error: unknown) => this.log.write('warn', 'not-done', { what, error }));
  }

  /** Writes down, at once, why the app cannot go on. @returns the code of the failure */
  noteFailure(error: unknown): string {
    const code = codeOf(error);
    this.log.write('error', 'failed', { code, error });
    this.logFile.flush();
    return code;
  }

  /** Ends the engine; after at most ten seconds its thread is gone. With it goes what a deleted account has left. */
  async closeEngine(): Promise<void> {
    await this.host?.close();
    if (this.isAccountDeleted) this.eraseProfile();
  }

  /** The log's last line. */
  noteEnd(status: number): void {
    this.log.write('info', 'ended', { status });
    this.logFile.flush();
  }

  /** The answer goes first. */
  private accountDeleted({ onAccountDeleted }: CoreSurroundings): void {
    this.isAccountDeleted = true;
    setImmediate(onAccountDeleted);
  }

  private eraseProfile(): void {
    this.logFile.flush();
    try {
      deleteProfileData(this.options.launch.profileFolder);
      this.isErased = true;
    } catch (error) {
      this.log.write('error', 'profile-not-erased', { error });
    }
  }

  private writeLog(line: string): void {
    if (!this.isErased) this.logFile.write(line);
    this.options.onLogLine?.(line);
  }

  /** Takes up the status that the engine has opened with; later ones come as events. */
  private async useFirstStatus(host: EngineHost, surroundings: CoreSurroundings): Promise<void> {
    await host.opened;
    const contactId = this.options.launch.greeterId;
    if (contactId !== undefined) {
      const greeting = this.texts()('demoGreeting');
      this.greeter = new DemoGreeter({ engine: host.engine, contactId, greeting });
    }
    this.heardStatus(await host.engine.status(), surroundings);
  }

  private startEngine(storeKey: Uint8Array, surroundings: CoreSurroundings): EngineHost {
    const { network, testMode, measureLag } = this.options.launch;
    return new EngineHost({
      workerPath: this.options.engineWorker,
      engine: {
        storePath: this.files.store,
        storeKey,
        network,
        pace: testMode && network.kind !== 'devnet' ? TEST_PACE : undefined,
        measureLag,
        bundledNodesPath: this.options.bundledNodes,
      },
      closeLimitMs: CLOSE_LIMIT_MS,
      onEvents: (events) => this.forward(events, surroundings),
      onLogLine: (line) => this.writeLog(line),
      onCrash: surroundings.onCrash,
    });
  }

  private forward(events: readonly ClientEvent[], surroundings: CoreSurroundings): void {
    surroundings.onEvents(events);
    for (const event of events) {
      if (event.type === 'status') this.heardStatus(event.status, surroundings);
    }
  }

  private heardStatus(status: ClientStatus, { onStatus }: CoreSurroundings): void {
    onStatus(status);
    if (this.greeter !== undefined) this.tell('demo-greeting', this.greeter.heard(status));
  }

  private info(keyProtected: boolean): AppInfo {
    const { network, testMode } = this.options.launch;
    return {
      ...this.options.build,
      platform: process.platform,
      testMode,
      networkName: network.kind === 'devnet' ? 'local' : network.kind,
      locale: this.locale(),
      keyProtected,
    };
  }

  private locale(): ReturnType<typeof resolveLocale> {
    return resolveLocale({
      language: this.options.launch.language,
      system: this.options.systemLocale(),
    });
  }
}
