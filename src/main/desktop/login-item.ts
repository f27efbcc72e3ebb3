import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { writeFileAtomically } from '../files/atomic-write.ts';
import { type AutostartEntry, autostartFile } from './autostart-file.ts';

/** Starting together with the session of the person; the operating system keeps it, and may be told otherwise there. */
export interface LoginItem {
  readonly isOn: () => boolean;
  /** @throws whatever the file system says. */
  readonly set: (isOn: boolean) => void;
}

/** Linux: a file in the folder of autostart, which lies in `configFolder`. */
export function autostartLoginItem(configFolder: string, entry: AutostartEntry): LoginItem {
  const path = join(configFolder, 'autostart', `${entry.name.toLowerCase()}.desktop`);
  return {
    isOn: () => existsSync(path),
    set: (isOn) => {
      if (!isOn) {
        rmSync(path, { force: true });
        return;
      }
      mkdirSync(dirname(path), { recursive: true });
      writeFileAtomically(path, autostartFile(entry));
    },
  };
}

/** What Electron knows of it, on macOS and Windows. */
export interface LoginItemSettings {
  readonly getLoginItemSettings: (options: { readonly args: string[] }) => { readonly openAtLogin: boolean };
  readonly setLoginItemSettings: (settings: {
    readonly openAtLogin: boolean;
    readonly args: string[];
  }) => void;
}

/** macOS and Windows: the list of the operating system. */
export function systemLoginItem(app: LoginItemSettings, args: readonly string[]): LoginItem {
  return {
    isOn: () => app.getLoginItemSettings({ args: [...args] }).openAtLogin,
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args: [...args] }),
  };
}

/**
 * Keeps the operating system's list as the setting says.
 * @returns what the setting is to be: whoever has taken the app from the list has the last word
 */
export function agreedLoginItem(
  item: LoginItem,
  wanted: { readonly isOn: boolean; readonly isNew: boolean },
): boolean {
  const isOn = wanted.isNew ? wanted.isOn : wanted.isOn && item.isOn();
  // Written again although it is on: the program may have moved.
  if (isOn || item.isOn()) item.set(isOn);
  return isOn;
}
