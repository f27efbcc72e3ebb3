// What the core is given, and what it gives.

import type { ClientEvent } from '../../../ts/client/index.ts';
import type {
  AppEvent,
  AppInfo,
  AppSettings,
  ClientStatus,
  DeepLink,
  DesktopEvent,
  LockView,
  NetworkSettingsView,
  PrivacyView,
} from '../../ipc/index.ts';
import type { FileAccess } from '../files/file-access.ts';
import type { Dispatch } from '../ipc/dispatcher.ts';
import type { HandlerServices, UpdateCommands } from '../ipc/handlers.ts';
import type { LockService } from '../lock/lock-service.ts';
import type { MediaServer } from '../media/media-server.ts';
import type { SettingsService, SystemTheme } from '../settings/settings-service.ts';
import type { PasswordCost } from '../vault/key-vault.ts';
import type { OsKeyStore } from '../vault/os-wrapping.ts';
import type { LaunchOptions } from './launch-options.ts';

/** Which build this is, and in what it runs. */
export type BuildFacts = Pick<AppInfo, 'version' | 'commit' | 'electron'>;

export interface CoreOptions {
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
  readonly passwordCost?: PasswordCost | undefined;
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
  /** The address that the app was asked to open, once; where nobody can ask, it is absent. */
  readonly takeLink?: () => DeepLink | undefined;
  readonly files: FileAccess;
  /** Absent where the app cannot be updated by itself. */
  readonly updates?: UpdateCommands;
  /** Before the rest of the addresses of media; absent where nobody looks at them. */
  readonly mediaBase?: string;
  readonly onEvents: (events: readonly PageEvent[]) => void;
  /** Carries out what the desktop is to do; where it is absent, nothing is notified of. */
  readonly onDesktopEvent?: (event: DesktopEvent) => void;
  /** What decides about the page's own connections when the engine has opened, and each time that it was set. */
  readonly onWaysOut?: (waysOut: WaysOut) => Promise<void>;
  /** Every status: the first one and, after `onEvents`, each later one. */
  readonly onStatus: (status: ClientStatus) => void;
  readonly onSettings: (settings: AppSettings) => void;
  /** Every change of the app lock. */
  readonly onLock: (lock: LockView) => void;
  /**
   * The app is being locked, or its profile is another one: lets every page say its last words and loads it anew; resolves when the
   * old ones are gone. `why` is for pages that load themselves anew.
   */
  readonly renewPages: (why: AppEvent) => Promise<void>;
  /** The engine's thread ended by itself, or did not open after unlocking. */
  readonly onCrash: (error: unknown) => void;
  /**
   * The account was deleted, or the device cleared, and whoever asked was answered: it is time to end. `Core.closeEngine` takes the rest of
   * the profile away.
   */
  readonly onAccountDeleted: () => void;
}

/** The settings that say where a page may connect to. */
export type WaysOut = Pick<NetworkSettingsView, 'proxy'> & Pick<PrivacyView, 'calls'>;

/** What concerns the page of all that the engine tells. */
export type PageEvent = Exclude<ClientEvent, DesktopEvent>;

export interface OpenCore {
  readonly settings: SettingsService;
  readonly lock: LockService;
  /** Answers the page's requests. */
  readonly dispatch: Dispatch;
  /** What the page shows besides words. */
  readonly media: MediaServer;
  /**
   * Resolves when the engine is open and its first status was told, or when a password has to be given first.
   * @throws {EngineError} @throws {EngineStoppedError}
   */
  readonly opened: Promise<void>;
}

export function isForPage(event: ClientEvent): event is PageEvent {
  return event.type !== 'notification' && event.type !== 'badge';
}
