import { StoreError } from '../errors.ts';
import type { CallDetails, MessageDetails } from '../model/details.ts';

type Check = (value: unknown) => boolean;
type Shape<Type> = { readonly [Field in keyof Required<Type>]: Check };

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

const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isDecimal: Check = (value) => typeof value === 'string' && /^\d{1,20}$/.test(value);
const isOneOf =
  (words: readonly string[]): Check =>
  (value) =>
    words.some((word) => word === value);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

/** An object with exactly these fields. */
function record<Type>(shape: Shape<Type>): Check {
  const checks = Object.entries<Check>(shape);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const fields = value as Readonly<Record<string, unknown>>;
    return (
      Object.keys(fields).every((field) => Object.hasOwn(shape, field)) &&
      checks.every(([field, check]) => check(fields[field]))
    );
  };
}

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
