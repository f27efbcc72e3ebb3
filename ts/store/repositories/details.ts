import { StoreError } from '../errors.ts';
import type { CallDetails, MessageDetails, PostWhisper } from '../model/details.ts';
import { type Check, isCount, isFlag, isText, isTexts, maybe, record } from './shapes.ts';

const OUTCOMES: readonly CallDetails['outcome'][] = [
  'ringing',
  'answered',
  'answered-elsewhere',
  'declined',
  'declined-elsewhere',
  'missed',
  'cancelled',
  'refused',
  'unanswered',
  'failed',
];
const MODES = ['off', 'after-read', 'after-send'];

const isDecimal: Check = (value) => typeof value === 'string' && /^\d{1,20}$/.test(value);
const isOneOf =
  (words: readonly string[]): Check =>
  (value) =>
    words.some((word) => word === value);

const isDetails = record<MessageDetails>({
  preview: maybe(record<Required<MessageDetails>['preview']>({ url: isText, title: maybe(isText) })),
  invitation: maybe(record<Required<MessageDetails>['invitation']>({ url: isText, name: isText })),
  timer: maybe(record<Required<MessageDetails>['timer']>({ mode: isOneOf(MODES), timerS: isCount })),
  call: maybe(record<CallDetails>({ id: isText, outcome: isOneOf(OUTCOMES), durationS: maybe(isCount) })),
  savedFromSentAtMs: maybe(isCount),
  groupUpdate: maybe(
    record<Required<MessageDetails>['groupUpdate']>({
      name: maybe(isText),
      avatarChanged: maybe(isFlag),
      joined: maybe(isTexts),
      joinedWithHistory: maybe(isTexts),
      removed: maybe(isTexts),
      promoted: maybe(isTexts),
      left: maybe(isTexts),
      failedToLeave: maybe(isFlag),
    }),
  ),
  whisper: maybe(record<PostWhisper>({ toModerators: isFlag, to: maybe(isText) })),
  pro: maybe(
    record<Required<MessageDetails>['pro']>({
      profileBits: isDecimal,
      messageBits: isDecimal,
      proofExpiresAtMs: maybe(isCount),
    }),
  ),
});

/** @throws {StoreError} `store-conflict` for details of the wrong shape. */
export function encodeDetails(details: MessageDetails | undefined): string | undefined {
  if (details === undefined) return undefined;
  if (!isDetails(details)) throw new StoreError('store-conflict', { message: 'details' });
  return JSON.stringify(details);
}

/** @throws {StoreError} `store-corrupt` for details of the wrong shape. */
export function decodeDetails(json: string): MessageDetails {
  try {
    const details: unknown = JSON.parse(json);
    if (isDetails(details)) return details as MessageDetails;
  } catch (cause) {
    throw new StoreError('store-corrupt', { message: 'details', cause });
  }
  throw new StoreError('store-corrupt', { message: 'details' });
}
