// A hook of electron-builder, run when a package's folder is complete and before it is signed and archived.

const { rm } = require('node:fs/promises');
const path = require('node:path');

/**
 * Removes Electron's own runner of app folders, which comes with an unpacked runtime: were app.asar ever missing, it
 * would run any folder named on the command line.
 * @param {import('app-builder-lib').AfterPackContext} context
 */
async function afterPack({ appOutDir, packager }) {
  await rm(path.join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}

module.exports = afterPack;
