import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type ElectronApplication, type Page, _electron } from 'playwright-core';

import type { AppEvent } from '../../src/ipc/index.ts';
import { electronRuntime } from '../electron-path.mjs';

/** Main file that loads the built app from elsewhere, as automation does (spec 08 §3.1). */
export const ENTRY = join(import.meta.dirname, 'entry', 'main_node.cjs');

/** How long a program that was told to end may take before it is killed. */
const CLOSE_LIMIT_MS = 12_000;

export interface LaunchAppOptions {
  /** Tells profiles apart; a name with `test-integration` in it turns test mode on (spec 08 §3.1). */
  readonly instance: string;
  readonly seedUrl: string;
  /** Address of the network's file server, with its key; without it no files can be sent. */
  readonly fileServer?: string;
  /** Folder for the profiles of all instances; made and removed by {@link withProfiles}. */
  readonly profiles: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** A running app with its window. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly instance: string;
}

/** Starts the built app with a profile of its own and waits for its window. */
export async function launchApp(options: LaunchAppOptions): Promise<RunningApp> {
  const electron = await _electron.launch({
    executablePath: electronRuntime().executable,
    args: [ENTRY, ...chromiumFlags(), ...(options.args ?? [])],
    env: { ...cleanEnv(), ...appEnv(options), ...options.env },
    timeout: 30_000,
  });
  const page = await electron.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return { electron, page, instance: options.instance };
}

/** Flags that every automated start gets (spec 08 §3.1). */
export function chromiumFlags(): readonly string[] {
  return [
    '--disable-gpu',
    '--force-device-scale-factor=1',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/** Environment of an instance on a local network. */
export function appEnv({
  instance,
  seedUrl,
  fileServer,
  profiles,
}: LaunchAppOptions): Record<string, string> {
  return {
    NODE_ENV: 'production',
    NODE_APP_INSTANCE: instance,
    LOCAL_DEVNET_SEED_URL: seedUrl,
    ...(fileServer === undefined ? {} : { LOCAL_DEVNET_FILE_SERVER: fileServer }),
    XDG_CONFIG_HOME: profiles,
    UNDERTONE_DIALOGS: 'log',
    LANGUAGE: 'en',
  };
}

/** Quits as a person would, by closing; kills what does not end. */
export async function closeApp({ electron }: RunningApp): Promise<void> {
  const child = electron.process();
  const limit = setTimeout(() => child.kill('SIGKILL'), CLOSE_LIMIT_MS);
  try {
    await electron.close();
  } finally {
    clearTimeout(limit);
  }
}

/** Ends the program as a power failure would. */
export async function killApp({ electron }: RunningApp): Promise<void> {
  const child = electron.process();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Runs `work` with a new folder for profiles, which is gone afterwards. */
export async function withProfiles<Result>(work: (profiles: string) => Promise<Result>): Promise<Result> {
  const profiles = mkdtempSync(join(tmpdir(), 'undertone-profiles-'));
  try {
    return await work(profiles);
  } finally {
    rmSync(profiles, { recursive: true, force: true });
  }
}

/** The next event of this type that the window hears. */
export function nextEvent<Type extends AppEvent['type']>(
  { page }: RunningApp,
  type: Type,
): Promise<Extract<AppEvent, { readonly type: Type }>> {
  return page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const stop = window.undertone.subscribe((events) => {
          const event = events.find((candidate) => candidate.type === wanted);
          if (event === undefined) return;
          stop();
          resolve(event as never);
        });
      }),
    type,
  );
}

function cleanEnv(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('npm_'),
  );
  return Object.fromEntries(entries);
}
