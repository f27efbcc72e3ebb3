import { type ClientEvent, type Log, createLog, errorCode, systemClock } from '../../../ts/client/index.ts';
import type {
  AppEvent,
  AppInfo,
  ClientStatus,
  HealthView,
  Input,
  LockView,
  UnfinishedView,
} from '../../ipc/index.ts';
import { codeOf } from '../app-error.ts';
import { externalUrl } from '../desktop/external-links.ts';
import { exampleNotification } from '../desktop/example-notification.ts';
import { EngineError } from '../engine/engine-error.ts';
import { EngineHost, startEngineThread } from '../engine/engine-host.ts';
import { storeThread } from '../engine/store-thread.ts';
import { waitingHost } from '../engine/waiting-host.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { createDispatcher } from '../ipc/dispatcher.ts';
import { createHandlers } from '../ipc/handlers.ts';
import { LockError } from '../lock/lock-error.ts';
import { LockService } from '../lock/lock-service.ts';
import { PasswordAttempts } from '../lock/password-attempts.ts';
import { LogFile } from '../log/log-file.ts';
import { readLogPage } from '../log/log-page.ts';
import { MediaServer } from '../media/media-server.ts';
import { SettingsService } from '../settings/settings-service.ts';
import { resolveLocale } from '../text/locale.ts';
import { type Texts, createTexts } from '../text/texts.ts';
import { KeyVault } from '../vault/key-vault.ts';
import { passwordThread } from '../vault/password-thread.ts';
import { DemoGreeter } from './demo-greeter.ts';
import { type CoreOptions, type CoreSurroundings, type OpenCore, isForPage } from './core-surroundings.ts';
import { type ProfileFiles, deleteProfileData, profileFiles } from './profile-files.ts';

const CLOSE_LIMIT_MS = 10_000;
/** Test mode: once a second (spec 08 §3.1); a local network is looked at more often than that anyway. */
const TEST_PACE = {
  activeMs: 1_000,
  focusedMs: 1_000,
  backgroundMs: 1_000,
  idleMs: 1_000,
  groupMs: [1_000, 1_000, 1_000],
  communityMs: [1_000, 1_000, 1_000],
} as const;
const LOG = { name: 'undertone', maxBytes: 1_000_000, maxFiles: 5, delayMs: 250 };

interface OpenParts {
  readonly lock: LockService;
  readonly surroundings: CoreSurroundings;
}

/** The app without a face: a profile's log, settings and key, the engine's thread, and the answers to the page. */
export class Core {
  readonly files: ProfileFiles;
  readonly log: Log;

  private readonly options: CoreOptions;
  private readonly logFile: LogFile;
  private host: EngineHost | undefined;
  /** Has read the engine's program, and waits. */
  private spareThread: ReturnType<typeof startEngineThread> | undefined;
  /** While the engine is closed and opened again: what it will be. */
  private coming: Promise<EngineHost> | undefined;
  /** Of a database that is damaged; for {@link Core.repairStore}. */
  private damagedKey: Uint8Array | undefined;
  private greeter: DemoGreeter | undefined;
  private isAccountDeleted = false;
  private isErased = false;
  private isFocused = false;
  private isScreenLocked = false;

  constructor(options: CoreOptions) {
    this.options = options;
    this.files = profileFiles(options.launch.profileFolder);
    this.logFile = new LogFile({ folder: this.files.logs, ...LOG });
    this.log = createLog(systemClock, (line) => this.writeLog(line));
  }

  /** Lets the engine's thread read its program before there is a key to open a database with. */
  warmUp(): void {
    this.spareThread = startEngineThread(this.options.engineWorker);
  }

  /**
   * Reads the profile and starts the engine, unless it is locked; does not wait for it.
   * @throws {VaultError}
   */
  open(surroundings: CoreSurroundings): OpenCore {
    this.log.write('info', 'started', { ...this.options.build });
    const { systemTheme, clipboard, openUrl, files } = surroundings;
    const settings = new SettingsService({
      path: this.files.settings,
      systemTheme,
      onChange: surroundings.onSettings,
    });
    const lock = this.createLock(surroundings);
    const key = lock.start();
    if (!lock.view().keyProtected) this.log.write('warn', 'key-unprotected');
    const media = new MediaServer({
      engine: () => this.requireHost(lock).engine,
      onError: (error) => this.log.write('error', 'media-failed', { error }),
    });
    const handlers = createHandlers({
      info: () => ({ ...this.info(lock), ...mediaAddress(media, surroundings) }),
      host: (use) => (use === 'last-words' ? this.lastHost() : this.requireHost(lock)),
      lock,
      settings,
      clipboard,
      openUrl: (url) => openUrl(externalUrl(url)),
      takeLink: () => surroundings.takeLink?.(),
      files,
      restore: (input) => this.restore(input, { lock, surroundings }),
      repair: (input) => this.repair(input, { lock, surroundings }),
      onAccountDeleted: () => this.accountDeleted(surroundings),
      onWaysOut: () => this.tellWaysOut(this.requireHost(lock), surroundings),
      previewNotification: (wanted) => {
        for (const command of exampleNotification(wanted, this.texts()))
          surroundings.onDesktopEvent?.({ type: 'notification', command });
      },
      exportLogs: (path) => writeFileAtomically(path, this.logFile.readAll()),
      logPage: (query) => readLogPage(this.logFile, query),
      clearLog: () => {
        this.logFile.clear();
        this.log.write('info', 'log-cleared');
      },
      updates: surroundings.updates,
    });
    const opened = key === undefined ? Promise.resolve() : this.openEngine(key, surroundings);
    // Whoever waits hears of it; a failure nobody waits for is not an unhandled one.
    opened.catch(() => undefined);
    return { settings, lock, dispatch: createDispatcher(handlers, this.log), media, opened };
  }

  /** Whether a window has the keyboard. */
  setFocused(focused: boolean): void {
    this.isFocused = focused;
    if (this.host !== undefined) this.tell('focus', this.host.engine.setFocused(focused));
  }

  /** Whether the screen is locked: notifications say less then. */
  setScreenLocked(isLocked: boolean): void {
    this.isScreenLocked = isLocked;
    if (this.host !== undefined) this.tell('screen-lock', this.host.engine.setLocked(isLocked));
  }

  /** The machine has woken up, or its network has come or gone. */
  connectivityChanged(): void {
    if (this.host !== undefined) this.tell('connectivity', this.host.engine.connectivityChanged());
  }

  /** What would stop in the middle if the app ended now; nothing when the engine is closed. */
  async unfinished(): Promise<UnfinishedView> {
    return (await this.host?.engine.unfinished()) ?? { isInCall: false, uploads: 0 };
  }

  /** The words of the interface's language. */
  texts(): Texts {
    return createTexts(this.locale());
  }

  /** Does something with the engine, as long as one is open. */
  ask(what: string, work: (engine: EngineHost['engine']) => Promise<unknown>): void {
    if (this.host !== undefined) this.tell(what, work(this.host.engine));
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
    await this.spareThread?.terminate();
    if (this.isAccountDeleted) this.eraseProfile();
  }

  /** Whether the engine did not open because its database is damaged, and what can be read of it may be saved. */
  get canRepair(): boolean {
    return this.damagedKey !== undefined;
  }

  /**
   * Makes a sound database of what can be read of the damaged one, which stays beside it, once; the next start opens it.
   * @throws {EngineError} and then has changed nothing.
   */
  async repairStore(): Promise<void> {
    const key = this.damagedKey;
    if (key === undefined) return;
    this.damagedKey = undefined;
    await this.host?.close();
    try {
      await this.runRepair(key);
    } finally {
      key.fill(0);
    }
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

  private createLock(surroundings: CoreSurroundings): LockService {
    const { passwordWorker, passwordCost } = this.options;
    const vault = new KeyVault({
      path: this.files.vault,
      storePath: this.files.store,
      keyStore: surroundings.keyStore,
      passwords: passwordThread(passwordWorker),
      cost: passwordCost,
    });
    const attempts = new PasswordAttempts({
      path: this.files.lockAttempts,
      clock: systemClock,
      log: this.log,
    });
    const lock: LockService = new LockService({
      vault,
      attempts,
      lockable: {
        open: (key) => this.unlocked(key, surroundings),
        close: () => this.lockAway(lock.view(), surroundings),
      },
      clearDevice: () => {
        // At once, so that nothing can come in between; what the pages and the log write until the end goes with the end.
        deleteProfileData(this.options.launch.profileFolder);
        this.accountDeleted(surroundings);
      },
      onChange: surroundings.onLock,
    });
    return lock;
  }

  private async unlocked(key: Uint8Array, surroundings: CoreSurroundings): Promise<void> {
    try {
      await this.openEngine(key, surroundings);
      this.log.write('info', 'unlocked');
    } catch (error) {
      surroundings.onCrash(error);
      throw error;
    }
  }

  private async lockAway(lock: LockView, surroundings: CoreSurroundings): Promise<void> {
    await this.closeBehindPages({ type: 'lock', lock }, surroundings);
    this.log.write('info', 'locked');
  }

  /** Lets pages say their last words to the engine before it is closed. */
  private async closeBehindPages(why: AppEvent, { renewPages }: CoreSurroundings): Promise<void> {
    try {
      await renewPages(why);
    } catch (error) {
      this.log.write('warn', 'not-done', { what: 'renew-pages', error });
    }
    const { host } = this;
    this.host = undefined;
    this.greeter = undefined;
    await host?.close();
  }

  private requireHost(lock: LockService): Pick<EngineHost, 'engine' | 'lag'> {
    if (lock.isLocked) throw new LockError('app-locked');
    return this.coming === undefined ? this.lastHost() : waitingHost(this.coming);
  }

  /** The engine that is open, though it may be about to close. */
  private lastHost(): EngineHost {
    if (this.host === undefined) throw new LockError('app-locked');
    return this.host;
  }

  /** The person has chosen a file and knows its password: what it holds is the profile from then on. */
  private async restore(
    { path, password, appPassword }: Input<'profile:restore'>,
    { lock, surroundings }: OpenParts,
  ): Promise<ClientStatus> {
    const key = await lock.key(appPassword);
    try {
      const from = await surroundings.files.readFrom(path);
      await this.requireHost(lock).engine.restoreBackup({ path: from, password });
      await lock.undisturbed(() => this.reopen(key, { surroundings }));
      return await this.requireHost(lock).engine.status();
    } finally {
      key.fill(0);
    }
  }

  private async repair(
    { appPassword }: NonNullable<Input<'profile:repair'>> = {},
    { lock, surroundings }: OpenParts,
  ): Promise<HealthView> {
    const key = await lock.key(appPassword);
    try {
      await lock.undisturbed(() => this.reopen(key, { surroundings, work: () => this.runRepair(key) }));
      return await this.requireHost(lock).engine.health();
    } finally {
      key.fill(0);
    }
  }

  /** Closes the engine, does `work` with its files, and opens it with `key`. Calls that come meanwhile wait. */
  private async reopen(
    key: Uint8Array,
    { surroundings, work }: { readonly surroundings: CoreSurroundings; readonly work?: () => Promise<void> },
  ): Promise<void> {
    const reopened = async (): Promise<EngineHost> => {
      await this.closeBehindPages({ type: 'renew' }, surroundings);
      await work?.();
      await this.openEngine(key.slice(), surroundings);
      return this.lastHost();
    };
    this.coming = reopened();
    try {
      await this.coming;
    } catch (error) {
      surroundings.onCrash(error);
      throw error;
    } finally {
      this.coming = undefined;
    }
  }

  /** Nothing was changed when it fails. @throws {EngineError} */
  private async runRepair(key: Uint8Array): Promise<void> {
    const { storeWorker: program } = this.options;
    const thread = storeThread({ program, onLogLine: (line) => this.writeLog(line) });
    try {
      await thread.run('repairStore', { path: this.files.store, key });
    } catch (error) {
      throw new EngineError({ code: errorCode(error) });
    }
  }

  /** Starts the engine and takes up the status that it has opened with; later ones come as events. */
  private async openEngine(key: Uint8Array, surroundings: CoreSurroundings): Promise<void> {
    const spare = key.slice();
    const host = this.startEngine(key, surroundings);
    this.host = host;
    try {
      await host.opened;
    } catch (error) {
      if (codeOf(error) === 'store-corrupt') this.damagedKey = spare.slice();
      throw error;
    } finally {
      spare.fill(0);
    }
    await this.tellWaysOut(host, surroundings);
    if (this.isFocused) this.setFocused(true);
    if (this.isScreenLocked) this.setScreenLocked(true);
    this.tell('badge', this.showBadge(host, surroundings));
    const contactId = this.options.launch.greeterId;
    if (contactId !== undefined) {
      const greeting = this.texts()('demoGreeting');
      this.greeter = new DemoGreeter({ engine: host.engine, contactId, greeting });
    }
    this.heardStatus(await host.engine.status(), surroundings);
  }

  private async tellWaysOut(
    { engine }: Pick<EngineHost, 'engine'>,
    { onWaysOut }: CoreSurroundings,
  ): Promise<void> {
    const [network, privacy] = await Promise.all([engine.networkSettings(), engine.privacy()]);
    await onWaysOut?.({ ...network, calls: privacy.calls });
  }

  private async showBadge({ engine }: EngineHost, { onDesktopEvent }: CoreSurroundings): Promise<void> {
    if (this.options.launch.notifies) onDesktopEvent?.({ type: 'badge', badge: await engine.badge() });
  }

  private startEngine(storeKey: Uint8Array, surroundings: CoreSurroundings): EngineHost {
    const { network, testMode, measureLag, notifies, hasShortTimers, testHosts } = this.options.launch;
    const thread = this.spareThread;
    this.spareThread = undefined;
    return new EngineHost({
      workerPath: this.options.engineWorker,
      thread,
      engine: {
        storePath: this.files.store,
        storeKey,
        storeWorker: this.options.storeWorker,
        bulkWorker: this.options.bulkWorker,
        network,
        pace: testMode && network.kind !== 'devnet' ? TEST_PACE : undefined,
        measureLag,
        hasShortTimers,
        notifications:
          notifies && surroundings.onDesktopEvent !== undefined
            ? { hidesDisappearing: process.platform === 'darwin' }
            : undefined,
        bundledNodesPath: this.options.bundledNodes,
        testHosts,
      },
      closeLimitMs: CLOSE_LIMIT_MS,
      onEvents: (events) => this.forward(events, surroundings),
      onLogLine: (line) => this.writeLog(line),
      onCrash: surroundings.onCrash,
    });
  }

  private forward(events: readonly ClientEvent[], surroundings: CoreSurroundings): void {
    const forPage = events.filter(isForPage);
    if (forPage.length > 0) surroundings.onEvents(forPage);
    for (const event of events) {
      if (!isForPage(event)) surroundings.onDesktopEvent?.(event);
      if (event.type === 'status') this.heardStatus(event.status, surroundings);
    }
  }

  private heardStatus(status: ClientStatus, { onStatus }: CoreSurroundings): void {
    onStatus(status);
    if (this.greeter !== undefined) this.tell('demo-greeting', this.greeter.heard(status));
  }

  private info(lock: LockService): AppInfo {
    const { network, testMode, hasShortTimers } = this.options.launch;
    return {
      ...this.options.build,
      platform: process.platform,
      testMode,
      hasShortTimers,
      networkName: network.kind === 'devnet' ? 'local' : network.kind,
      locale: this.locale(),
      keyProtected: lock.view().keyProtected,
    };
  }

  private locale(): ReturnType<typeof resolveLocale> {
    return resolveLocale({
      language: this.options.launch.language,
      system: this.options.systemLocale(),
    });
  }
}

function mediaAddress({ token }: MediaServer, { mediaBase }: CoreSurroundings): Pick<AppInfo, 'media'> {
  return mediaBase === undefined ? {} : { media: { base: mediaBase, token } };
}
