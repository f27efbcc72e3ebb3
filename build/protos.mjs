// Generates ts/wire/generated/ from protos/*.proto. Runs in plain Node 20, because bootstrap calls it.
//
//   node build/protos.mjs            generate when an input is newer than the outputs
//   node build/protos.mjs --force    generate in any case

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Base name of the generated module: `ts/wire/generated/protos.js` and `protos.d.ts`. */
const MODULE = 'protos';

/**
 * What the generator leaves out or makes strict. No reflection helpers, no JSON conversion: only encode and decode,
 * over plain constructors. 64-bit fields are always `Long`, whose conversion is the codecs' business.
 */
// prettier-ignore
const GENERATOR_OPTIONS = [
  '--target', 'static-module',
  '--wrap', 'esm',
  '--root', 'undertone',
  '--force-long',
  '--no-verify',
  '--no-convert',
  '--no-delimited',
  '--no-typeurl',
  '--no-service',
  '--dts',
];

function paths(root) {
  const output = join(root, 'ts', 'wire', 'generated');
  return {
    source: join(root, 'protos'),
    output,
    files: [`${MODULE}.js`, `${MODULE}.d.ts`].map((name) => join(output, name)),
  };
}

function schemas(root) {
  const { source } = paths(root);
  if (!existsSync(source)) return [];
  return readdirSync(source)
    .filter((name) => name.endsWith('.proto'))
    .sort()
    .map((name) => join(source, name));
}

/**
 * True when a schema, the generator's version or this script is newer than the generated code, or the code is missing.
 * @param {string} root the project's folder
 */
export function protosAreStale(root) {
  const inputs = schemas(root);
  if (inputs.length === 0) return false;
  const { files, source } = paths(root);
  if (!files.every((file) => existsSync(file))) return true;
  const oldestOutput = Math.min(...files.map((file) => statSync(file).mtimeMs));
  // The folder itself counts: a removed schema changes no other file's time.
  const generator = join(root, 'node_modules', 'protobufjs-cli', 'package.json');
  return [...inputs, source, generator, fileURLToPath(import.meta.url)].some(
    (file) => statSync(file).mtimeMs > oldestOutput,
  );
}

/**
 * Writes the generated code. Readers never see a half-written file: it is made beside and renamed.
 * @param {string} root the project's folder
 * @throws {Error} with the generator's own words when a schema is wrong
 */
export function generateProtos(root) {
  const { output, files } = paths(root);
  const draft = join(output, `.draft-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  try {
    const generator = join(root, 'node_modules', 'protobufjs-cli', 'bin', 'pbjs');
    const result = spawnSync(
      process.execPath,
      [generator, ...GENERATOR_OPTIONS, '--out', join(draft, `${MODULE}.js`), ...schemas(root)],
      { cwd: root, encoding: 'utf8' },
    );
    if (result.status !== 0) {
      throw new Error(`Generating code from protos/ failed:\n${result.error?.message ?? result.stderr}`);
    }
    for (const file of files) {
      renameSync(join(draft, file.slice(output.length + 1)), file);
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = resolve(fileURLToPath(import.meta.url), '..', '..');
  if (process.argv.includes('--force') || protosAreStale(root)) generateProtos(root);
}
