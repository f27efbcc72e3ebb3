/** A setting with its type, declared once by whoever owns it: `stringSetting('appearance.theme')`. */
export type SettingKey<Value extends SettingValue> = {
  readonly name: string;
  readonly type: Value extends string ? 'string' : Value extends number ? 'number' : 'boolean';
};

export type SettingValue = string | number | boolean;

/** A setting that holds text. */
export const stringSetting = (name: string): SettingKey<string> => ({ name, type: 'string' });
/** A setting that holds a finite number. */
export const numberSetting = (name: string): SettingKey<number> => ({ name, type: 'number' });
/** A setting that is on or off. */
export const booleanSetting = (name: string): SettingKey<boolean> => ({ name, type: 'boolean' });

export interface SettingsRepository {
  /** The stored value; undefined when absent or when an older version kept another type under this name. */
  get<Value extends SettingValue>(key: SettingKey<Value>): Value | undefined;
  set<Value extends SettingValue>(key: SettingKey<Value>, value: Value): void;
  delete(key: SettingKey<SettingValue>): void;
  /**
   * A sent-at in ms that no message of this device has had: `max(candidateMs, last + 1)`, remembered on disk
   * (spec 04 §2.1). It is given back when the surrounding transaction rolls back.
   */
  nextSentAtMs(candidateMs: number): number;
}
