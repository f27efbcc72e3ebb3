/** What packing needs to know of an Electron; see `electronRuntime()`. */
export interface PackagedRuntime {
  readonly dist: string;
  readonly version: string;
  readonly kind: 'official' | 'registry';
}

export const LINUX_TARGETS = ['deb', 'AppImage', 'rpm', 'tar.gz'] as const;
export type LinuxTarget = (typeof LINUX_TARGETS)[number];

/** What is made when nobody says what. */
export const DEFAULT_TARGETS: readonly LinuxTarget[] = ['deb', 'AppImage'];

/** `folder`: an unpacked app. `packages`: on Linux the targets, elsewhere what electron-builder.yml names for the system. */
export type PackageWish =
  { readonly kind: 'folder' } | { readonly kind: 'packages'; readonly targets: readonly LinuxTarget[] };

export interface PackagePlan {
  /** Arguments for electron-builder. */
  readonly args: readonly string[];
  /** Folder that electron-builder makes in `release/`. */
  readonly unpacked: string;
  /** Added to the names of artefacts that must never reach people; empty for the others. */
  readonly suffix: '' | '-devruntime';
}

const UNPACKED: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'linux-unpacked',
  darwin: 'mac',
  win32: 'win-unpacked',
};

/**
 * How to pack the app with this Electron.
 * @throws {Error} when a release is asked for and the runtime is not the official one, or for an unknown platform
 */
export function packagePlan({
  runtime: { dist, version, kind },
  release,
  platform,
  wish = { kind: 'folder' },
}: {
  readonly runtime: PackagedRuntime;
  readonly release: boolean;
  readonly platform: NodeJS.Platform;
  readonly wish?: PackageWish;
}): PackagePlan {
  const unpacked = UNPACKED[platform];
  if (unpacked === undefined) throw new Error(`There are no packages for ${platform}.`);
  if (release && kind !== 'official') {
    throw new Error(
      `Electron ${version} is a development runtime and is never released. ` +
        'Allow the official download (see docs/toolchain.md), then package again.',
    );
  }
  const suffix = kind === 'official' ? '' : '-devruntime';
  return {
    args: [
      ...targetArguments(wish, platform),
      '--publish=never',
      '--config=electron-builder.yml',
      `--config.electronDist=${dist}`,
      `--config.electronVersion=${version}`,
      `--config.artifactName=\${name}-\${version}-\${os}-\${arch}${suffix}.\${ext}`,
    ],
    unpacked,
    suffix,
  };
}

function targetArguments(wish: PackageWish, platform: NodeJS.Platform): readonly string[] {
  if (wish.kind === 'folder') return ['--dir'];
  return platform === 'linux' ? ['--linux', ...wish.targets] : [];
}
