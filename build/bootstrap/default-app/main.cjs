// What the registry's Electron runs when it is given the folder of an app. The runtime comes without this part, and
// without it would exit silently. It makes `electron <folder>` behave as with the official one.

'use strict';

const { app } = require('electron');
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const EX_USAGE = 64;
const EX_DATAERR = 65;

function stop(status, message) {
  process.stderr.write(`${message}\n`);
  process.exit(status);
}

const argument = process.argv.slice(1).find((word) => !word.startsWith('-'));
if (argument === undefined) stop(EX_USAGE, 'Usage: electron [options] <folder of the app>');

const folder = path.resolve(argument);
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
process.defaultApp = true;

let main;
try {
  main = require.resolve(path.join(folder, manifest.main ?? 'index.js'));
} catch (error) {
  stop(EX_DATAERR, `The app's main file cannot be found: ${error.message}`);
}

const isEsm = main.endsWith('.mjs') || (main.endsWith('.js') && manifest.type === 'module');
if (isEsm) {
  import(pathToFileURL(main).href).catch((error) => stop(1, error.stack));
} else {
  Module._load(main, Module, true);
}
