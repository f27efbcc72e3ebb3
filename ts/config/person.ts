// What contacts and blinded contacts have in common (spec 03 §8.2).

import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import {
  readFeatures,
  readInteger,
  readText,
  readTimeS,
  writeFeatures,
  writeNonZero,
  writePresentText,
  writeTimeS,
} from './fields.ts';
import type { Picture } from './picture.ts';
import { readPicture, writePicture } from './picture.ts';

export interface Person {
  /** May be empty. At most 100 bytes; what is written beyond is cut off. */
  readonly name: string;
  readonly picture: Picture | undefined;
  /** Seconds since the epoch of the profile that name and picture are from, as its owner says. */
  readonly profileUpdatedS: number | undefined;
  /** Negative hidden, positive pinned. */
  readonly priority: number;
  /** Set once: later writes do not change it. */
  readonly createdS: number | undefined;
  /** Numbers of Pro features of the profile, 0 to 63: 0 the badge, 1 an animated picture. */
  readonly proFeatures: readonly number[];
}

/** Bytes of UTF-8 that a name or nickname may have. */
export const MAX_CONTACT_NAME_BYTES = 100;

const [NAME, UPDATED, PRIORITY, CREATED, FEATURES] = ['n', 't', '+', 'j', 'f'];
/** Those that this version knows; others in a set are of a newer one. */
const KNOWN_FEATURES: readonly number[] = [0, 1];

export const NOBODY: Person = {
  name: '',
  picture: undefined,
  profileUpdatedS: undefined,
  priority: 0,
  createdS: undefined,
  proFeatures: [],
};

export function readPerson(fields: Fields): Person {
  return {
    name: readText(fields, NAME, MAX_CONTACT_NAME_BYTES) ?? '',
    picture: readPicture(fields),
    profileUpdatedS: readInteger(fields, UPDATED) || undefined,
    priority: readInteger(fields, PRIORITY) ?? 0,
    createdS: readTimeS(fields, CREATED),
    proFeatures: readFeatures(fields, FEATURES),
  };
}

/** @throws {ConfigError} `value-invalid` for a number that is no safe integer or no feature */
export function writePerson(editor: DictEditor, person: Person): void {
  writePresentText(editor, NAME, { text: person.name, maxBytes: MAX_CONTACT_NAME_BYTES });
  writePicture(editor, person.picture);
  writeNonZero(editor, UPDATED, person.profileUpdatedS ?? 0);
  writeNonZero(editor, PRIORITY, person.priority);
  writeTimeS(editor, CREATED, readTimeS(editor, CREATED) ?? person.createdS);
  writeFeatures(editor, FEATURES, { features: person.proFeatures, known: KNOWN_FEATURES });
}
