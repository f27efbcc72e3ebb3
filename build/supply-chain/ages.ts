import type { Finding } from '../reports/check-report.ts';

const DAY_MS = 86_400_000;
/** A version that is newer than this may be somebody's who has just stolen a name. */
const YOUNG_DAYS = 7;
/** Chromium has new faults every month: whoever is so far behind has some of them. */
const OLD_DAYS = 60;

/** `npm view NAME time --json`: when each version came, in ISO 8601. */
export type Times = Readonly<Record<string, string>>;

/** @returns undefined when it cannot be read, or comes from a mirror, which tells when it fetched a version and not when that was made: it has no `created` */
export function readTimes(output: string): Times | undefined {
  try {
    const times: unknown = JSON.parse(output.slice(output.indexOf('{')));
    return typeof times === 'object' && times !== null && 'created' in times ? (times as Times) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a pin has lain long enough to be trusted. */
export function ageFinding(
  { name, version }: { readonly name: string; readonly version: string },
  { times, nowMs }: { readonly times: Times | undefined; readonly nowMs: number },
): Finding {
  const what = `${name} ${version} was not published only just now`;
  const published = times?.[version];
  if (published === undefined)
    return { what, state: 'unknown', detail: 'not known: the registry does not tell' };
  const days = Math.floor((nowMs - Date.parse(published)) / DAY_MS);
  return { what, state: days >= YOUNG_DAYS ? 'holds' : 'broken', detail: `on ${published.slice(0, 10)}` };
}

/** Whether there is a newer release of the major version that has been out for long. */
export function pinFinding(
  version: string,
  { times, nowMs }: { readonly times: Times | undefined; readonly nowMs: number },
): Finding {
  const what = `Electron ${version} is the newest of its major version, or hardly behind`;
  if (times === undefined) return { what, state: 'unknown', detail: 'not known: the registry does not tell' };
  const [major] = version.split('.');
  const newer = Object.entries(times)
    .filter(
      ([candidate]) => new RegExp(`^${major}\\.\\d+\\.\\d+$`).test(candidate) && isNewer(candidate, version),
    )
    .map(([candidate, published]) => ({ candidate, publishedMs: Date.parse(published) }))
    .toSorted((a, b) => a.publishedMs - b.publishedMs);
  const [first] = newer;
  if (first === undefined) return { what, state: 'holds', detail: 'the newest' };
  const days = Math.floor((nowMs - first.publishedMs) / DAY_MS);
  return {
    what,
    state: days <= OLD_DAYS ? 'holds' : 'broken',
    detail: `${newer.length} newer, the first since ${days} days: ${newer.at(-1)?.candidate}`,
  };
}

function isNewer(left: string, right: string): boolean {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number));
  const at = a?.findIndex((part, index) => part !== b?.[index]) ?? -1;
  return at >= 0 && (a?.[at] ?? 0) > (b?.[at] ?? 0);
}
