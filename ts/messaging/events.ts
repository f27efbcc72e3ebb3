import type { DeliveryTarget } from '../store/index.ts';

/** What changed in the store, or happened on the network, after the transaction that did it. */
export type MessagingEvent =
  | { readonly type: 'conversation-changed'; readonly conversationId: number }
  | { readonly type: 'message-changed'; readonly messageId: number }
  | { readonly type: 'message-removed'; readonly conversationId: number; readonly messageId: number }
  | {
      readonly type: 'delivered';
      readonly messageId: number;
      readonly target: Extract<DeliveryTarget, 'recipient' | 'own-swarm'>;
      /** Ed25519 keys of the path, guard first. */
      readonly path: readonly string[];
      readonly storedOn: number;
    };
