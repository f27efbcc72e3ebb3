import { fromUtf8, isCodedError, toHex, utf8 } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { asArray, asRecord, parseJson } from '../json.ts';
import type { ServerAnswer, ServerRequest } from '../onion/server-request.ts';
import { isMemberAuth, signatureFields } from '../storage/auth.ts';
import type { StorageAuth } from '../storage/auth.ts';

/** Where a push service can wake the device. */
export interface PushTarget {
  /** `apns`, `firebase` … */
  readonly service: string;
  readonly token: string;
}

/** What the push server shall report of an account (spec 02 §6.1). */
export interface PushSubscription {
  readonly auth: StorageAuth;
  readonly target: PushTarget;
  readonly namespaces: readonly number[];
  /** Whether small messages come with the notification, encrypted. */
  readonly wantsData: boolean;
  /** Encrypts what the push service carries, 32 bytes. */
  readonly encryptionKey: Uint8Array;
}

/** Why a push server did not do what it was asked. */
export type PushFailure = 'input' | 'service-unavailable' | 'service-timeout' | 'error' | 'internal';

export type PushResult =
  { readonly outcome: 'added' | 'updated' | 'removed' | 'unchanged' } | { readonly failure: PushFailure };

const FAILURES: Readonly<Record<number, PushFailure>> = {
  1: 'input',
  2: 'service-unavailable',
  3: 'service-timeout',
  4: 'error',
  5: 'internal',
};
const KEY_BYTES = 32;
const MAX_BODY_BYTES = 100_000;

/**
 * Subscribes to the messages of accounts (spec 02 §6.1), signed at `timestampS` (seconds) of the network.
 * @throws {NetworkError} `too-large` for more than fits in 100,000 bytes, `rejected` for a key that is not 32 bytes long.
 */
export function pushSubscribeRequest(
  subscriptions: readonly PushSubscription[],
  { timestampS }: { readonly timestampS: number },
): ServerRequest {
  return post(
    '/subscribe',
    subscriptions.map((subscription) => subscribeBody(subscription, timestampS)),
  );
}

/**
 * Ends subscriptions (spec 02 §6.1), signed at `timestampS` (seconds) of the network.
 * @throws {NetworkError} `too-large` for more than fits in 100,000 bytes.
 */
export function pushUnsubscribeRequest(
  subscriptions: readonly Pick<PushSubscription, 'auth' | 'target'>[],
  { timestampS }: { readonly timestampS: number },
): ServerRequest {
  return post(
    '/unsubscribe',
    subscriptions.map(({ auth, target }) => ({
      ...identityFields(auth, utf8(`UNSUBSCRIBE${auth.account}${timestampS}`)),
      sig_ts: timestampS,
      ...targetFields(target),
    })),
  );
}

/**
 * What became of each subscription, in their order.
 * @throws {NetworkError} `bad-response`
 */
export function readPushResults(answer: ServerAnswer): readonly PushResult[] {
  return asArray(parseJson(textOf(answer.body)), 'push answer').map(readResult);
}

function subscribeBody(
  { auth, target, namespaces, wantsData, encryptionKey }: PushSubscription,
  timestampS: number,
): object {
  if (encryptionKey.length !== KEY_BYTES) throw new NetworkError('rejected', { message: 'encryption key' });
  const ascending = [...new Set(namespaces)].sort((a, b) => a - b);
  const message = `MONITOR${auth.account}${timestampS}${wantsData ? 1 : 0}${ascending.join(',')}`;
  return {
    ...identityFields(auth, utf8(message)),
    namespaces: ascending,
    data: wantsData,
    sig_ts: timestampS,
    ...targetFields(target),
    enc_key: toHex(encryptionKey),
  };
}

function identityFields(auth: StorageAuth, message: Uint8Array): object {
  const isUser = !isMemberAuth(auth) && auth.account.startsWith('05');
  return {
    pubkey: auth.account,
    ...(isUser ? { session_ed25519: toHex(auth.ed25519.publicKey) } : {}),
    ...signatureFields(auth, message),
  };
}

function targetFields({ service, token }: PushTarget): object {
  return { service, service_info: { token } };
}

function post(endpoint: string, bodies: readonly object[]): ServerRequest {
  const body = utf8(JSON.stringify(bodies));
  if (body.length > MAX_BODY_BYTES) throw new NetworkError('too-large');
  return { method: 'POST', endpoint, headers: { 'Content-Type': 'application/json' }, body };
}

function readResult(value: unknown): PushResult {
  const { success, added, updated, removed, error } = asRecord(value, 'push result');
  if (typeof error === 'number') return { failure: FAILURES[error] ?? 'error' };
  if (success !== true) throw new NetworkError('bad-response', { message: 'push result' });
  if (added === true) return { outcome: 'added' };
  if (updated === true) return { outcome: 'updated' };
  return { outcome: removed === true ? 'removed' : 'unchanged' };
}

function textOf(body: Uint8Array): string {
  try {
    return fromUtf8(body);
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw new NetworkError('bad-response', { cause });
  }
}
