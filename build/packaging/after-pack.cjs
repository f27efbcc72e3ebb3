// A hook of electron-builder, run when a package's folder is complete and before it is signed and archived.

const { chmod, lstat, readdir, rm, utimes } = require('node:fs/promises');
const path = require('node:path');

const RUNNABLE = 0o100;

/**
 * Removes Electron's own runner of app folders, which comes with an unpacked runtime: were app.asar ever missing, it
 * would run any folder named on the command line. Then nothing is left that depends on where and when this was packed.
 * @param {import('app-builder-lib').AfterPackContext} context
 */
async function afterPack({ appOutDir, packager }) {
  await rm(path.join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
  // Signatures and links of macOS want their files as they are.
  if (packager.platform.name === 'linux') await forget(appOutDir, Number(process.env.SOURCE_DATE_EPOCH));
}

/** Gives everything below a folder, and it, the rights of installed files and one time (seconds since the epoch; NaN leaves times alone). */
async function forget(entry, timeS) {
  const info = await lstat(entry);
  if (info.isSymbolicLink()) return;
  const isFolder = info.isDirectory();
  if (isFolder) for (const name of await readdir(entry)) await forget(path.join(entry, name), timeS);
  await chmod(entry, isFolder || (info.mode & RUNNABLE) !== 0 ? 0o755 : 0o644);
  if (!Number.isNaN(timeS)) await utimes(entry, timeS, timeS);
}

module.exports = afterPack;
