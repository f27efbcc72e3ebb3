import type { JsonValue } from '../json.ts';
import type { Account, Params } from './fields.ts';
import type { Arrival, NodeStorage } from './node-storage.ts';
import type { RpcAnswer } from './rpc.ts';

/** A request whose parameters are understood, ready to be run by a node. */
export type Prepared = (node: NodeStorage) => Promise<RpcAnswer>;

/** A method that the asked node answers alone. */
export interface LocalMethod<Request> {
  readonly kind: 'local';
  /** @throws {RpcError} 400 */
  readonly parse: (params: Params) => Request;
  /** @throws {RpcError} */
  readonly run: (request: Request, node: NodeStorage) => RpcAnswer;
}

/** A method that the asked node forwards to the whole swarm of an account. */
export interface SwarmMethod<Request extends { readonly account: Account }> {
  readonly kind: 'swarm';
  /** @throws {RpcError} 400 */
  readonly parse: (params: Params) => Request;
  /** Everything that must hold before a member obeys. @throws {RpcError} */
  readonly check: (request: Request, node: NodeStorage, context: { readonly arrival: Arrival }) => void;
  /** Does it at one member and says what the member answers for itself. */
  readonly apply: (request: Request, node: NodeStorage) => MemberAnswer;
  /** Whether the asked node adds its time to what it says for itself. */
  readonly stampsOwn?: boolean;
  /** Members of the answer beside `swarm`, `t` and `hf`, and its code when it is not 200. */
  readonly summarize?: (request: Request, results: readonly MemberAnswer[], node: NodeStorage) => Summary;
}

/** What one member of a swarm did, in the words of the answer. */
export type MemberAnswer = Readonly<Record<string, JsonValue>>;

export interface Summary {
  readonly code?: number;
  readonly extra?: MemberAnswer;
}
