import { ed25519PublicKey, verify } from '../../crypto/index.ts';
import { concatBytes, fromBase64, fromHex, isCodedError, utf8 } from '../../util/index.ts';
import type { ServerRequest } from './server-request.ts';

const TOLERANCE_S = 24 * 60 * 60;
const PUBKEY = /^07[0-9a-fA-F]{64}$/;
const NUMBER = /^[0-9]{1,12}$/;

/** What the headers of a version-blinded key are worth: `signed`, `unsigned` without any, or the code that refuses them. Spec 02 §6. */
export function judgeSignature(
  request: ServerRequest,
  nowMs: number,
): 'signed' | 'unsigned' | 400 | 401 | 425 {
  const { 'x-fs-pubkey': pubkey, 'x-fs-timestamp': timestamp, 'x-fs-signature': signature } = request.headers;
  if (pubkey === undefined && timestamp === undefined && signature === undefined) return 'unsigned';
  if (pubkey === undefined || timestamp === undefined || signature === undefined) return 400;
  if (!PUBKEY.test(pubkey) || !NUMBER.test(timestamp)) return 400;
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > TOLERANCE_S) return 425;
  const signed = concatBytes(utf8(`${timestamp}${request.method}${request.endpoint}`), request.body);
  try {
    return verify(fromBase64(signature), signed, ed25519PublicKey(fromHex(pubkey.slice(2)))) ? 'signed' : 401;
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return 400;
  }
}
