import type { ConfigDict, ConfigScalar, ConfigSet, ConfigValue } from './value.ts';
import {
  EMPTY_DICT,
  isDict,
  isScalar,
  isSet,
  scalarsEqual,
  setDifference,
  toSet,
  valuesEqual,
} from './value.ts';

/**
 * A dict of config data open for changes. The data it began with stays as it was: a dict is copied when it is first written to, and
 * everything that is not touched is shared. A write that changes nothing is none. Dicts and sets that become empty vanish when the
 * change is finished (spec 03 §2.1, §3).
 */
export class DictEditor {
  private readonly base: ConfigDict;
  private readonly beforeWrite: () => void;
  private readonly children = new Map<string, DictEditor>();
  private draft: Map<string, ConfigValue> | undefined;

  private constructor(base: ConfigDict, beforeWrite: () => void) {
    this.base = base;
    this.beforeWrite = beforeWrite;
  }

  /** The data after `recipe`: the same object when it wrote nothing. */
  static edit(data: ConfigDict, recipe: (root: DictEditor) => void): ConfigDict {
    const root = new DictEditor(data, () => undefined);
    recipe(root);
    root.finish();
    return root.draft ?? data;
  }

  get(key: string): ConfigValue | undefined {
    return this.current().get(key);
  }

  /** The keys that are there now, in no order. */
  keys(): readonly string[] {
    return [...this.current().keys()];
  }

  /** The dict at `key`; one that is not there yet appears with its first write, in place of whatever else is at `key`. */
  dict(key: string): DictEditor {
    const known = this.children.get(key);
    if (known !== undefined) return known;
    const value = this.get(key);
    const child: DictEditor = new DictEditor(isDict(value) ? value : EMPTY_DICT, () => {
      this.write().set(key, child.draft ?? EMPTY_DICT);
    });
    this.children.set(key, child);
    return child;
  }

  /** Assigns a scalar. */
  set(key: string, value: ConfigScalar): void {
    const old = this.get(key);
    if (isScalar(old) && scalarsEqual(old, value)) return;
    this.replace(key, value);
  }

  /** Assigns a whole value. */
  setValue(key: string, value: ConfigValue): void {
    const old = this.get(key);
    if (old !== undefined && valuesEqual(old, value)) return;
    this.replace(key, value);
  }

  delete(key: string): void {
    if (!this.current().has(key)) return;
    this.children.delete(key);
    this.write().delete(key);
  }

  /** Adds elements to the set at `key`, which replaces what is no set. */
  addToSet(key: string, elements: readonly ConfigScalar[]): void {
    const old = this.get(key);
    const set: ConfigSet = isSet(old) ? old : [];
    const changed = toSet([...set, ...elements]);
    if (changed.length !== set.length) this.replace(key, changed);
  }

  /** Removes elements from the set at `key`, if there is one. */
  removeFromSet(key: string, elements: readonly ConfigScalar[]): void {
    const old = this.get(key);
    if (!isSet(old)) return;
    const changed = setDifference(old, toSet(elements));
    if (changed.length !== old.length) this.replace(key, changed);
  }

  private replace(key: string, value: ConfigValue): void {
    this.children.delete(key);
    this.write().set(key, value);
  }

  private current(): ConfigDict {
    return this.draft ?? this.base;
  }

  private write(): Map<string, ConfigValue> {
    if (this.draft === undefined) {
      this.draft = new Map(this.base);
      this.beforeWrite();
    }
    return this.draft;
  }

  /** Removes what became empty, depth first; values that were assigned whole may hold empty dicts too. */
  private finish(): void {
    if (this.draft === undefined) return;
    for (const [key, child] of this.children) {
      if (child.draft === undefined) continue;
      child.finish();
      if (child.draft.size === 0) this.draft.delete(key);
    }
    for (const [key, value] of this.draft) {
      if (value === this.base.get(key) || this.children.has(key)) continue;
      const pruned = pruneValue(value);
      if (pruned === undefined) this.draft.delete(key);
      else if (pruned !== value) this.draft.set(key, pruned);
    }
  }
}

/** The value without empty dicts and sets in it; undefined when nothing is left (spec 03 §2.1). */
function pruneValue(value: ConfigValue): ConfigValue | undefined {
  if (isSet(value)) return value.length === 0 ? undefined : value;
  if (!isDict(value)) return value;
  const kept = new Map<string, ConfigValue>();
  for (const [key, item] of value) {
    const pruned = pruneValue(item);
    if (pruned !== undefined) kept.set(key, pruned);
  }
  return kept.size === 0 ? undefined : kept;
}
