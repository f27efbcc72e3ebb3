import { app } from 'electron';
import type { InstallOptions } from 'electron-updater/out/BaseUpdater.js';
import { AppImageUpdater } from 'electron-updater';

import { replaceProgram } from '../replace-file.ts';
import { UpdateError } from '../update-error.ts';

/**
 * Loads as electron-updater does and installs otherwise: that one deletes the old file before it has put the new one there, gives it another name, to
 * which no starter leads, and runs it while the old one still holds the profile.
 */
export class InPlaceUpdater extends AppImageUpdater {
  protected override doInstall({ isForceRunAfter }: InstallOptions): boolean {
    const target = process.env['APPIMAGE'];
    const source = this.installerPath;
    const sha512 = this.updateInfoAndProvider?.info.files[0]?.sha512;
    if (target === undefined || source === null || sha512 === undefined)
      throw new UpdateError('update-install-failed');
    replaceProgram(target, { source, sha512 });
    // Switches stay; a link that it was opened with was followed already.
    const args = process.argv.slice(1).filter((arg) => arg.startsWith('--'));
    if (isForceRunAfter) app.relaunch({ execPath: target, args });
    return true;
  }
}
