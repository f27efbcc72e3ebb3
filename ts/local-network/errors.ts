import { CodedError } from '../util/index.ts';

export type LocalNetworkErrorCode =
  | 'options-invalid'
  | 'no-free-port'
  | 'port-in-use'
  | 'data-of-another-network'
  | 'unknown-node'
  /** Of the community server. */
  | 'unknown-room'
  /** All nodes are in one swarm. */
  | 'no-other-swarm'
  | 'aborted'
  | 'closed';

/** The local network cannot do what it was asked for. */
export class LocalNetworkError extends CodedError<LocalNetworkErrorCode> {}
