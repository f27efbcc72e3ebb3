// Spec 02 §2.3, §2.9.

import { Latencies } from '../report/latencies.ts';
import type { NodeId, ServiceNode } from '../nodes/service-node.ts';

/** What a path is for: small requests, or transfers that would hold them up. */
export type PathKind = 'messages' | 'files';

/** Three service nodes, guard first, and how they are doing. */
export class Path {
  readonly kind: PathKind;
  readonly nodes: readonly [ServiceNode, ServiceNode, ServiceNode];
  readonly bornMs: number;
  /** How long small requests over it took, there and back. */
  readonly latencies = new Latencies();
  /** Requests on their way. */
  inFlight = 0;
  /** Failures that are the path's; an answer takes one back. */
  strikes = 0;
  /** An answer has come over it. */
  isProven = false;
  /** A check of the path is running: requests take another one if they can. */
  suspected = false;

  constructor(
    kind: PathKind,
    nodes: readonly [ServiceNode, ServiceNode, ServiceNode],
    options: { readonly bornMs: number },
  ) {
    this.kind = kind;
    this.nodes = nodes;
    this.bornMs = options.bornMs;
  }

  get guard(): ServiceNode {
    return this.nodes[0];
  }

  has(id: NodeId): boolean {
    return this.nodes.some(({ ed25519 }) => ed25519 === id);
  }

  ids(): readonly NodeId[] {
    return this.nodes.map(({ ed25519 }) => ed25519);
  }
}
