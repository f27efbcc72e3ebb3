/** How the file server misbehaves. */
export interface FileServerFaults {
  /** Its listener refuses connections: nodes answer 502. */
  readonly down: boolean;
  /** Every answer comes this many milliseconds later. */
  readonly slowMs: number;
  /** It answers every request with this status (500 to 599); 0: it does not. */
  readonly status: number;
  /** `truncated`: its answers break off in the middle; `wrong-bytes`: the files that it gives are not those it was given. */
  readonly reply: 'none' | 'truncated' | 'wrong-bytes';
}

export const NO_FILE_SERVER_FAULTS: FileServerFaults = {
  down: false,
  slowMs: 0,
  status: 0,
  reply: 'none',
};
