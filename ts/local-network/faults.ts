/** How one node misbehaves. */
export interface NodeFaults {
  /** Its listener refuses connections and its swarm cannot reach it. */
  readonly down: boolean;
  /** Every answer comes this many milliseconds later. */
  readonly slowMs: number;
  /** It says of every account that it belongs to another swarm: 421. */
  readonly wrongSwarm: boolean;
  /** Its clock is this many milliseconds ahead (negative: behind): requests signed at the true time get 406 beyond a minute. */
  readonly clockSkewMs: number;
  /** It takes requests and closes the connection instead of answering. */
  readonly dropConnections: boolean;
  /** It carries requests out and closes the connection instead of answering. */
  readonly dropAnswers: boolean;
  /** It signs for messages that are to be stored, and keeps none of them. */
  readonly forgetful: boolean;
  /** How it hands out the messages of a namespace. */
  readonly delivery: DeliveryFault;
  /** Its signatures in answers of swarm methods are wrong. */
  readonly wrongSignature: boolean;
  /** It is not ready: 503. */
  readonly notReady: boolean;
  /** What it does to its replies. */
  readonly reply: ReplyFault;
}

/**
 * `malformed`: bytes that mean nothing; `oversized`: more than any reply may have; `replayed`: again the first reply it gave to
 * that kind of request since the fault was set; `nonsense`: its own RPC answers say 200 and hold no JSON.
 */
export type ReplyFault = 'none' | 'malformed' | 'oversized' | 'replayed' | 'nonsense';

/** `reversed`: the last one of a page first; `repeated`: from the very first one each time, whatever was fetched, and every one twice. */
export type DeliveryFault = 'none' | 'reversed' | 'repeated';

export const NO_FAULTS: NodeFaults = {
  down: false,
  slowMs: 0,
  wrongSwarm: false,
  clockSkewMs: 0,
  dropConnections: false,
  dropAnswers: false,
  forgetful: false,
  delivery: 'none',
  wrongSignature: false,
  notReady: false,
  reply: 'none',
};

/** The faults of one node, or of a server. */
export interface FaultControl<Faults = NodeFaults> {
  readonly current: Faults;
  /** Changes some; the rest stays as it is. */
  set(change: Partial<Faults>): Promise<void>;
  clear(): Promise<void>;
}
