/** `1.2.3`, or `1.2.3-beta.4`. */
export const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-beta\.(\d{1,6}))?$/;

/** Negative when `one` came before `other`: a beta comes before its release. @param one as {@link VERSION} has it; so `other` */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  for (const [index, number] of a.entries()) {
    const difference = number - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: string): readonly number[] {
  const [, major, minor, patch, beta] = VERSION.exec(version) ?? [];
  return [Number(major), Number(minor), Number(patch), beta === undefined ? Infinity : Number(beta)].map(
    (number) => (Number.isNaN(number) ? -1 : number),
  );
}
