const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeMs: number, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, options);
    formats.set(key, known);
  }
  return known.format(timeMs);
}

/** Midnight of the local day, ms since the epoch: two times with the same one belong to the same day. */
export function startOfDayMs(timeMs: number): number {
  return new Date(timeMs).setHours(0, 0, 0, 0);
}

/** Whole local days from `timeMs` to `nowMs`; DST makes days of 23 and 25 hours, hence the rounding. */
function daysBetween(timeMs: number, nowMs: number): number {
  return Math.round((startOfDayMs(nowMs) - startOfDayMs(timeMs)) / DAY_MS);
}

interface Moment {
  readonly timeMs: number;
  readonly nowMs: number;
  readonly locale: string;
}

/** Short time of a row: `undefined` within the last minute, then time, weekday and time, or date. Spec 08, LST-04. */
export function rowTime({ timeMs, nowMs, locale }: Moment): string | undefined {
  if (Math.abs(nowMs - timeMs) < MINUTE_MS) return undefined;
  const days = daysBetween(timeMs, nowMs);
  if (days === 0) return clockTime(timeMs, locale);
  if (days > 0 && days < 7)
    return format(timeMs, locale, { weekday: 'short', hour: 'numeric', minute: '2-digit' });
  return format(timeMs, locale, { dateStyle: 'short' });
}

/** Words of a day separator; `today` and `yesterday` have their own keys in the catalogue. */
export function dayName({
  timeMs,
  nowMs,
  locale,
}: Moment): 'today' | 'yesterday' | { readonly date: string } {
  const days = daysBetween(timeMs, nowMs);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  const isThisYear = new Date(timeMs).getFullYear() === new Date(nowMs).getFullYear();
  return {
    date: format(
      timeMs,
      locale,
      isThisYear
        ? { weekday: 'long', day: 'numeric', month: 'long' }
        : { day: 'numeric', month: 'long', year: 'numeric' },
    ),
  };
}

/** Hour and minute. */
export function clockTime(timeMs: number, locale: string): string {
  return format(timeMs, locale, { timeStyle: 'short' });
}

const STEPS = [
  [60, 'second', 1],
  [60, 'minute', 60],
  [24, 'hour', 3_600],
] as const;

/** How long ago something was: `5 seconds ago`, `2 hours ago`, `yesterday`. */
export function timeAgo({ timeMs, nowMs, locale }: Moment): string {
  const seconds = Math.max(0, Math.round((nowMs - timeMs) / 1_000));
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const step = STEPS.find(([limit, , length]) => seconds < limit * length);
  if (step === undefined) return words.format(-Math.round(seconds / 86_400), 'day');
  const [, unit, length] = step;
  return words.format(-Math.floor(seconds / length), unit);
}

/** Day and time to the second, of a line of the log. */
export function logTime(timeMs: number, locale: string): string {
  return format(timeMs, locale, { dateStyle: 'short', timeStyle: 'medium' });
}

/** Date and time in full, for tooltips and screen readers. */
export function fullTime(timeMs: number, locale: string): string {
  return format(timeMs, locale, { dateStyle: 'full', timeStyle: 'short' });
}
