import type { ConfigDict, ConfigScalar, ConfigValue } from './value.ts';
/**
 * A dict of config data open for changes. The data it began with stays as it was: a dict is copied when it is first written to, and
 * everything that is not touched is shared. A write that changes nothing is none. Dicts and sets that become empty vanish when the
 * change is finished (spec 03 §2.1, §3).
 */
export declare class DictEditor {
    private readonly base;
    private readonly beforeWrite;
    private readonly children;
    private draft;
    private constructor();
    /** The data after `recipe`: the same object when it wrote nothing. */
    static edit(data: ConfigDict, recipe: (root: DictEditor) => void): ConfigDict;
    get(key: string): ConfigValue | undefined;
    /** The keys that are there now, in no order. */
    keys(): readonly string[];
    /** The dict at `key`; one that is not there yet appears with its first write, in place of whatever else is at `key`. */
    dict(key: string): DictEditor;
    /** Assigns a scalar. */
    set(key: string, value: ConfigScalar): void;
    /** Assigns a whole value. */
    setValue(key: string, value: ConfigValue): void;
    delete(key: string): void;
    /** Adds elements to the set at `key`, which replaces what is no set. */
    addToSet(key: string, elements: readonly ConfigScalar[]): void;
    /** Removes elements from the set at `key`, if there is one. */
    removeFromSet(key: string, elements: readonly ConfigScalar[]): void;
    private replace;
    private current;
    private write;
    /** Removes what became empty, depth first; values that were assigned whole may hold empty dicts too. */
    private finish;
}
