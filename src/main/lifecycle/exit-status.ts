/** What the process ends with when it is neither 0 nor the sign of a crash (docs/process-contract.md). */
export const EXIT_STATUS = {
  /** The person quit from a failure dialog. */
  failed: 1,
  /** The failure was written to standard output instead of shown. */
  logged: 3,
  /** The start itself was refused. */
  refused: 64,
} as const;
