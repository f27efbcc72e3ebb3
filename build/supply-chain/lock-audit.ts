import { type Finding, finding } from '../reports/check-report.ts';
import { isCompatible } from './licences.ts';

/** What of package-lock.json is audited. */
export interface AuditedLock {
  readonly lockfileVersion?: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  /** The package's own name where it is installed under another one. */
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
}

/** What of package.json is audited. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** Which package may run a script when it is installed. */
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

export interface AuditedProject {
  readonly manifest: Manifest;
  readonly lock: AuditedLock;
  /** What npm says of what is installed (`node_modules/.package-lock.json`); absent where nothing is. */
  readonly installed?: AuditedLock;
  /** What is in packages, from `dist/packages.json`. */
  readonly shipped: readonly { readonly name: string; readonly version: string; readonly licence: string }[];
}

/** One version and no other; under another name, one version of one package. */
const EXACT = /^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const VERSION = /^\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/;
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/;
/** Of those who decide what runs at an installation, so much is said. */
const NAMED = 8;

function none(what: string, wrong: readonly string[], detail = ''): Finding {
  const more = wrong.length > NAMED ? `\nand ${wrong.length - NAMED} more` : '';
  return finding(
    what,
    wrong.length === 0,
    wrong.length === 0 ? detail : wrong.slice(0, NAMED).join('\n') + more,
  );
}

function nameOf(path: string, { name }: LockedPackage): string {
  return name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** The one address that the public registry gives a version. */
function canonicalAddress(path: string, entry: LockedPackage): string {
  const name = nameOf(path, entry);
  return `https://registry.npmjs.org/${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${entry.version}.tgz`;
}

/** What can be said of a project's packages without asking anybody. */
export function auditLock({ manifest, lock, installed, shipped }: AuditedProject): readonly Finding[] {
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '');
  const paths = (isWrong: (path: string, entry: LockedPackage) => boolean): readonly string[] =>
    entries.filter(([path, entry]) => isWrong(path, entry)).map(([path]) => path);
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  const root = lock.packages[''];
  const locked = { ...root?.dependencies, ...root?.devDependencies };
  return [
    none(
      'package.json asks for one version of everything',
      Object.entries(wanted)
        .filter(([, range]) => !EXACT.test(range))
        .map(([name, range]) => `${name}: ${range}`),
      `${Object.keys(wanted).length} packages`,
    ),
    none(
      'the lockfile was made for this package.json',
      [...new Set([...Object.keys(wanted), ...Object.keys(locked)])].filter(
        (name) => wanted[name] !== locked[name],
      ),
    ),
    finding('the lockfile is of the form that has hashes', (lock.lockfileVersion ?? 0) >= 3),
    none(
      'every package has a SHA-512',
      paths((_, { integrity }) => integrity === undefined || !SHA512.test(integrity)),
      `${entries.length} packages`,
    ),
    none(
      'every package is a version of the registry: no folder, no link, no repository, no other address',
      paths(
        (path, entry) =>
          entry.link === true ||
          !VERSION.test(entry.version ?? '') ||
          (entry.resolved !== undefined && entry.resolved !== canonicalAddress(path, entry)),
      ),
    ),
    none(
      'what is installed is what is locked',
      installed === undefined ? [] : otherThanLocked(lock, installed),
    ),
    ...auditScripts(manifest, entries),
    none(
      'what is shipped goes with GPL-3.0',
      shipped
        .filter(({ licence }) => !isCompatible(licence))
        .map(({ name, licence }) => `${name}: ${licence}`),
      `${shipped.length} packages`,
    ),
    none(
      'what is not shipped says its licence, too',
      paths((_, { license }) => license === undefined || license === '' || license === 'UNLICENSED'),
    ),
  ];
}

/** npm leaves out what is for other systems. */
function otherThanLocked({ packages }: AuditedLock, installed: AuditedLock): readonly string[] {
  return Object.entries(installed.packages)
    .filter(
      ([path, { version, integrity }]) =>
        packages[path]?.version !== version || packages[path]?.integrity !== integrity,
    )
    .map(([path]) => path);
}

function auditScripts(
  { allowScripts = {} }: Manifest,
  entries: readonly (readonly [string, LockedPackage])[],
): readonly Finding[] {
  const scripted = entries
    .filter(([, entry]) => entry.hasInstallScript === true)
    .map(([path, entry]) => nameOf(path, entry));
  const allowed = Object.entries(allowScripts)
    .filter(([, isAllowed]) => isAllowed)
    .map(([name]) => name);
  return [
    none(
      'whether a package may run a script at its installation was decided for each that wants to',
      scripted.filter((name) => !(name in allowScripts)),
      `${scripted.length} want to`,
    ),
    none(
      'nobody may but those who must',
      allowed.filter((name) => name !== 'node'),
      'node, which puts the program of its system in its place',
    ),
  ];
}
