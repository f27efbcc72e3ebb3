#!/usr/bin/env node
// What electron-builder wants of fpm, by Debian's own tools: folders into a deb or an rpm. For machines that cannot fetch fpm;
// see docs/packages.md. Called by electron-builder as CUSTOM_FPM_PATH, with fpm's arguments.

import { execFileSync } from 'node:child_process';
import { cp, chmod, lstat, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** Options that may be given more than once. */
const LISTS = new Set(['-d', '--deb-recommends']);
const SWITCHES = new Set(['--force', '--debug']);

/**
 * @param {readonly string[]} args
 * @returns {{ options: Map<string, string>, lists: Map<string, string[]>, mappings: { from: string, to: string }[] }}
 */
export function parseArguments(args) {
  const parsed = { options: new Map(), lists: new Map(), mappings: [] };
  for (let at = 0; at < args.length; at++) {
    const name = args[at];
    if (SWITCHES.has(name)) continue;
    if (!name.startsWith('-')) {
      const cut = name.lastIndexOf('=');
      parsed.mappings.push({ from: name.slice(0, cut), to: name.slice(cut + 1) });
      continue;
    }
    const value = args[++at];
    if (value === undefined) throw new Error(`${name} has no value`);
    if (LISTS.has(name)) parsed.lists.set(name, [...(parsed.lists.get(name) ?? []), value]);
    else parsed.options.set(name, value);
  }
  return parsed;
}

/** Copies everything to its place below `root`; `FROM/` means what is in the folder. */
async function stage(mappings, root) {
  for (const { from, to } of mappings) {
    const target = join(root, to);
    await mkdir(dirname(target), { recursive: true });
    await cp(from.endsWith('/') ? resolve(from) : from, target, { recursive: true, verbatimSymlinks: true });
  }
  await openModes(root);
}

/** Everybody may read, only the owner may write; a setuid bit stays. */
async function openModes(path) {
  const info = await lstat(path);
  if (info.isSymbolicLink()) return;
  const isFolder = info.isDirectory();
  const isProgram = isFolder || (info.mode & 0o100) !== 0;
  await chmod(path, (info.mode & 0o4000) | (isProgram ? 0o755 : 0o644));
  if (isFolder) for (const name of await readdir(path)) await openModes(join(path, name));
}

async function sizeOf(path) {
  const info = await lstat(path);
  if (!info.isDirectory()) return info.size;
  let bytes = 0;
  for (const name of await readdir(path)) bytes += await sizeOf(join(path, name));
  return bytes;
}

/** A description's first line is its summary; the lines below are indented, empty ones are dots. */
function debDescription(text) {
  const [summary, ...rest] = text.trim().split('\n');
  const lines = rest.map((line) => (line.trim() === '' ? ' .' : ` ${line.trim()}`));
  return [summary.trim(), ...lines].join('\n');
}

/**
 * The control file of a deb.
 * @param {ReturnType<typeof parseArguments>} parsed
 * @param {number} bytes what the package takes when it is installed
 */
export function controlFile({ options, lists }, bytes) {
  const fields = {
    Package: options.get('--name'),
    Version: options.get('--version'),
    License: options.get('--license'),
    Vendor: options.get('--vendor'),
    Architecture: options.get('--architecture'),
    Maintainer: options.get('--maintainer'),
    'Installed-Size': String(Math.ceil(bytes / 1024)),
    Depends: lists.get('-d')?.join(', '),
    Recommends: lists.get('--deb-recommends')?.join(', '),
    Section: options.get('--category') ?? 'net',
    Priority: options.get('--deb-priority'),
    Homepage: options.get('--url'),
    Description: debDescription(options.get('--description') ?? ''),
  };
  const lines = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('');
}

async function makeDeb(parsed, root, output) {
  const { options } = parsed;
  const bytes = await sizeOf(root);
  const control = join(root, 'DEBIAN');
  await mkdir(control);
  await writeFile(join(control, 'control'), controlFile(parsed, bytes));
  for (const [option, name] of [
    ['--after-install', 'postinst'],
    ['--after-remove', 'postrm'],
  ]) {
    if (!options.has(option)) continue;
    await cp(options.get(option), join(control, name));
    await chmod(join(control, name), 0o755);
  }
  // Not when they are made: whoever builds may have an umask that leaves less.
  await openModes(control);
  const compression = `-Z${options.get('--deb-compression') ?? 'xz'}`;
  execFileSync('dpkg-deb', ['--root-owner-group', compression, '--build', root, output], {
    stdio: 'inherit',
  });
}

/**
 * The spec of an rpm.
 * @param {ReturnType<typeof parseArguments>} parsed
 * @param {{ afterInstall: string, afterRemove: string }} scripts
 */
export function specFile({ options, lists, mappings }, { afterInstall, afterRemove }) {
  const summary = options.get('--rpm-summary') ?? options.get('--description');
  return [
    '%define _build_id_links none',
    '%define __os_install_post %{nil}',
    '%define _binary_payload w6.xzdio',
    '%define use_source_date_epoch_as_buildtime 1',
    '%define clamp_mtime_to_source_date_epoch 1',
    '%define _buildhost localhost',
    `Name: ${options.get('--name')}`,
    `Version: ${options.get('--version').replaceAll('-', '_')}`,
    'Release: 1',
    `Summary: ${summary.split('\n')[0]}`,
    `License: ${options.get('--license')}`,
    ...(options.has('--vendor') ? [`Vendor: ${options.get('--vendor')}`] : []),
    ...(options.has('--url') ? [`URL: ${options.get('--url')}`] : []),
    'AutoReqProv: no',
    ...(lists.get('-d') ?? []).map((name) => `Requires: ${name}`),
    '',
    '%description',
    options.get('--description') ?? '',
    '',
    '%post',
    afterInstall,
    '%postun',
    afterRemove,
    '%files',
    ...mappings.map(({ to }) => `"${to}"`),
    '',
  ].join('\n');
}

/** What rpm calls an architecture that Debian calls so; a system refuses a package of a name that it does not know. */
function rpmArchitecture(name) {
  return { amd64: 'x86_64', arm64: 'aarch64' }[name] ?? name;
}

async function scriptOf(options, name) {
  return options.has(name) ? readFile(options.get(name), 'utf8') : '';
}

async function makeRpm(parsed, root, output) {
  const { options } = parsed;
  const folder = await mkdtemp(join(tmpdir(), 'rpm-'));
  try {
    const spec = join(folder, 'package.spec');
    const afterInstall = await scriptOf(options, '--after-install');
    const afterRemove = await scriptOf(options, '--after-remove');
    await writeFile(spec, specFile(parsed, { afterInstall, afterRemove }));
    const target = `${rpmArchitecture(options.get('--architecture'))}-linux`;
    execFileSync(
      'rpmbuild',
      ['-bb', '--quiet', '--define', `_topdir ${folder}`, '--buildroot', root, '--target', target, spec],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const [arch] = await readdir(join(folder, 'RPMS'));
    const [made] = await readdir(join(folder, 'RPMS', arch));
    await cp(join(folder, 'RPMS', arch, made), output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const MAKERS = { deb: makeDeb, rpm: makeRpm };

async function main(args) {
  const parsed = parseArguments(args);
  const make = MAKERS[parsed.options.get('-t')];
  if (make === undefined) throw new Error(`No packages of the kind ${parsed.options.get('-t')}`);
  const root = await mkdtemp(join(tmpdir(), 'package-'));
  try {
    await stage(parsed.mappings, root);
    await make(parsed, root, resolve(parsed.options.get('--package')));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && basename(process.argv[1]) === 'fpm.mjs')
  await main(process.argv.slice(2));
