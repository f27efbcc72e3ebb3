import type { LogLineView, LogPageView } from '../../../ipc/index.ts';

/** The stretch of the log that is shown, newest first. */
export interface LogWindow {
  readonly lines: readonly LogLineView[];
  /** Where what is older begins; absent when there is no more. */
  readonly next?: number;
  /** Behind the newest line that was there when it was asked for. */
  readonly end: number;
  /** False when the newest lines were given up: whoever wants those has to begin anew. */
  readonly hasNewest: boolean;
}

/** Lines that are kept; beyond that the newest go, because whoever reads is far from them. */
export const MAX_LINES = 2_000;

export const windowOf = (page: LogPageView): LogWindow => ({ ...page, hasNewest: true });

/** With a page of older lines. */
export function withOlder({ next: _, ...window }: LogWindow, page: LogPageView): LogWindow {
  const lines = [...window.lines, ...page.lines];
  const isFull = lines.length > MAX_LINES;
  return {
    ...window,
    lines: isFull ? lines.slice(-MAX_LINES) : lines,
    hasNewest: window.hasNewest && !isFull,
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}

/** With all that has come since; undefined when that is more than a page, and it is simpler to begin anew. */
export function withNewer(window: LogWindow, page: LogPageView): LogWindow | undefined {
  if (page.next !== undefined || !window.hasNewest) return undefined;
  const lines = [...page.lines, ...window.lines];
  const kept = lines.slice(0, MAX_LINES);
  const cutAt = lines.length > MAX_LINES ? kept.at(-1)?.at : undefined;
  return { ...window, lines: kept, end: page.end, ...(cutAt === undefined ? {} : { next: cutAt }) };
}

/** As it stands in the file. */
export function lineText({ timeMs, level, text }: LogLineView): string {
  return timeMs === undefined ? text : `${new Date(timeMs).toISOString()} ${level} ${text}`;
}
