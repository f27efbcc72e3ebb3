import type { MessageClock } from './messages.ts';

export type SettingValue = string | number | boolean;

/** A setting with its type, declared once by whoever owns it: `const zoom = numberSetting('appearance.zoom')`. */
export interface SettingKey<Value extends SettingValue> {
  readonly name: string;
  readonly accepts: (value: unknown) => value is Value;
}

/** A setting that holds text. */
export const stringSetting = (name: string): SettingKey<string> => ({
  name,
  accepts: (value) => typeof value === 'string',
});

/** A setting that holds a finite number. */
export const numberSetting = (name: string): SettingKey<number> => ({
  name,
  accepts: (value): value is number => Number.isFinite(value),
});

/** A setting that is on or off. */
export const booleanSetting = (name: string): SettingKey<boolean> => ({
  name,
  accepts: (value) => typeof value === 'boolean',
});

/** A setting that is one of a few words, as a theme is. */
export const choiceSetting = <Choice extends string>(
  name: string,
  choices: readonly Choice[],
): SettingKey<Choice> => ({
  name,
  accepts: (value): value is Choice => choices.some((choice) => choice === value),
});

/** A setting as it is stored, whoever knows what it means. */
export interface StoredSetting {
  readonly name: string;
  /** JSON. */
  readonly value: string;
}

export interface SettingsRepository {
  /** The stored value; undefined when absent, or when another version kept something else under this name. */
  get<Value extends SettingValue>(key: SettingKey<Value>): Value | undefined;
  /** @throws {StoreError} `store-conflict` for a value that the key does not accept. */
  set<Value extends SettingValue>(key: SettingKey<Value>, value: NoInfer<Value>): void;
  delete(key: { readonly name: string }): void;
  /** All whose names begin with `prefix`. */
  all(prefix: string): readonly StoredSetting[];
  /** Puts `values` in the place of all whose names begin with `prefix`. */
  replaceAll(prefix: string, values: readonly StoredSetting[]): void;
  /**
   * A sent-at in ms that no message of this device has had: `max(candidateMs, last + 1)`, remembered on disk
   * (spec 04 §2.1). It is given back when the surrounding transaction rolls back. Those given by a clock that nobody
   * has checked are counted apart: a clock that runs ahead must not carry the checked ones with it.
   */
  nextSentAtMs(candidateMs: number, sentAtClock: MessageClock): number;
}
