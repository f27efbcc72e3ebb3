import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { readTextIfPresent } from '../files/read-file.ts';
import type { LogPages, LogPlace } from './log-page.ts';

export interface LogFileOptions {
  readonly folder: string;
  /** Name without ending; older files are `name.1.log` … */
  readonly name: string;
  /** A file of this size is put aside. */
  readonly maxBytes: number;
  /** How many files there are at most, the current one included. */
  readonly maxFiles: number;
  /** Lines are collected for so long before they are written, so that a busy moment costs one write. */
  readonly delayMs: number;
}

/** Lines to a folder of rotated files. What cannot be written is dropped: a full disk must not stop the app. */
export class LogFile implements LogPages {
  private readonly options: LogFileOptions;
  private waiting: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private size: number;
  /** Number of the current file; older ones have smaller ones. */
  private file: number;

  constructor(options: LogFileOptions) {
    this.options = options;
    this.size = sizeOf(this.path(0));
    this.file = options.maxFiles;
  }

  /** Takes one line without its line break. It must be redacted already. */
  write(line: string): void {
    this.waiting.push(line);
    this.timer ??= setTimeout(() => this.flush(), this.options.delayMs).unref();
  }

  /** All lines that there are, oldest first. */
  readAll(): string {
    this.flush();
    const ages = Array.from(
      { length: this.options.maxFiles },
      (_, index) => this.options.maxFiles - 1 - index,
    );
    return ages.map((age) => readTextIfPresent(this.path(age)) ?? '').join('');
  }

  end(): LogPlace {
    this.flush();
    return { file: this.file, offset: this.size };
  }

  pathOf(file: number): string | undefined {
    const age = this.file - file;
    return age >= 0 && age < this.options.maxFiles ? this.path(age) : undefined;
  }

  /** Takes all lines away, those that wait too. @throws what the system says when a file cannot be removed */
  clear(): void {
    this.flush();
    for (let age = 0; age < this.options.maxFiles; age += 1) rmSync(this.path(age), { force: true });
    this.size = 0;
    // Whoever has a place in a file that is gone must not read on in a new one.
    this.file += this.options.maxFiles;
  }

  /** Writes what is waiting, now. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    const text = `${this.waiting.join('\n')}\n`;
    this.waiting = [];
    try {
      this.append(text);
    } catch {
      // Nobody is left to be told.
    }
  }

  private append(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (this.size > 0 && this.size + bytes > this.options.maxBytes) this.rotate();
    mkdirSync(this.options.folder, { recursive: true, mode: 0o700 });
    appendFileSync(this.path(0), text, { mode: 0o600 });
    this.size += bytes;
  }

  private rotate(): void {
    rmSync(this.path(this.options.maxFiles - 1), { force: true });
    for (let age = this.options.maxFiles - 2; age >= 0; age -= 1) {
      if (sizeOf(this.path(age)) > 0) renameSync(this.path(age), this.path(age + 1));
    }
    this.size = 0;
    this.file += 1;
  }

  private path(age: number): string {
    const { folder, name } = this.options;
    return join(folder, age === 0 ? `${name}.log` : `${name}.${age}.log`);
  }
}

/** Size in bytes; 0 for what is not there or cannot be looked at, such as a file in the place of the folder. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
