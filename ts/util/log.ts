import type { Clock, Log, LogContext, LogLevel } from './ports.ts';
import { redactValue } from './redact.ts';

/** A log that redacts every line and gives it to `sink` (a file, a ring buffer, a terminal). */
export function createLog(clock: Pick<Clock, 'nowMs'>, sink: (line: string) => void): Log {
  return {
    write: (level: LogLevel, event: string, context?: LogContext) => {
      const time = new Date(clock.nowMs()).toISOString();
      sink(`${time} ${level} ${event}${context === undefined ? '' : ` ${redactValue(context)}`}`);
    },
  };
}

/** A log that keeps nothing. */
export const silentLog: Log = { write: () => undefined };
