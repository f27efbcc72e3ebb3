// Checks of what comes out of JSON, and goes in.

export type Check = (value: unknown) => boolean;
type Shape<Type> = { readonly [Field in keyof Required<Type>]: Check };

export const isText: Check = (value) => typeof value === 'string';
export const isFlag: Check = (value) => typeof value === 'boolean';
export const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
export const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
export const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

/** An object with exactly these fields. */
export function record<Type>(shape: Shape<Type>): Check {
  const checks = Object.entries<Check>(shape);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const fields = value as Readonly<Record<string, unknown>>;
    return (
      Object.keys(fields).every((field) => Object.hasOwn(shape, field)) &&
      checks.every(([field, check]) => check(fields[field]))
    );
  };
}
