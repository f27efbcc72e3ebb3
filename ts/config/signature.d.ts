import type { Ed25519PublicKey, Ed25519SecretKey } from '../crypto/index.ts';
/** The last key of a signed dict; nothing may follow it. */
export declare const SIGNATURE_KEY = "~";
export declare const SIGNATURE_BYTES = 64;
/** The dict with a signature over all that stands before the signature's own key. */
export declare function appendSignature(dict: Uint8Array, signKey: Ed25519SecretKey): Uint8Array;
/** Whether `signature`, 64 bytes and the last value of the dict, is the key's. */
export declare function verifyLast(dict: Uint8Array, signature: Uint8Array, verifyKey: Ed25519PublicKey): boolean;
