import { app } from 'electron';

import { registerSchemes } from '../bundle/bundle-protocol.ts';
import { PRODUCT_NAME } from '../build-constants.ts';
import { guardAllPages } from '../windows/web-guards.ts';
import { automationAttached } from './automation.ts';
import { type BundlePaths, Undertone } from './undertone.ts';
import { EXIT_STATUS } from './exit-status.ts';
import { FatalError } from './fatal-errors.ts';
import { type LaunchOptions, readLaunchOptions } from './launch-options.ts';
import { createProfileFolders } from './profile-files.ts';

/** Switches that would hand a shipped app, decrypted messages included, to any local program. */
const REMOTE_CONTROL = ['remote-debugging-port', 'remote-debugging-pipe'];

/** Everything that must happen before Electron is ready; then the app itself. */
export function startApp(paths: BundlePaths): void {
  if (app.isPackaged && REMOTE_CONTROL.some((name) => app.commandLine.hasSwitch(name))) {
    app.exit(EXIT_STATUS.refused);
    return;
  }
  const options = readLaunchOptions({
    args: process.argv.slice(1),
    env: process.env,
    appData: app.getPath('appData'),
    packaged: app.isPackaged,
  });
  app.setName(PRODUCT_NAME);
  // The lock and Chromium's own files follow this folder, so it comes first.
  const folderProblem = useProfileFolder(options);
  if (options.instance === undefined && !app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  // As root Chromium runs without its sandbox only, and asking for it anyway ends in a loop of crashes.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerSchemes();
  guardAllPages();
  const undertone = new Undertone(options, paths);
  undertone.listen();
  undertone.warmUp();
  void Promise.all([app.whenReady(), automationAttached()]).then(() =>
    folderProblem === undefined ? undertone.start() : undertone.fail(folderProblem),
  );
}

function useProfileFolder({ profileFolder }: LaunchOptions): FatalError | undefined {
  try {
    createProfileFolders(profileFolder);
    app.setPath('userData', profileFolder);
    return undefined;
  } catch (cause) {
    return new FatalError('profile-io', { cause });
  }
}
