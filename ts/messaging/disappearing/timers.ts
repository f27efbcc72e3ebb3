// Which timers a conversation may have, and how messages say theirs (spec 04 §1.2, §2.3, §4.1).

import type {
  ConversationRow,
  DeliveryTarget,
  ExpirationSetting,
  MessageExpiration,
} from '../../store/index.ts';
import type { Content } from '../../wire/index.ts';
import { MESSAGE_TTL_MS } from '../limits.ts';

type WireExpiration = Required<Pick<Content, 'expirationType' | 'expirationTimerS'>>;

/** A swarm takes nothing that would live shorter (spec 02 §4.4). */
const SHORTEST_TTL_MS = 10_000;
const AFTER_SEND_S: readonly number[] = [43_200, 86_400, 604_800, 1_209_600];
const AFTER_READ_S: readonly number[] = [300, 3_600, ...AFTER_SEND_S];
/** For tests only: nobody wants to wait for hours there. */
const SHORT_S: readonly number[] = [10, 30, 60];

/** Whether a person may choose this for a conversation; what comes from others is honoured whatever it says. */
export function isOffered(
  { mode, timerS }: ExpirationSetting,
  { kind, hasShortTimers = false }: Pick<ConversationRow, 'kind'> & { readonly hasShortTimers?: boolean },
): boolean {
  if (mode === 'off') return timerS === 0;
  if (mode === 'after-read' && kind !== 'contact') return false;
  if (hasShortTimers && SHORT_S.includes(timerS)) return true;
  return (mode === 'after-send' ? AFTER_SEND_S : AFTER_READ_S).includes(timerS);
}

/** How a message written now in a conversation disappears; its clock does not run yet. */
export function newExpiration({
  expiration: { mode, timerS },
}: Pick<ConversationRow, 'expiration'>): MessageExpiration | undefined {
  return mode === 'off' ? undefined : { mode, timerS };
}

/** The fields of a message; they are written also when it does not disappear. */
export function wireExpiration(expiration: ExpirationSetting | undefined): WireExpiration {
  if (expiration === undefined || expiration.mode === 'off')
    return { expirationType: 'unknown', expirationTimerS: 0 };
  const { mode, timerS } = expiration;
  return {
    expirationType: mode === 'after-send' ? 'delete-after-send' : 'delete-after-read',
    expirationTimerS: timerS,
  };
}

/** What a message that came says of itself. Without a type, or without a timer, it stays. */
export function expirationIn(
  { expirationType = 'unknown', expirationTimerS = 0 }: Content,
  { kind }: Pick<ConversationRow, 'kind'>,
): MessageExpiration | undefined {
  if (expirationType === 'unknown' || expirationTimerS === 0) return undefined;
  const isAfterSend = kind !== 'contact' || expirationType === 'delete-after-send';
  return { mode: isAfterSend ? 'after-send' : 'after-read', timerS: expirationTimerS };
}

/**
 * How long a swarm is to keep a message, in ms. What disappears once read waits for its reader, but not in our own swarm: we have
 * read what we wrote.
 */
export function ttlOf(expiration: ExpirationSetting | undefined, target: DeliveryTarget): number {
  if (expiration === undefined || expiration.mode === 'off') return MESSAGE_TTL_MS;
  if (expiration.mode === 'after-read' && target !== 'own-swarm') return MESSAGE_TTL_MS;
  return Math.min(Math.max(expiration.timerS * 1_000, SHORTEST_TTL_MS), MESSAGE_TTL_MS);
}
