import type { Log, LogContext, LogLevel } from '../../../ts/util/index.ts';

export interface LogEntry {
  readonly level: LogLevel;
  readonly event: string;
  readonly context: LogContext;
}

/** A log that a test can listen to. */
export class HeardLog implements Log {
  readonly entries: LogEntry[] = [];
  private readonly waiting = new Set<(entry: LogEntry) => void>();

  write(level: LogLevel, event: string, context: LogContext = {}): void {
    const entry = { level, event, context };
    this.entries.push(entry);
    for (const hear of [...this.waiting]) hear(entry);
  }

  /** The next entry, from now on, that `accepts` takes. */
  next(accepts: (entry: LogEntry) => boolean): Promise<LogEntry> {
    return new Promise((resolve) => {
      const hear = (entry: LogEntry): void => {
        if (!accepts(entry)) return;
        this.waiting.delete(hear);
        resolve(entry);
      };
      this.waiting.add(hear);
    });
  }
}
