import { join } from 'node:path';

import { app } from 'electron';

import type { InstallerOptions } from '../installer.ts';

/**
 * What electron-updater wants to know of the app. All that it writes stays in one folder of the profile; when the app ends is not its
 * business.
 */
export function appAdapter({ version, folder }: InstallerOptions) {
  return {
    version,
    name: 'load',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: () => app.whenReady(),
    quit: () => app.quit(),
    relaunch: () => app.relaunch(),
    onQuit: () => undefined,
  };
}
