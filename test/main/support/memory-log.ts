import type { Log, LogContext, LogLevel } from '../../../ts/util/index.ts';

export interface LogEntry {
  readonly level: LogLevel;
  readonly event: string;
  readonly context?: LogContext | undefined;
}

/** A log that a test can read. */
export function memoryLog(): Log & { readonly entries: readonly LogEntry[] } {
  const entries: LogEntry[] = [];
  return {
    entries,
    write: (level, event, context) => {
      entries.push({ level, event, context });
    },
  };
}
