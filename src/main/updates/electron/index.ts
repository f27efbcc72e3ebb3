import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { AppUpdater, ProgressInfo } from 'electron-updater';
import { NsisUpdater } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';

import type { Installer, InstallerOptions, LoadableRelease } from '../installer.ts';
import { isAsSigned } from '../replace-file.ts';
import { UpdateError } from '../update-error.ts';
import { appAdapter } from './app-adapter.ts';
import { GuardedExecutor } from './guarded-executor.ts';
import { InPlaceUpdater } from './in-place-updater.ts';
import { SignedProvider } from './signed-provider.ts';

// A program of its own: what installs is read only when there is something to install.

/** Of an AppImage or of the installer for Windows, whichever this is. */
export function createInstaller(options: InstallerOptions): Installer {
  return new ElectronInstaller(options);
}

type Updater = AppUpdater & { install(isSilent: boolean, isForceRunAfter: boolean): boolean };

class ElectronInstaller implements Installer {
  private readonly options: InstallerOptions;
  private readonly updater: Updater;
  private release: LoadableRelease | undefined;
  private loaded: string | undefined;

  constructor(options: InstallerOptions) {
    this.options = options;
    prepareFolder(options.folder);
    const adapter = appAdapter(options);
    const updater: Updater =
      process.platform === 'win32'
        ? new NsisUpdater(undefined, adapter)
        : new InPlaceUpdater(undefined, adapter);
    // With an adapter of one's own, electron-updater has no executor.
    Object.assign(updater, { httpExecutor: new GuardedExecutor(() => this.requireRelease().file.size) });
    updater.logger = logger(options);
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    updater.allowDowngrade = false;
    updater.disableWebInstaller = true;
    // The installer for Windows keeps no copy of itself where ours would look for it.
    updater.disableDifferentialDownload = process.platform === 'win32';
    updater.setFeedURL({ provider: 'custom', updateProvider: this.provider() });
    // Every failure is also a promise that somebody waits for.
    updater.on('error', () => undefined);
    this.updater = updater;
  }

  async isForUs(release: LoadableRelease): Promise<boolean> {
    this.release = release;
    return (await this.updater.checkForUpdates())?.isUpdateAvailable === true;
  }

  async load(onProgress: (percent: number) => void): Promise<void> {
    const hear = ({ percent }: ProgressInfo): void => onProgress(percent);
    this.updater.on('download-progress', hear);
    try {
      const [path] = await this.updater.downloadUpdate();
      this.loaded = path;
    } catch (cause) {
      throw new UpdateError('update-download-failed', { cause });
    } finally {
      this.updater.off('download-progress', hear);
    }
  }

  install({ restarts }: { readonly restarts: boolean }): boolean {
    if (process.platform === 'win32') return this.isLoadedAsSigned() && this.updater.install(true, restarts);
    const isInstalled = this.updater.install(true, restarts);
    if (isInstalled) rmSync(join(this.options.folder, 'load'), { recursive: true, force: true });
    return isInstalled;
  }

  /** Somebody may have exchanged it while it waited; what replaces an AppImage looks for itself. */
  private isLoadedAsSigned(): boolean {
    const { sha512 } = this.requireRelease().file;
    return this.loaded !== undefined && isAsSigned(this.loaded, sha512);
  }

  /** The class that electron-updater wants to make itself. */
  private provider() {
    const release = (): LoadableRelease => this.requireRelease();
    return class extends SignedProvider {
      constructor(_options: unknown, _updater: unknown, runtimeOptions: ProviderRuntimeOptions) {
        super(release, runtimeOptions);
      }
    };
  }

  private requireRelease(): LoadableRelease {
    if (this.release === undefined) throw new UpdateError('update-download-failed');
    return this.release;
  }
}

/** electron-updater asks the file where it may keep what it loads. */
function prepareFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'app-update.yml'), 'updaterCacheDirName: load\n');
}

function logger({ log }: InstallerOptions) {
  const say = (level: 'info' | 'warn') => (message?: unknown) =>
    log(level, 'installer', { message: String(message) });
  return { info: say('info'), warn: say('warn'), error: say('warn') };
}
