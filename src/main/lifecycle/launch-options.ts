import { join } from 'node:path';

/** Environment variables and command line, as far as they mean something to us (spec 08 §3.1). */
export interface LaunchOptions {
  /** Folder of everything that this profile stores. */
  readonly profileFolder: string;
  /** `NODE_APP_INSTANCE`; when set, several instances run at once. */
  readonly instance: string | undefined;
  /** No animations, quick polling, a window at a random place. */
  readonly testMode: boolean;
  readonly network: LaunchNetwork;
  /** First choice of the person for the language, in the format of the variable `LANGUAGE`. */
  readonly language: string | undefined;
  readonly openDevTools: boolean;
  /** Native error dialogs become lines on standard output. */
  readonly dialogsToLog: boolean;
  /** Account ID of a contact who is greeted from a new account. */
  readonly greeterId: string | undefined;
  /** Show notifications, and the number at the icon. */
  readonly notifies: boolean;
  /** Timers of seconds for messages that disappear (spec 08 §3.1). */
  readonly hasShortTimers: boolean;
  /** Name of a second account's profile, as it was given. */
  readonly profile: string | undefined;
  /** Whether there may be an icon in the bar of the system: as the setting says, whatever it says, or not at all. */
  readonly tray: 'as-set' | 'on' | 'off';
  /** The window is not shown before somebody asks for it. */
  readonly startsInTray: boolean;
  /** Measure how late the engine's thread is. */
  readonly measureLag: boolean;
  /** Web sites of a test: hosts, and the addresses that stand for them. Nothing else of the web is there then. */
  readonly testHosts?: Readonly<Record<string, string>>;
  /** Where a test has put updates, and whose it trusts, as JSON. */
  readonly testUpdates?: string;
}

export type LaunchNetwork =
  | { readonly kind: 'mainnet' | 'testnet' }
  | {
      readonly kind: 'devnet';
      readonly seedUrl: string;
      /** Address of the file server, with its key. */
      readonly fileServer?: string;
    };

export interface LaunchSurroundings {
  /** Everything behind the program itself. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the operating system for the data of apps. */
  readonly appData: string;
  readonly packaged: boolean;
}

const PROFILE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;

/** What this start is about. Unknown flags, and values that make no sense, are ignored. */
export function readLaunchOptions(surroundings: LaunchSurroundings): LaunchOptions {
  const { args, env, packaged } = surroundings;
  const instance = nonEmpty(env['NODE_APP_INSTANCE']);
  // Whoever sets a variable for somebody else's packaged app must not weaken it; an instance name is a deliberate act.
  const hooks = !packaged || instance !== undefined;
  const testMode = instance?.includes('test-integration') ?? false;
  return {
    profileFolder: profileFolder(surroundings, instance),
    instance,
    testMode,
    network: network(args, hooks ? env : {}),
    language: nonEmpty(env['LANGUAGE']),
    openDevTools: hooks && isOn(env['TEST_OPEN_DEV_TOOLS']),
    dialogsToLog: hooks && env['UNDERTONE_DIALOGS'] === 'log',
    greeterId: packaged ? undefined : nonEmpty(env['UNDERTONE_GREETER_ID']),
    notifies: !testMode || isOn(env['UNDERTONE_NOTIFICATIONS']),
    hasShortTimers: testMode || (instance?.includes('devprod') ?? false),
    profile: profileName(args),
    ...trayOptions(args, testMode),
    measureLag: hooks,
    ...(instance === undefined ? {} : testHosts(env['SESSION_TEST_HOST_MAP'])),
    // Whose updates a shipped app believes nothing from outside changes, with an instance name or without.
    ...(testMode && !packaged ? testUpdates(env['UNDERTONE_TEST_UPDATES']) : {}),
  };
}

function profileFolder({ args, env, appData }: LaunchSurroundings, instance: string | undefined): string {
  const environment = nonEmpty(env['NODE_ENV']);
  if (environment !== undefined && instance !== undefined) {
    return join(appData, `Session-${fileName(environment)}-${fileName(instance)}`);
  }
  const profile = profileName(args);
  return join(appData, profile === undefined ? 'Undertone' : `Undertone-${profile}`);
}

function profileName(args: readonly string[]): string | undefined {
  const name = flag(args, 'profile');
  return name !== undefined && PROFILE_NAME.test(name) ? name : undefined;
}

/** In test mode closing the window quits, always (spec 08 §3.1). */
function trayOptions(
  args: readonly string[],
  testMode: boolean,
): Pick<LaunchOptions, 'tray' | 'startsInTray'> {
  if (testMode) return { tray: 'off', startsInTray: false };
  const startsInTray = args.includes('--start-in-tray');
  return { tray: startsInTray || args.includes('--use-tray-icon') ? 'on' : 'as-set', startsInTray };
}

/** Names come from the environment; they must stay one step of a path. */
function fileName(name: string): string {
  return name.replace(/[/\\:\0]/g, '_');
}

function network(args: readonly string[], env: LaunchSurroundings['env']): LaunchNetwork {
  const seedUrl = nonEmpty(env['LOCAL_DEVNET_SEED_URL']);
  if (seedUrl !== undefined && isHttpUrl(seedUrl)) return devnet(seedUrl, env);
  return { kind: flag(args, 'network') === 'testnet' ? 'testnet' : 'mainnet' };
}

/** The local network with this seed. Where its files go only the environment says. */
export function devnet(seedUrl: string, env: LaunchSurroundings['env']): LaunchNetwork {
  const fileServer = nonEmpty(env['LOCAL_DEVNET_FILE_SERVER']);
  return { kind: 'devnet', seedUrl, ...(fileServer === undefined ? {} : { fileServer }) };
}

/** A JSON object of strings; whatever else it is, is ignored. */
function testHosts(json: string | undefined): Pick<LaunchOptions, 'testHosts'> {
  if (json === undefined || json === '') return {};
  try {
    const hosts: unknown = JSON.parse(json);
    if (typeof hosts !== 'object' || hosts === null || Array.isArray(hosts)) return {};
    const entries = Object.entries(hosts).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && isHttpUrl(entry[1]),
    );
    return { testHosts: Object.fromEntries(entries) };
  } catch {
    return {};
  }
}

function testUpdates(json: string | undefined): Pick<LaunchOptions, 'testUpdates'> {
  return json === undefined || json === '' ? {} : { testUpdates: json };
}

/** Value of `--name VALUE` or `--name=VALUE`. */
function flag(args: readonly string[], name: string): string | undefined {
  const joined = args.find((arg) => arg.startsWith(`--${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 3);
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args[at + 1];
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
