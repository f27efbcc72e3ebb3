// What the registry's Electron runs when it is given an app. The runtime comes without this part, and without it would
// exit silently. It makes `electron <folder>` and `electron <file>` behave as with the official one.

'use strict';

const { app } = require('electron');
const { readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const EX_USAGE = 64;
const EX_DATAERR = 65;

function stop(status, message) {
  process.stderr.write(`${message}\n`);
  process.exit(status);
}

function isFile(file) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** Takes over what the package.json of the folder says and returns its main file. */
function mainOfFolder(folder) {
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  } catch (error) {
    stop(EX_DATAERR, `The package.json of ${folder} cannot be read: ${error.message}`);
  }
  if (manifest.version !== undefined) app.setVersion(manifest.version);
  app.setName(manifest.productName ?? manifest.name);
  if (manifest.desktopName !== undefined) app.setDesktopName(manifest.desktopName);
  app.setAppPath(folder);
  try {
    const file = require.resolve(path.join(folder, manifest.main ?? 'index.js'));
    return { file, isEsm: file.endsWith('.mjs') || (file.endsWith('.js') && manifest.type === 'module') };
  } catch (error) {
    return stop(EX_DATAERR, `The app's main file cannot be found: ${error.message}`);
  }
}

function mainOfFile(file) {
  app.setAppPath(path.dirname(file));
  return { file, isEsm: file.endsWith('.mjs') };
}

const argument = process.argv.slice(1).find((word) => !word.startsWith('-'));
if (argument === undefined) stop(EX_USAGE, 'Usage: electron [options] <folder or main file of the app>');

const target = path.resolve(argument);
process.defaultApp = true;
const main = isFile(target) ? mainOfFile(target) : mainOfFolder(target);
if (main.isEsm) {
  import(pathToFileURL(main.file).href).catch((error) => stop(1, error.stack));
} else {
  Module._load(main.file, Module, true);
}
