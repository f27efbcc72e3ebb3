import { homedir, hostname, userInfo } from 'node:os';

import type { PackedFile } from './packed-files.ts';

/** Something that no package may have. */
export interface Rule {
  readonly name: string;
  /** What of a file is wrong, or undefined. */
  readonly find: (file: PackedFile) => string | undefined;
}

/** What this machine is called and where its things lie; none of it may be in a package. */
export interface Surroundings {
  readonly root: string;
  readonly home: string;
  readonly user: string;
  readonly host: string;
  /** Of the npm registry that packages were fetched from. */
  readonly registry: string | undefined;
}

/** Of words so short, or so common, that they would be found in any text nothing is said. */
const LEAST_CHARACTERS = 5;
const COMMON = new Set(['localhost', 'build', 'buildd', 'builder', 'admin', 'ubuntu', 'debian', 'runner']);
const PUBLIC_REGISTRY = 'registry.npmjs.org';

/** This machine. @param registry address of the registry that npm uses */
export function surroundings(root: string, registry: string | undefined): Surroundings {
  const host = registry !== undefined && URL.canParse(registry) ? new URL(registry).hostname : undefined;
  return {
    root,
    home: homedir(),
    user: userInfo().username,
    host: hostname(),
    registry: host === PUBLIC_REGISTRY ? undefined : host,
  };
}

const KEYS = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File|AGE-SECRET-KEY-1/;
const TOKENS = new RegExp(
  [
    /\bnpm_[A-Za-z0-9]{36}\b/,
    /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
    /\bgithub_pat_\w{40,}\b/,
    /\bglpat-[\w-]{20,}\b/,
    /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
    /\bxox[abprs]-[\w-]{10,}/,
    /\bAIza[\w-]{35}\b/,
    /\bsk_(?:live|test)_\w{16,}/,
    /:_authToken=|:_password=/,
    /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/,
    /https?:\/\/[^\s/:@"'`]+:[^\s/:@"'`]+@[a-z0-9.-]+\.[a-z]/i,
  ]
    .map(({ source }) => source)
    .join('|'),
);
const HOMES = /(?:\/home|\/Users|[A-Z]:\\+Users)[/\\]+[A-Za-z][\w.-]*[/\\]/;
const MAPS = /\/[/*][#@] sourceMappingURL=(?!data:application\/wasm)/;
const NAMES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['files of an environment', /(?:^|\/)\.(?:env|npmrc|yarnrc|netrc|git|ssh|vscode|idea)(?:\.|\/|$)/],
  ['keys and certificates', /\.(?:pem|key|p12|pfx|jks|keystore|asc|ppk)$|(?:^|\/)id_(?:rsa|ed25519)/],
  ['source maps', /\.map$/],
  ['sources', /\.(?:ts|tsx|mts|cts)$|(?:^|\/)tsconfig[^/]*\.json$|\.tsbuildinfo$/],
  ['tests', /(?:^|\/)(?:tests?|__tests__|fixtures?|coverage)\/|\.(?:test|spec)\.\w+$/],
  ['leftovers', /\.(?:log|orig|bak|swp|rej|tmp)$|(?:^|\/)(?:\.DS_Store|Thumbs\.db|package-lock\.json)$/],
];

/** The rules. What comes with Electron is its makers' and is not looked at. */
export function rules({ root, home, user, host, registry }: Surroundings): readonly Rule[] {
  return [
    ...NAMES.map(([name, pattern]) => ({
      name: `no ${name}`,
      find: ({ path }: PackedFile) => (pattern.test(path) ? 'its name' : undefined),
    })),
    matching('no private keys', KEYS),
    matching('no tokens and passwords', TOKENS),
    matching('no places of source maps', MAPS),
    // Compiled code of others names the folders of its makers; it was fetched by its hash.
    matching('no developer’s folders', HOMES, /\.node$/),
    containing('nothing of this machine', [root, home, user, host]),
    containing('no registry but the public one', [registry ?? '']),
    {
      name: 'nothing that reports crashes',
      find: ({ path, bytes }) =>
        /\.[cm]?js$/.test(path) && bytes.includes('crashReporter') ? 'crashReporter' : undefined,
    },
    {
      name: 'no word of how it is built in package.json',
      find: ({ path, bytes }) =>
        path === 'resources/app.asar/package.json'
          ? ['scripts', 'devDependencies', '_resolved'].find(
              (key) => key in (JSON.parse(bytes.toString('utf8')) as object),
            )
          : undefined,
    },
  ];
}

function matching(name: string, pattern: RegExp, except?: RegExp): Rule {
  return {
    name,
    find: ({ path, bytes }) =>
      except?.test(path) === true ? undefined : shorten(pattern.exec(bytes.toString('latin1'))?.[0]),
  };
}

/** Of what was found only the kind is said: a report is no place for secrets, nor for the names of machines. */
function containing(name: string, words: readonly string[]): Rule {
  const wanted = words.filter((word) => word.length >= LEAST_CHARACTERS && !COMMON.has(word.toLowerCase()));
  return {
    name,
    find: ({ bytes }) => (wanted.some((word) => bytes.includes(word)) ? 'a name of this machine' : undefined),
  };
}

function shorten(text: string | undefined): string | undefined {
  return text === undefined || text.length <= 12 ? text : `${text.slice(0, 12)}…`;
}

/** What of the files breaks a rule: `path: what`. */
export function broken({ find }: Rule, files: readonly PackedFile[]): readonly string[] {
  return files.flatMap((file) => {
    const what = file.isOfElectron ? undefined : find(file);
    return what === undefined ? [] : [`${file.path}: ${what}`];
  });
}
