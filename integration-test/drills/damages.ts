// What can happen to the files of a profile whose engine does not run.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';

import type { Chance } from '../engines/chance.ts';
import { placesOf } from './stage.ts';

const PAGE = 4_096;

export interface Damage {
  readonly name: string;
  /** Needs a journal: the profile of an engine that was killed. */
  readonly isOfJournal?: boolean;
  readonly inflict: (profile: string, means: Means) => void;
  /** The codes that may come of it instead of an open profile, with repair or without. None: it must open. */
  readonly codes: readonly string[];
  /** What has to be put right by hand before anything else, as its owner would. */
  readonly undo?: (profile: string) => void;
  /** It may be beyond repair: the list of tables may be lost. */
  readonly isHopeless?: boolean;
}

export interface Means {
  readonly chance: Chance;
  /** Another profile. */
  readonly stranger: string;
}

/** Bits of `count` pages, the first `spared` ones left out. */
function flip(
  path: string,
  { chance, count, spared = 0 }: { chance: Chance; count: number; spared?: number },
): void {
  const bytes = readFileSync(path);
  const pages = Math.floor(bytes.length / PAGE);
  for (let at = 0; at < count; at += 1) {
    const spot = chance.between(spared, pages - 1) * PAGE + chance.between(0, PAGE - 1);
    bytes[spot] = (bytes[spot] ?? 0) ^ (1 << chance.between(0, 7));
  }
  writeFileSync(path, bytes);
}

function cutTo(path: string, share: number, extra = 0): void {
  truncateSync(path, Math.floor((readFileSync(path).length / PAGE) * share) * PAGE + extra);
}

const flipped = (count: number): Damage => ({
  name: `a bit flipped in ${count} pages`,
  inflict: (profile, { chance }) => flip(placesOf(profile).database, { chance, count, spared: 1 }),
  codes: ['store-corrupt'],
  isHopeless: true,
});

const journal = (name: string, inflict: (path: string, means: Means) => void): Damage => ({
  name,
  isOfJournal: true,
  inflict: (profile, means) => inflict(placesOf(profile).journal, means),
  codes: [],
});

export const DAMAGES: readonly Damage[] = [
  flipped(1),
  flipped(1),
  flipped(3),
  flipped(20),
  {
    name: 'sixteen pages of zeros in the middle',
    inflict: (profile) => {
      const { database } = placesOf(profile);
      const bytes = readFileSync(database);
      const middle = Math.floor(bytes.length / PAGE / 2) * PAGE;
      writeFileSync(database, bytes.fill(0, middle, middle + 16 * PAGE));
    },
    codes: ['store-corrupt'],
  },
  {
    name: 'cut off at four fifths',
    inflict: (profile) => cutTo(placesOf(profile).database, 0.8),
    codes: ['store-corrupt'],
  },
  {
    name: 'cut off in the middle of a page',
    inflict: (profile) => cutTo(placesOf(profile).database, 0.6, 7),
    codes: ['store-corrupt'],
  },
  {
    name: 'the first hundred bytes are zeros',
    inflict: (profile) => {
      const { database } = placesOf(profile);
      writeFileSync(database, readFileSync(database).fill(0, 0, 100));
    },
    codes: ['store-corrupt', 'store-wrong-key'],
    isHopeless: true,
  },
  {
    name: 'the first page is zeros',
    inflict: (profile) => {
      const { database } = placesOf(profile);
      writeFileSync(database, readFileSync(database).fill(0, 0, PAGE));
    },
    codes: ['store-corrupt'],
    isHopeless: true,
  },
  {
    name: 'an empty file',
    inflict: (profile) => truncateSync(placesOf(profile).database, 0),
    codes: ['store-corrupt'],
    isHopeless: true,
  },
  {
    name: 'text in its place',
    inflict: (profile) => writeFileSync(placesOf(profile).database, 'not a database\n'.repeat(2_000)),
    codes: ['store-corrupt'],
    isHopeless: true,
  },
  {
    name: 'a folder in its place',
    inflict: (profile) => {
      const { database } = placesOf(profile);
      renameSync(database, `${database}.away`);
      mkdirSync(database);
    },
    codes: ['store-io', 'store-corrupt'],
    undo: (profile) => {
      const { database } = placesOf(profile);
      rmSync(database, { recursive: true });
      renameSync(`${database}.away`, database);
    },
  },
  {
    name: 'the file of another profile in its place',
    inflict: (profile, { stranger }) => {
      const { database } = placesOf(profile);
      renameSync(database, `${database}.away`);
      copyFileSync(placesOf(stranger).database, database);
    },
    codes: ['store-wrong-key'],
    undo: (profile) => renameSync(`${placesOf(profile).database}.away`, placesOf(profile).database),
  },
  ...keyDamages(),
  journal('the journal is gone', (path) => rmSync(path)),
  journal('the journal is cut off in the middle of a frame', (path) => cutTo(path, 0.5, 1_001)),
  journal('a bit flipped in the journal', (path, { chance }) => flip(path, { chance, count: 1 })),
  journal('the journal is zeros', (path) => writeFileSync(path, readFileSync(path).fill(0))),
  journal('the journal is empty', (path) => truncateSync(path, 0)),
  journal('the journal is noise', (path, { chance }) =>
    writeFileSync(
      path,
      Uint8Array.from({ length: 40_000 }, () => chance.between(0, 255)),
    ),
  ),
];

function keyDamages(): readonly Damage[] {
  const kept = (profile: string): string => `${placesOf(profile).vault}.away`;
  const undo = (profile: string): void => {
    rmSync(placesOf(profile).vault, { force: true, recursive: true });
    renameSync(kept(profile), placesOf(profile).vault);
  };
  const of = (
    name: string,
    codes: readonly string[],
    write: (path: string, text: string) => void,
  ): Damage => ({
    name,
    codes,
    undo,
    inflict: (profile) => {
      const { vault } = placesOf(profile);
      const text = readFileSync(vault, 'utf8');
      renameSync(vault, kept(profile));
      write(vault, text);
    },
  });
  return [
    of('the file of the key is gone', ['vault-missing'], () => undefined),
    of('the file of the key is empty', ['vault-malformed'], (path) => writeFileSync(path, '')),
    of('the file of the key is cut off', ['vault-malformed'], (path, text) =>
      writeFileSync(path, text.slice(0, 40)),
    ),
    of('the file of the key is noise', ['vault-malformed'], (path) =>
      writeFileSync(path, Buffer.alloc(99, 0xfe)),
    ),
    of('the file of the key has another key', ['store-wrong-key', 'vault-malformed'], (path, text) =>
      writeFileSync(path, text.replace(/"wrap":"..../, '"wrap":"AAAA')),
    ),
    of('a folder in the place of the key', ['vault-io'], (path) => mkdirSync(path)),
  ];
}

/** Whether the damaged database was kept. */
export function isKept(profile: string): boolean {
  return existsSync(`${placesOf(profile).database}.damaged`);
}
