import type { ResolvedUpdateFileInfo, UpdateInfo } from 'electron-updater';
import { Provider } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';

import type { LoadableRelease } from '../installer.ts';

/** The release in the words of electron-updater: the hash that it checks is the one that was signed. */
export function updateInfo({ version, file, signedAtMs, stagingPercentage }: LoadableRelease): UpdateInfo {
  const { name, size, sha512, blockMapSize } = file;
  return {
    version,
    files: [{ url: name, size, sha512, ...(blockMapSize === undefined ? {} : { blockMapSize }) }],
    path: name,
    sha512,
    releaseDate: new Date(signedAtMs).toISOString(),
    ...(stagingPercentage === undefined ? {} : { stagingPercentage }),
  };
}

/** Tells electron-updater of a release that was verified before; it asks nobody. */
export class SignedProvider extends Provider<UpdateInfo> {
  private readonly release: () => LoadableRelease;

  constructor(release: () => LoadableRelease, runtimeOptions: ProviderRuntimeOptions) {
    super(runtimeOptions);
    this.release = release;
  }

  /** electron-updater would send along a number that tells this computer from all others. */
  override setRequestHeaders(): void {
    super.setRequestHeaders({});
  }

  override getLatestVersion(): Promise<UpdateInfo> {
    return Promise.resolve(updateInfo(this.release()));
  }

  override resolveFiles({ files }: UpdateInfo): ResolvedUpdateFileInfo[] {
    const { base } = this.release();
    return files.map((info) => ({ url: new URL(info.url, base), info }));
  }
}
