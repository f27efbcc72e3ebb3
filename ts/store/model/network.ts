import type { X25519PublicKey } from '../../crypto/index.ts';

export interface ServiceNodeRow {
  /** Ed25519 public key, 64 hex. */
  readonly ed25519: string;
  readonly x25519: X25519PublicKey;
  readonly ip: string;
  readonly port: number;
  readonly swarmId?: bigint;
}

export interface NodePool {
  readonly nodes: readonly ServiceNodeRow[];
  readonly updatedAtMs: number;
}

export interface GuardRow {
  /** Ed25519 public key, 64 hex. */
  readonly id: string;
  readonly lastSuccessMs: number;
}

/** What the network client knows of the network between two starts. Every list comes back in the order in which it was given. */
export interface NetworkRepository {
  /** Undefined when no pool was ever saved. */
  loadNodes(): NodePool | undefined;
  saveNodes(nodes: readonly ServiceNodeRow[], updatedAtMs: number): void;
  loadGuards(): readonly GuardRow[];
  saveGuards(guards: readonly GuardRow[]): void;
  /** Undefined when none is known for this account. */
  loadSwarm(account: string): readonly string[] | undefined;
  /** An empty list forgets the swarm. */
  saveSwarm(account: string, nodes: readonly string[]): void;
}
