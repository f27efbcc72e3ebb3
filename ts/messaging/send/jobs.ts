import type { DeliveryRow, JobRow, JsonValue, MessageRow, NewJob } from '../../store/index.ts';

/** Kinds of jobs of the outbox. */
export const SEND_MESSAGE = 'send-message';
export const SEND_OWN_COPY = 'send-own-copy';

/** Copies for our other devices leave one after another. */
export const OWN_COPIES_QUEUE = 'own-swarm';

/** Messages of one conversation leave one after another. */
export const conversationQueue = (conversationId: number): string => `conversation:${conversationId}`;

/** Brings a message to its recipient. */
export function sendMessageJob(message: Pick<MessageRow, 'id' | 'conversationId'>, nowMs: number): NewJob {
  return {
    kind: SEND_MESSAGE,
    queue: conversationQueue(message.conversationId),
    payload: { messageId: message.id },
    dedupeKey: `${SEND_MESSAGE}:${message.id}`,
    runAtMs: nowMs,
    nowMs,
  };
}

/** Brings the copy for our other devices into our own swarm. */
export function sendOwnCopyJob(delivery: Pick<DeliveryRow, 'id'>, nowMs: number): NewJob {
  return {
    kind: SEND_OWN_COPY,
    queue: OWN_COPIES_QUEUE,
    payload: { deliveryId: delivery.id },
    dedupeKey: `${SEND_OWN_COPY}:${delivery.id}`,
    runAtMs: nowMs,
    nowMs,
  };
}

/** The number called `name` in the payload of a job; undefined when somebody else wrote it. */
export function idInPayload(
  { payload }: Pick<JobRow, 'payload'>,
  name: 'messageId' | 'deliveryId' | 'conversationId',
): number | undefined {
  const value: JsonValue | undefined = isRecord(payload) ? payload[name] : undefined;
  return typeof value === 'number' ? value : undefined;
}

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
