import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';

import type { UpdateView } from '../../ipc/index.ts';
import type { Manifest, PackageKind, ReleaseFile } from './manifest.ts';

/** How the app came to this computer, and so who may change it. */
export interface InstallWay {
  readonly platform: ReleaseFile['platform'];
  readonly arch: ReleaseFile['arch'];
  readonly kind: PackageKind;
  readonly way: NonNullable<UpdateView['way']>;
}

export interface InstallSurroundings {
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists?: (path: string) => boolean;
  readonly isWritable?: (path: string) => boolean;
}

/** Where Debian's package manager says what it has installed. */
const DEBIAN_LIST = '/var/lib/dpkg/info/undertone.list';
const RPM = '/usr/bin/rpm';

/**
 * What came from a package manager is the package manager's: it is told of, and never touched. So is an AppImage in a folder where this
 * person may not write. @returns undefined where there are no packages of ours
 */
export function installWay({
  platform,
  arch,
  env,
  exists = existsSync,
  isWritable = isWritableFolder,
}: InstallSurroundings): InstallWay | undefined {
  if (arch !== 'x64' && arch !== 'arm64') return undefined;
  if (platform === 'win32') return { platform, arch, kind: 'nsis', way: 'install' };
  // What may replace an app of macOS has to be signed by Apple's rules, too; there are no such builds yet.
  if (platform === 'darwin') return { platform, arch, kind: 'dmg', way: 'by-hand' };
  if (platform !== 'linux') return undefined;
  const appImage = env['APPIMAGE'];
  if (appImage?.startsWith('/') === true && exists(appImage)) {
    return { platform, arch, kind: 'AppImage', way: isWritable(dirname(appImage)) ? 'install' : 'by-hand' };
  }
  const kind = exists(DEBIAN_LIST) ? 'deb' : exists(RPM) ? 'rpm' : 'tar.gz';
  return { platform, arch, kind, way: 'by-hand' };
}

/** The file of a release for this computer. */
export function fileFor({ files }: Manifest, way: InstallWay): ReleaseFile | undefined {
  return files.find(
    ({ platform, arch, kind }) => platform === way.platform && arch === way.arch && kind === way.kind,
  );
}

/** What a person types to install a file that lies in the folder where they are. */
export function commandFor({ kind, name }: ReleaseFile): string | undefined {
  if (kind === 'deb') return `sudo apt install ./${name}`;
  if (kind === 'rpm') return `sudo dnf install ./${name}`;
  return undefined;
}

function isWritableFolder(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
