/** `1.2.3`, or `1.2.3-beta.4`. */
export const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-beta\.(\d{1,6}))?$/;

/** Behind every beta, as a release comes after its betas. */
const RELEASE = 1_000_000;

/** Negative when `one` came before `other`. Both are as {@link VERSION} has it; anything else came before all of them. */
export function compareVersions(one: string, other: string): number {
  const numbers = numbersOf(other);
  const differences = numbersOf(one).map((number, index) => number - (numbers[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

function numbersOf(version: string): readonly number[] {
  const match = VERSION.exec(version);
  if (match === null) return [-1, -1, -1, -1];
  const [, major, minor, patch, beta = RELEASE] = match;
  return [major, minor, patch, beta].map(Number);
}
