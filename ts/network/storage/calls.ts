import { concatBytes, toHex, utf8 } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { credentials, isMemberAuth } from './auth.ts';
import type { StorageAuth } from './auth.ts';

export type NamespaceOrAll = number | 'all';

/** A call that the account signs, except store and retrieve (spec 02 §4.6–4.12). Times in milliseconds of the network. */
export type StorageCall =
  | { readonly method: 'delete'; readonly hashes: readonly string[]; readonly required?: boolean }
  | { readonly method: 'delete_all'; readonly namespace: NamespaceOrAll }
  | { readonly method: 'delete_before'; readonly namespace: NamespaceOrAll; readonly beforeMs: number }
  | {
      readonly method: 'expire';
      readonly hashes: readonly string[];
      /** One for all, or one for each hash. */
      readonly expiryMs: number | readonly number[];
      readonly mode?: 'extend' | 'shorten';
    }
  | { readonly method: 'expire_all'; readonly namespace: NamespaceOrAll; readonly expiryMs: number }
  | { readonly method: 'get_expiries'; readonly hashes: readonly string[] }
  | { readonly method: 'revoke_subaccount' | 'unrevoke_subaccount'; readonly tokens: readonly Uint8Array[] }
  | { readonly method: 'revoked_subaccounts' };

const MAX_REVOCATIONS = 50;

export interface RpcCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Namespace as signed texts have it: nothing for 0. */
export function namespaceText(namespace: NamespaceOrAll): string {
  return namespace === 0 ? '' : String(namespace);
}

/**
 * The signed request for `call` at `timestampMs` of the network (spec 02 §4.3).
 * @throws {NetworkError} `unauthorized` for a revocation by a subaccount; `too-large` for more than 50 at once.
 */
export function signCall(
  auth: StorageAuth,
  call: StorageCall,
  { timestampMs }: { readonly timestampMs: number },
): RpcCall {
  if ('tokens' in call) assertMayRevoke(auth, call.tokens);
  const { message, params } = describe(call, timestampMs);
  return { method: call.method, params: { ...params, ...credentials(auth, message) } };
}

/** Only the group itself can revoke, and nodes keep no more than 50 revocations (spec 02 §4.12). */
function assertMayRevoke(auth: StorageAuth, tokens: readonly Uint8Array[]): void {
  if (isMemberAuth(auth)) throw new NetworkError('unauthorized', { message: 'only admins revoke' });
  if (tokens.length > MAX_REVOCATIONS) throw new NetworkError('too-large');
}

function describe(
  call: StorageCall,
  timestampMs: number,
): { readonly message: Uint8Array; readonly params: Readonly<Record<string, unknown>> } {
  switch (call.method) {
    case 'delete': {
      const { hashes, required } = call;
      return {
        message: text('delete', ...hashes),
        params: { messages: hashes, ...(required === true ? { required } : {}) },
      };
    }
    case 'delete_all': {
      const { namespace } = call;
      return {
        message: text('delete_all', namespaceText(namespace), timestampMs),
        params: { namespace, timestamp: timestampMs },
      };
    }
    case 'delete_before': {
      const { namespace, beforeMs: before } = call;
      return {
        message: text('delete_before', namespaceText(namespace), before),
        params: { namespace, before },
      };
    }
    case 'expire': {
      const { hashes, expiryMs: expiry, mode } = call;
      return {
        message: text('expire', mode ?? '', ...[expiry].flat(), ...hashes),
        params: { messages: hashes, expiry, ...(mode === undefined ? {} : { [mode]: true }) },
      };
    }
    case 'expire_all': {
      const { namespace, expiryMs: expiry } = call;
      return { message: text('expire_all', namespaceText(namespace), expiry), params: { namespace, expiry } };
    }
    case 'get_expiries': {
      const { hashes } = call;
      return {
        message: text('get_expiries', timestampMs, ...hashes),
        params: { messages: hashes, timestamp: timestampMs },
      };
    }
    case 'revoke_subaccount':
    case 'unrevoke_subaccount': {
      const { method, tokens } = call;
      return {
        message: concatBytes(text(method, timestampMs), ...tokens),
        params: {
          [method === 'revoke_subaccount' ? 'revoke' : 'unrevoke']: tokens.map(toHex),
          timestamp: timestampMs,
        },
      };
    }
    case 'revoked_subaccounts':
      return { message: text(call.method, timestampMs), params: { timestamp: timestampMs } };
  }
}

function text(...parts: readonly (string | number)[]): Uint8Array {
  return utf8(parts.join(''));
}
