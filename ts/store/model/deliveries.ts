export type DeliveryTarget = 'recipient' | 'own-swarm' | 'group' | 'community';
export type DeliveryState = 'pending' | 'stored' | 'failed';

/** One message on its way to one swarm (spec 04 §2.4): the bytes are kept, so a retry sends the same and is not doubled. */
export interface DeliveryRow {
  readonly id: number;
  /** Absent for what leaves no row: receipts, reactions, unsends. */
  readonly messageId: number | undefined;
  readonly target: DeliveryTarget;
  /** Account or group ID whose swarm takes it, 66 hex. */
  readonly swarm: string;
  readonly namespace: number;
  /** What the swarm is to store; empty once it has. */
  readonly payload: Uint8Array;
  readonly ttlMs: number;
  readonly state: DeliveryState;
  readonly hash: string | undefined;
  /** Network time at which the swarm took it. */
  readonly storedAtMs: number | undefined;
  readonly expiresAtMs: number | undefined;
}

export interface NewDelivery {
  readonly messageId?: number;
  readonly target: DeliveryTarget;
  readonly swarm: string;
  readonly namespace: number;
  readonly payload: Uint8Array;
  readonly ttlMs: number;
}

export interface DeliveryRepository {
  /** @throws {StoreError} `store-not-found` for an unknown message, `store-conflict` for a second one to this target. */
  create(delivery: NewDelivery): DeliveryRow;
  get(id: number): DeliveryRow | undefined;
  /** The deliveries of a message: recipient, own swarm, group, community: as `target` sorts, backwards. */
  forMessage(messageId: number): readonly DeliveryRow[];
  /** @throws {StoreError} `store-not-found` */
  markStored(receipt: {
    readonly id: number;
    readonly hash: string;
    readonly storedAtMs: number;
    readonly expiresAtMs: number;
  }): DeliveryRow;
  /**
   * Ends a delivery that is still pending.
   * @throws {StoreError} `store-not-found`
   */
  markFailed(id: number): DeliveryRow;
  /** Forgets the deliveries of a message, before it is written anew with another sent-at; returns how many. */
  deleteForMessage(messageId: number): number;
  /** Forgets one that belongs to no message, when its job is done; false when there was none. */
  delete(id: number): boolean;
}
