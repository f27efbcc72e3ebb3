import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type ElectronApplication, _electron } from '@playwright/test';

import { ENTRY, chromiumFlags } from '../../build/drive/app.ts';
import { ROOT } from '../../build/run.ts';

export { ROOT };

/** Switches of every automated start. */
export const SWITCHES = chromiumFlags();

/** Port 9 of this machine: nobody listens there, so the app is offline. */
export const OFFLINE_SEED_URL = 'http://127.0.0.1:9';

/** Environment variables that make an instance of its own below `configFolder`. */
export function instanceEnvironment(
  configFolder: string,
  instance = 'test-integration',
): Record<string, string> {
  return {
    ...definedEnvironment(),
    XDG_CONFIG_HOME: configFolder,
    NODE_ENV: 'test',
    NODE_APP_INSTANCE: instance,
    LOCAL_DEVNET_SEED_URL: OFFLINE_SEED_URL,
    UNDERTONE_DIALOGS: 'log',
  };
}

/** What this process was started with. */
export function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

/** The Electron to test with. @throws {Error} when `APP_ELECTRON` does not say. */
export function electronExecutable(): string {
  const executable = process.env['APP_ELECTRON'];
  if (executable === undefined) throw new Error('APP_ELECTRON must be the path of an Electron executable');
  return executable;
}

/** Starts the built app under Playwright's control, through a file elsewhere, as the process contract has it. */
export function launchApp(
  env: Record<string, string>,
  { args = [] }: { readonly args?: readonly string[] } = {},
): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: electronExecutable(),
    args: [...SWITCHES, ENTRY, ...args],
    env,
    timeout: 20_000,
  });
}

/** An empty folder, and a function that removes it. */
export function scratchFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-app-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
