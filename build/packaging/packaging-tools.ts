// The tools that electron-builder would fetch, from what Debian has: for machines that cannot fetch them (docs/packages.md).

import { chmod, mkdir, open, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDebianPackages } from '../bootstrap/system-packages.mjs';
import { run } from '../run.ts';
import type { LinuxTarget } from './package-plan.ts';

const DEBIAN_PACKAGES: Readonly<Record<LinuxTarget, readonly string[]>> = {
  deb: ['dpkg', 'xz-utils'],
  rpm: ['rpm'],
  'tar.gz': ['p7zip-full'],
  AppImage: [
    'squashfs-tools',
    'desktop-file-utils',
    'gcc',
    'libc6-dev',
    'libsquashfuse-dev',
    'zlib1g-dev',
    'liblzma-dev',
    'liblz4-dev',
    'libzstd-dev',
    'liblzo2-dev',
  ],
};
const SQUASHFUSE = ['-lsquashfuse', '-lz', '-llzma', '-llz4', '-lzstd', '-llzo2'];
/** `AI` and the type: what makes an ELF file an AppImage. */
const APPIMAGE_MAGIC = { bytes: Uint8Array.of(0x41, 0x49, 0x02), at: 8 };

/**
 * Makes tools ready and says where they are.
 * @param folder where they may stay; it is made
 * @returns variables for electron-builder
 * @throws {SetUpError} naming the packages that this system lacks
 * @throws {Error} when the AppImage runtime does not compile
 */
export async function ownPackagingTools(
  folder: string,
  targets: readonly LinuxTarget[],
): Promise<Readonly<Record<string, string>>> {
  await ensureDebianPackages(targets.flatMap((target) => DEBIAN_PACKAGES[target]));
  if (targets.includes('AppImage')) await appImageTools(folder);
  return {
    CUSTOM_FPM_PATH: join(import.meta.dirname, 'fpm.mjs'),
    ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
    APPIMAGE_TOOLS_PATH: folder,
  };
}

/** The layout of electron-builder's own archive of tools. */
async function appImageTools(folder: string): Promise<void> {
  const tools = join(folder, 'linux-x64');
  await mkdir(tools, { recursive: true });
  await mkdir(join(folder, 'lib/x64'), { recursive: true });
  for (const tool of ['mksquashfs', 'desktop-file-validate']) {
    const link = join(tools, tool);
    await rm(link, { force: true });
    await symlink(join('/usr/bin', tool), link);
  }
  await compileRuntime(join(folder, 'runtime-x64'));
}

/** @throws {Error} with what the compiler says */
async function compileRuntime(output: string): Promise<void> {
  const source = join(import.meta.dirname, 'appimage-runtime.c');
  const unfinished = `${output}.part`;
  const options = ['-O2', '-s', '-static', '-Wall', '-Wextra', '-Werror', '-D_FILE_OFFSET_BITS=64'];
  const { status, output: said } = await run('gcc', [...options, source, '-o', unfinished, ...SQUASHFUSE], {
    output: 'keep',
  });
  if (status !== 0) throw new Error(`The AppImage runtime does not compile:\n${said}`);
  const file = await open(unfinished, 'r+');
  try {
    await file.write(APPIMAGE_MAGIC.bytes, 0, APPIMAGE_MAGIC.bytes.length, APPIMAGE_MAGIC.at);
  } finally {
    await file.close();
  }
  await chmod(unfinished, 0o755);
  await rename(unfinished, output);
}
