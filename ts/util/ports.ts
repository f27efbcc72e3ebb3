/** Time of the machine. Faked in tests. */
export interface Clock {
  /** Milliseconds since the epoch, as the operating system believes. */
  nowMs(): number;
  /** Milliseconds of a clock that never jumps; only differences mean something. */
  monotonicMs(): number;
  /** Calls `callback` once after `delayMs`; the timer does not keep a process alive. */
  setTimer(delayMs: number, callback: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

/** Cryptographic randomness. Faked in tests only. */
export interface Random {
  /** `length` unpredictable bytes. */
  bytes(length: number): Uint8Array;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured log. Implementations redact; callers still never pass keys or message text. */
export interface Log {
  write(level: LogLevel, event: string, context?: LogContext): void;
}

export type LogContext = Readonly<Record<string, unknown>>;
