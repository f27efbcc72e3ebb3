import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

import type { Input, LogLevelView, LogLineView, LogPageView } from '../../ipc/index.ts';

/** Where a line stands: the number of its file, and the byte at which it begins. Later lines have larger ones. */
export interface LogPlace {
  readonly file: number;
  readonly offset: number;
}

/** Files that are only ever appended to, by growing numbers. */
export interface LogPages {
  /** Behind the last line, when all that waits has been written. */
  end(): LogPlace;
  /** Undefined for a file that is not kept any more, or not there yet. */
  pathOf(file: number): string | undefined;
}

type Query = Input<'app:log-page'>;

/** Read in one piece, backwards. */
const BLOCK_BYTES = 32 * 1024;
/** A call looks through no more than this, whatever it finds: the main thread has others to serve. */
const SCAN_BYTES = 256 * 1024;
const FILE_FACTOR = 2 ** 32;
const LINE = /^(\S+) (debug|info|warn|error) (.*)$/u;
const NEW_LINE = 0x0a;
const RANKS: Readonly<Record<LogLevelView, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Lines of the log as they were written, newest first; never more of it in memory than a piece. */
export function readLogPage(pages: LogPages, query: Query): LogPageView {
  const end = pages.end();
  const stopAt = query.after ?? -1;
  const lines: LogLineView[] = [];
  let place = query.before === undefined ? end : placeOf(query.before);
  let scanned = 0;
  for (;;) {
    const path = pages.pathOf(place.file);
    const found = path === undefined ? [] : linesBefore(path, place.offset);
    for (const { offset, text } of found) {
      const at = numberOf({ file: place.file, offset });
      if (at < stopAt) return { lines, end: numberOf(end) };
      const line = readLine(text, at);
      if (isWanted(line, text, query)) lines.push(line);
      if (lines.length === query.limit) return pageUpTo(at);
    }
    scanned += BLOCK_BYTES;
    const first = found.at(-1);
    place =
      first === undefined || first.offset === 0 ? endOfOlder(place.file) : { ...place, offset: first.offset };
    if (pages.pathOf(place.file) === undefined) return { lines, end: numberOf(end) };
    if (scanned >= SCAN_BYTES) return pageUpTo(numberOf(place));
  }

  function pageUpTo(next: number): LogPageView {
    return { lines, end: numberOf(end), next };
  }
}

function endOfOlder(file: number): LogPlace {
  return { file: file - 1, offset: FILE_FACTOR - 1 };
}

function numberOf({ file, offset }: LogPlace): number {
  return file * FILE_FACTOR + offset;
}

function placeOf(at: number): LogPlace {
  return { file: Math.floor(at / FILE_FACTOR), offset: at % FILE_FACTOR };
}

interface FoundLine {
  readonly offset: number;
  readonly text: string;
}

/** The whole lines that end before `end`, last first: those of one piece, or one that is longer than a piece. */
function linesBefore(path: string, end: number): readonly FoundLine[] {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return [];
  }
  try {
    const stop = Math.min(end, fstatSync(file).size);
    for (let length = BLOCK_BYTES; ; length *= 2) {
      const start = Math.max(0, stop - length);
      const found = wholeLines(readPart(file, start, stop), start);
      if (found.length > 0 || start === 0) return found;
    }
  } finally {
    closeSync(file);
  }
}

function readPart(file: number, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(end - start);
  const length = readSync(file, bytes, 0, bytes.length, start);
  return bytes.subarray(0, length);
}

/** Without the beginning, unless it is that of the file: it may be the rest of a line. */
function wholeLines(bytes: Buffer, start: number): readonly FoundLine[] {
  const found: FoundLine[] = [];
  let end = bytes.at(-1) === NEW_LINE ? bytes.length - 1 : bytes.length;
  while (end >= 0 && bytes.length > 0) {
    const before = end === 0 ? -1 : bytes.lastIndexOf(NEW_LINE, end - 1);
    if (before === -1 && start > 0) break;
    found.push({ offset: start + before + 1, text: bytes.toString('utf8', before + 1, end) });
    end = before;
  }
  return found;
}

function readLine(text: string, at: number): LogLineView {
  const [, time = '', level, words = ''] = LINE.exec(text) ?? [];
  const timeMs = Date.parse(time);
  if (level === undefined || Number.isNaN(timeMs)) return { at, level: 'info', text };
  return { at, timeMs, level: level as LogLevelView, text: words };
}

function isWanted(line: LogLineView, text: string, { level = 'debug', text: sought = '' }: Query): boolean {
  if (RANKS[line.level] < RANKS[level]) return false;
  return sought === '' || text.toLowerCase().includes(sought.toLowerCase());
}
