// Spec 01 §1.3.

/** The X25519 public keys that make every shared secret zero, without their ignored top bit (RFC 7748 §6.1). */
const LOW_ORDER_POINTS: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

const LAST_BYTE = 62;
const WITHOUT_TOP_BIT = 0x7f;

/** Whether an X25519 public key of 64 lower-case hex characters is of low order: nothing can be sealed to it. */
export function isLowOrder(publicKeyHex: string): boolean {
  const lastByte = Number.parseInt(publicKeyHex.slice(LAST_BYTE), 16) & WITHOUT_TOP_BIT;
  return LOW_ORDER_POINTS.has(publicKeyHex.slice(0, LAST_BYTE) + lastByte.toString(16).padStart(2, '0'));
}
