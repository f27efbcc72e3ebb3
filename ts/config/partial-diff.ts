// Parts of diffs: what of a change is missing from a state, and what of it others changed as well (spec 03 §2.5).

import { utf8 } from '../util/index.ts';
import type { ConfigDiff, DiffEntry } from './diff.ts';
import { isDiff } from './diff.ts';
import { DictEditor } from './editor.ts';
import type { ConfigDict, ConfigSet, ConfigValue } from './value.ts';
import { EMPTY_DICT, isDict, isScalar, isSet, scalarsEqual, setDifference, toSet } from './value.ts';

type SetChange = readonly [added: ConfigSet, removed: ConfigSet];

/** Of `data`, the values that `diff` is about. */
export function valuesOf(diff: ConfigDiff, data: ConfigDict): ConfigDict {
  const values = new Map<string, ConfigValue>();
  for (const [key, entry] of diff) {
    const value = data.get(key);
    if (value === undefined) continue;
    values.set(key, isDiff(entry) && isDict(value) ? valuesOf(entry, value) : value);
  }
  return values;
}

/** The part of a change to `values` whose effect is not in `data`. */
export function missingPart(diff: ConfigDiff, values: ConfigDict, data: ConfigDict): ConfigDiff {
  return filterDiff(diff, (key, entry) => missingEntry(entry, values.get(key), data.get(key)));
}

function missingEntry(
  entry: DiffEntry,
  value: ConfigValue | undefined,
  now: ConfigValue | undefined,
): DiffEntry | undefined {
  if (value === undefined) return now === undefined ? undefined : entry;
  if (isDiff(entry)) {
    return isDict(value) ? ifAny(missingPart(entry, value, isDict(now) ? now : EMPTY_DICT)) : entry;
  }
  if (entry instanceof Uint8Array) {
    return isScalar(value) && isScalar(now) && scalarsEqual(value, now) ? undefined : entry;
  }
  const set = isSet(now) ? now : [];
  const [added, removed] = entry;
  return ifAnyOfSet([setDifference(added, set), intersection(removed, set)]);
}

/** Data without a change that has led to it, such that the difference between the two is that change. */
export function undone(diff: ConfigDiff, data: ConfigDict): ConfigDict {
  return DictEditor.edit(data, (root) => undo(root, diff));
}

function undo(target: DictEditor, diff: ConfigDiff): void {
  for (const [key, entry] of diff) {
    if (isDiff(entry)) undo(target.dict(key), entry);
    else if (!(entry instanceof Uint8Array)) {
      target.removeFromSet(key, entry[0]);
      target.addToSet(key, entry[1]);
    } else if (entry.length === 0) target.delete(key);
    else target.set(key, SOMETHING);
  }
}

/** Stands for a value that is not known any more. */
const SOMETHING = utf8('?');

/** The part of a change that `other` leaves alone. */
export function untouchedPart(diff: ConfigDiff, other: ConfigDiff): ConfigDiff {
  return filterDiff(diff, (key, entry) => {
    const touching = other.get(key);
    if (touching === undefined) return entry;
    if (isDiff(entry)) return isDiff(touching) ? ifAny(untouchedPart(entry, touching)) : undefined;
    if (entry instanceof Uint8Array || touching instanceof Uint8Array || isDiff(touching)) return undefined;
    const touched = toSet(touching.flat());
    return ifAnyOfSet([setDifference(entry[0], touched), setDifference(entry[1], touched)]);
  });
}

/** How many single changes a diff has. */
export function sizeOf(diff: ConfigDiff): number {
  return [...diff.values()].reduce((sum, entry) => {
    if (isDiff(entry)) return sum + sizeOf(entry);
    return sum + (entry instanceof Uint8Array ? 1 : entry.flat().length);
  }, 0);
}

/** Whether something was taken away: a list of all data as changed never does. */
export function removesAnything(diff: ConfigDiff): boolean {
  return [...diff.values()].some((entry) => {
    if (isDiff(entry)) return removesAnything(entry);
    return entry instanceof Uint8Array ? entry.length > 0 : entry[1].length > 0;
  });
}

function filterDiff(
  diff: ConfigDiff,
  keep: (key: string, entry: DiffEntry) => DiffEntry | undefined,
): ConfigDiff {
  const kept = new Map<string, DiffEntry>();
  for (const [key, entry] of diff) {
    const part = keep(key, entry);
    if (part !== undefined) kept.set(key, part);
  }
  return kept;
}

function intersection(a: ConfigSet, b: ConfigSet): ConfigSet {
  return setDifference(a, setDifference(a, b));
}

function ifAny(diff: ConfigDiff): ConfigDiff | undefined {
  return diff.size === 0 ? undefined : diff;
}

function ifAnyOfSet(change: SetChange): SetChange | undefined {
  return change[0].length === 0 && change[1].length === 0 ? undefined : change;
}
