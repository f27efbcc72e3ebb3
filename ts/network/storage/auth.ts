import { signAsSubaccount } from '../../account/index.ts';
import type { SubaccountAuthData } from '../../account/index.ts';
import { sign } from '../../crypto/index.ts';
import type { Ed25519KeyPair } from '../../crypto/index.ts';
import { toBase64, toHex } from '../../util/index.ts';

/** Who signs storage requests (spec 02 §4.3). */
export type StorageAuth = AccountAuth | MemberAuth;

/** The account itself: a user (`05…`) or an admin of a group (`03…`). */
export interface AccountAuth {
  /** 66 characters of hex. */
  readonly account: string;
  /** The account's own pair. */
  readonly ed25519: Ed25519KeyPair;
}

/** A member of a group, by the subaccount that an admin gave. */
export interface MemberAuth {
  /** The group, 66 characters of hex. */
  readonly account: string;
  /** The member's own pair. */
  readonly member: Ed25519KeyPair;
  readonly authData: SubaccountAuthData;
}

/** Whether requests are signed by a subaccount. */
export function isMemberAuth(auth: StorageAuth): auth is MemberAuth {
  return 'authData' in auth;
}

/** `pubkey`, `signature` and what else a node needs to check it, over `message`. */
export function credentials(auth: StorageAuth, message: Uint8Array): Readonly<Record<string, unknown>> {
  const isUser = !isMemberAuth(auth) && auth.account.startsWith('05');
  return {
    pubkey: auth.account,
    ...(isUser ? { pubkey_ed25519: toHex(auth.ed25519.publicKey) } : {}),
    ...signatureFields(auth, message),
  };
}

/** `signature` over `message` and, of a member, `subaccount` and `subaccount_sig`, all base64. */
export function signatureFields(auth: StorageAuth, message: Uint8Array): Readonly<Record<string, string>> {
  if (!isMemberAuth(auth)) return { signature: toBase64(sign(message, auth.ed25519.secretKey)) };
  const { member, authData } = auth;
  const { subaccount, subaccountSignature, signature } = signAsSubaccount(message, { member, authData });
  return {
    subaccount: toBase64(subaccount),
    subaccount_sig: toBase64(subaccountSignature),
    signature: toBase64(signature),
  };
}
