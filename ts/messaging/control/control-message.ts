// Messages that leave no row of their own: receipts, reactions, unsends, answers to requests (spec 04 §2.3).

import { x25519KeyOf } from '../../account/index.ts';
import type { AccountId, AccountKeys } from '../../account/index.ts';
import type { Network } from '../../network/index.ts';
import type { JobRow, NewDelivery, NewJob, Repositories } from '../../store/index.ts';
import type { Clock, Random } from '../../util/index.ts';
import type { Content, Payload } from '../../wire/index.ts';
import { encodeContent, encodeDirectMessage } from '../../wire/index.ts';
import { DIRECT_MESSAGES, MESSAGE_TTL_MS } from '../limits.ts';

export const SEND_CONTROL = 'send-control';

export interface ControlPorts {
  readonly keys: AccountKeys;
  readonly network: Pick<Network, 'time'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly random: Random;
}

export interface ControlMessage {
  /** Into whose swarm; ourselves for our other devices. */
  readonly to: AccountId;
  readonly payload: Payload;
  /** A sent-at of its own unless given. */
  readonly sentAtMs?: number;
  readonly expiration?: Pick<Content, 'expirationType' | 'expirationTimerS'>;
  /** 14 days unless given. */
  readonly ttlMs?: number;
}

/** Sent-at that no message of this device has had. */
export function nextControlSentAt(
  { settings }: Repositories,
  { network }: Pick<ControlPorts, 'network'>,
): number {
  return settings.nextSentAtMs(network.time.nowMs(), network.time.isSynchronized() ? 'network' : 'local');
}

/** Encrypts a message and writes it down to be stored, inside a transaction; whoever calls wakes the outbox after it. */
export function enqueueControl(
  repositories: Repositories,
  ports: ControlPorts,
  message: ControlMessage,
): void {
  const { keys, clock, random } = ports;
  const { to, payload, expiration = {}, ttlMs = MESSAGE_TTL_MS } = message;
  const timestampMs = message.sentAtMs ?? nextControlSentAt(repositories, ports);
  const content = encodeContent({ sigTimestampMs: timestampMs, payload, ...expiration });
  const recipient = x25519KeyOf(to);
  enqueueDelivery(repositories, clock, {
    target: to === keys.accountId ? 'own-swarm' : 'recipient',
    swarm: to,
    namespace: DIRECT_MESSAGES,
    ttlMs,
    payload: encodeDirectMessage({ content, sender: keys.ed25519, recipient, timestampMs, random }),
    isDeletion: payload.kind === 'unsend',
  });
}

/**
 * Writes down bytes that are to be stored in a swarm, inside a transaction. Those of one queue leave in their order; unless given, it is
 * the swarm's.
 */
export function enqueueDelivery(
  { deliveries, jobs }: Repositories,
  clock: Pick<Clock, 'nowMs'>,
  {
    queue,
    isDeletion = false,
    ...delivery
  }: Omit<NewDelivery, 'messageId'> & {
    readonly queue?: string;
    /** Takes something back: a person hears of it when it never arrives. */
    readonly isDeletion?: boolean;
  },
): void {
  const { id: deliveryId } = deliveries.create(delivery);
  const job = sendControlJob({ deliveryId, to: delivery.swarm, nowMs: clock.nowMs(), isDeletion });
  jobs.enqueue({ ...job, queue: queue ?? job.queue });
}

/** Stores a delivery that belongs to no message; `isAgain`: it was stored before, on too few nodes. */
export function sendControlJob({
  deliveryId,
  to,
  nowMs,
  isAgain = false,
  isDeletion = false,
}: {
  readonly deliveryId: number;
  readonly to: string;
  readonly nowMs: number;
  readonly isAgain?: boolean;
  readonly isDeletion?: boolean;
}): NewJob & { readonly dedupeKey: string } {
  return {
    kind: SEND_CONTROL,
    queue: `control:${to}`,
    payload: { deliveryId, isAgain, isDeletion },
    dedupeKey: `${SEND_CONTROL}:${deliveryId}${isAgain ? ':again' : ''}`,
    runAtMs: nowMs,
    nowMs,
  };
}

/** Whether a job stores what was stored before. */
export function isAgain(job: Pick<JobRow, 'payload'>): boolean {
  return isSet(job, 'isAgain');
}

/** Whether what a job stores takes something back. */
export function isDeletion(job: Pick<JobRow, 'payload'>): boolean {
  return isSet(job, 'isDeletion');
}

function isSet({ payload }: Pick<JobRow, 'payload'>, flag: 'isAgain' | 'isDeletion'): boolean {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return false;
  return (payload as { readonly [key: string]: unknown })[flag] === true;
}
