import { failureLine } from '../dialogs/failure-notice.ts';
import type { BuildFacts } from '../lifecycle/core-surroundings.ts';
import { Core } from '../lifecycle/core.ts';
import { EXIT_STATUS } from '../lifecycle/exit-status.ts';
import { FatalError } from '../lifecycle/fatal-errors.ts';
import type { LaunchOptions } from '../lifecycle/launch-options.ts';
import { NO_FILE_ACCESS } from '../files/file-access.ts';
import { createProfileFolders } from '../lifecycle/profile-files.ts';
import { NO_KEY_STORE, NO_SYSTEM_THEME } from '../lifecycle/without-desktop.ts';
import type { PasswordCost } from '../vault/key-vault.ts';
import { MEDIA_PATH, PageServer } from './page-server.ts';

export interface HeadlessOptions {
  readonly launch: LaunchOptions;
  readonly build: BuildFacts;
  /** The engine's program. */
  readonly engineWorker: string | URL;
  /** The program that works on whole databases; its path. */
  readonly storeWorker: string;
  /** The program that works on large files; its path. */
  readonly bulkWorker: string;
  /** The node list that comes with the app. */
  readonly bundledNodes: string;
  /** The program that works on passwords. */
  readonly passwordWorker: string | URL;
  /** What a new password costs to try; as spec 01 §10.2 has it when absent. */
  readonly passwordCost?: PasswordCost;
  /** Folder of the built interface. */
  readonly renderer: string;
  /** JavaScript that gives a page its bridge. */
  readonly bridgeScript: string;
}

/** The app without Electron, for browsers on this machine (spec 08 §3.1, "Headless entry"). Development and tests only. */
export class Headless {
  private readonly options: HeadlessOptions;
  private readonly core: Core;
  private server: PageServer | undefined;
  private ending: Promise<void> | undefined;
  private failing = false;

  constructor(options: HeadlessOptions) {
    this.options = options;
    const {
      launch,
      build,
      engineWorker,
      storeWorker,
      bulkWorker,
      bundledNodes,
      passwordWorker,
      passwordCost,
    } = options;
    this.core = new Core({
      launch,
      build,
      engineWorker,
      storeWorker,
      bulkWorker,
      bundledNodes,
      passwordWorker,
      passwordCost,
      systemLocale: () => Intl.DateTimeFormat().resolvedOptions().locale,
    });
  }

  /** Hears of the ends that may come at any time. */
  listen(): void {
    process.on('SIGTERM', () => void this.end(0));
    process.on('SIGINT', () => void this.end(0));
    process.on('uncaughtException', (cause) => void this.fail(new FatalError('main-failed', { cause })));
    process.on('unhandledRejection', (error) =>
      this.core.log.write('error', 'unhandled-rejection', { error }),
    );
  }

  /** Starts the engine and the server; when both are ready it prints the one line that its starter waits for. */
  async start(): Promise<void> {
    try {
      const url = await this.open();
      if (!this.failing && this.ending === undefined) process.stdout.write(`READY ${url}\n`);
    } catch (error) {
      await this.fail(error);
    }
  }

  private async open(): Promise<string> {
    this.createFolders();
    const { dispatch, media, opened } = this.core.open({
      keyStore: NO_KEY_STORE,
      systemTheme: NO_SYSTEM_THEME,
      // Both are done by the page that asks, when its request was found in order.
      clipboard: { write: () => Promise.resolve() },
      openUrl: () => Promise.resolve(),
      files: NO_FILE_ACCESS,
      mediaBase: `./${MEDIA_PATH}`,
      onEvents: (events) => this.server?.send(events),
      onStatus: () => undefined,
      onSettings: (settings) => this.server?.send([{ type: 'settings', settings }]),
      onLock: (lock) => this.server?.send([{ type: 'lock', lock }]),
      renewPages: async (why) => this.server?.renew([why]),
      onCrash: (error) => void this.fail(error),
      onAccountDeleted: () => void this.end(0),
    });
    const { renderer, bridgeScript } = this.options;
    this.server = new PageServer({
      root: renderer,
      bridgeScript,
      dispatch,
      media,
      onFocusChange: (focused) => this.core.setFocused(focused),
      log: this.core.log,
    });
    const [url] = await Promise.all([this.server.listen(), opened]);
    return url;
  }

  private createFolders(): void {
    try {
      createProfileFolders(this.options.launch.profileFolder);
    } catch (cause) {
      throw new FatalError('profile-io', { cause });
    }
  }

  /** Says on standard output why it cannot go on, as `UNDERTONE_DIALOGS=log` does, and ends. */
  private async fail(error: unknown): Promise<void> {
    if (this.failing || this.ending !== undefined) return;
    this.failing = true;
    const code = this.core.noteFailure(error);
    process.stdout.write(failureLine(code, this.core.texts()));
    await this.end(EXIT_STATUS.logged);
  }

  /** As in the app: the pages go first, so that drafts arrive; then the engine, then the process (spec 08 APP-13). */
  private end(status: number): Promise<void> {
    this.ending ??= this.endNow(status);
    return this.ending;
  }

  private async endNow(status: number): Promise<void> {
    await this.server?.close();
    await this.core.closeEngine();
    this.core.noteEnd(status);
    process.exit(status);
  }
}
