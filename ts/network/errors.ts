import { CodedError } from '../util/index.ts';

export type NetworkErrorCode =
  | 'aborted'
  | 'bad-response'
  | 'busy'
  | 'clock-out-of-sync'
  | 'closed'
  | 'no-path'
  | 'no-swarm'
  | 'node-failed'
  | 'offline'
  | 'proxy-invalid'
  | 'proxy-refused'
  | 'proxy-unreachable'
  | 'rejected'
  | 'seed-invalid'
  | 'seed-unreachable'
  | 'timeout'
  | 'too-large'
  | 'unauthorized'
  | 'unreachable'
  | 'wrong-swarm';

/** `now`: another node or path may work at once; `later`: wait for the network; `never`: the request itself is at fault. */
export type RetryAdvice = 'now' | 'later' | 'never';

const RETRY: Readonly<Record<NetworkErrorCode, RetryAdvice>> = {
  aborted: 'never',
  'bad-response': 'now',
  busy: 'later',
  'clock-out-of-sync': 'later',
  closed: 'never',
  'no-path': 'later',
  'no-swarm': 'later',
  'node-failed': 'now',
  offline: 'later',
  'proxy-invalid': 'never',
  'proxy-refused': 'later',
  'proxy-unreachable': 'later',
  rejected: 'never',
  'seed-invalid': 'never',
  'seed-unreachable': 'later',
  timeout: 'now',
  'too-large': 'never',
  unauthorized: 'never',
  unreachable: 'now',
  'wrong-swarm': 'now',
};

/**
 * A request that got no usable answer. `status` is the code that the destination itself gave, when it answered; of a server, what
 * the last hop said in its name.
 */
export class NetworkError extends CodedError<NetworkErrorCode> {
  readonly retry: RetryAdvice;
  readonly status: number | undefined;

  constructor(
    code: NetworkErrorCode,
    details: { readonly message?: string; readonly cause?: unknown; readonly status?: number } = {},
  ) {
    super(code, details);
    this.retry = RETRY[code];
    this.status = details.status;
  }
}
