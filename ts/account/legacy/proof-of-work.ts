import { sha512 } from '../../crypto/index.ts';
import { concatBytes, readU64be, utf8 } from '../../util/index.ts';

const NONCE_BYTES = 8;
const MAX_U64 = 2n ** 64n - 1n;
const TTL_DIVISOR = 65_535n;
const MS_PER_SECOND = 1000;

/** A message as it was stored until 2021. */
export interface HistoricalMessage {
  readonly timestampMs: number;
  readonly ttlMs: number;
  /** The account ID of the recipient. */
  readonly recipient: string;
  readonly dataBase64: string;
}

/**
 * The number that the first 8 bytes of a proof's hash had to stay below or meet (spec 01 §9). History: nothing on today's
 * network wants a proof of work.
 */
export function proofOfWorkTarget(message: HistoricalMessage, difficulty: number): bigint {
  const length = BigInt(payloadOf(message).length + NONCE_BYTES);
  const ttlS = BigInt(Math.floor(message.ttlMs / MS_PER_SECOND));
  return MAX_U64 / (BigInt(difficulty) * (length + (ttlS * length) / TTL_DIVISOR));
}

/**
 * The lowest nonce, 8 bytes, that proves work on a message (spec 01 §9). History: do not send it. Blocks for some thousand
 * hashes per unit of difficulty.
 */
export function proofOfWork(message: HistoricalMessage, difficulty: number): Uint8Array {
  const target = proofOfWorkTarget(message, difficulty);
  const payloadHash = sha512(payloadOf(message));
  const input = concatBytes(new Uint8Array(NONCE_BYTES), payloadHash);
  const counter = new DataView(input.buffer, 0, NONCE_BYTES);
  while (readU64be(sha512(input)) > target) {
    counter.setBigUint64(0, counter.getBigUint64(0) + 1n);
  }
  return input.slice(0, NONCE_BYTES);
}

function payloadOf({ timestampMs, ttlMs, recipient, dataBase64 }: HistoricalMessage): Uint8Array {
  return utf8(`${timestampMs}${ttlMs}${recipient}${dataBase64}`);
}
