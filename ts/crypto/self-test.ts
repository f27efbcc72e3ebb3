// Spec 01 §11.

import { bytesEqual, concatBytes, fromHex, toHex, utf8 } from '../util/index.ts';
import { decryptAesGcm, decryptXChaCha20, encryptAesGcm, encryptXChaCha20 } from './aead.ts';
import { ARGON2ID_MIN, argon2id } from './argon2id.ts';
import { randomBytesDeterministic } from './deterministic-bytes.ts';
import { aesCbcDecryption, aesCbcEncryption } from './aes-cbc.ts';
import { personalBlake2b } from './blake2b-personal.ts';
import { ed25519KeyPair, ed25519SecretToX25519, ed25519ToX25519, sign, verify } from './ed25519.ts';
import {
  addScalars,
  ed25519ScalarOf,
  invertScalar,
  multiplyBasePoint,
  multiplyPoint,
  multiplyScalars,
  negateScalar,
  reduceToScalar,
} from './edwards.ts';
import { CryptoError } from './errors.ts';
import { blake2b, hmacSha256, sha256, sha512 } from './hash.ts';
import { ed25519Seed, symmetricKey, x25519PublicKey, x25519SecretKey } from './keys.ts';
import { signWithScalar } from './scalar-signature.ts';
import { openSealedBox, sealBoxWithSeed } from './sealed-box.ts';
import { decryptSecretbox, encryptSecretbox } from './secretbox.ts';
import { SECRET_STREAM_TAG, SecretStreamReader, SecretStreamWriter } from './secret-stream.ts';
import { x25519, x25519PublicKeyOf } from './x25519.ts';
import { verifyXEd25519 } from './xed25519.ts';

const MESSAGE = utf8('abc');

/**
 * Known answers: RFC 8032 §7.1, RFC 7748 §5.2, RFC 7693 A, FIPS 180-4, RFC 4231 case 2, NIST SP 800-38A F.2.5; for Argon2id and the key stream those of
 * OpenSSL, for scalars those of big integers. Ciphers by round trip and a flipped bit.
 */
const KNOWN: Readonly<Record<string, () => boolean>> = {
  ed25519: () => {
    const { publicKey, secretKey } = ed25519KeyPair(
      ed25519Seed(fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')),
    );
    const signed = sign(new Uint8Array(), secretKey);
    return (
      toHex(publicKey) === 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a' &&
      toHex(signed).startsWith('e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155') &&
      verify(signed, new Uint8Array(), publicKey) &&
      !verify(signed, MESSAGE, publicKey) &&
      bytesEqual(x25519PublicKeyOf(ed25519SecretToX25519(secretKey)), ed25519ToX25519(publicKey))
    );
  },
  x25519: () =>
    toHex(
      x25519(
        x25519SecretKey(fromHex('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4')),
        x25519PublicKey(fromHex('e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c')),
      ),
    ) === 'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
  blake2b: () =>
    toHex(blake2b(64, MESSAGE)).startsWith(
      'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1',
    ),
  sha512: () =>
    toHex(sha512(MESSAGE)).startsWith('ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a'),
  sha256: () => toHex(sha256(MESSAGE)) === 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  hmac: () =>
    toHex(hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?'))) ===
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  xchacha20: () =>
    roundTrip({ encrypt: encryptXChaCha20, decrypt: decryptXChaCha20, nonce: new Uint8Array(24) }),
  aesGcm: () => roundTrip({ encrypt: encryptAesGcm, decrypt: decryptAesGcm, nonce: new Uint8Array(12) }),
  aesCbc: () => {
    const key = symmetricKey(fromHex('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4'));
    const iv = fromHex('000102030405060708090a0b0c0d0e0f');
    const block = fromHex('6bc1bee22e409f96e93d7e117393172a');
    const encrypted = aesCbcEncryption({ key, iv }).update(block);
    const decryption = aesCbcDecryption({ key, iv });
    return (
      toHex(encrypted) === 'f58c4c04d6e5f1ba779eabfb5f7bfbd6' &&
      bytesEqual(concatBytes(decryption.update(encrypted), decryption.update(encrypted)), block)
    );
  },
  personalBlake2b: () =>
    toHex(
      personalBlake2b(MESSAGE, {
        length: 32,
        key: new Uint8Array(32).fill(1),
        personalization: utf8('SessionAttachmnt'),
      }),
    ) === 'a706fd298d22bf869e2b613960d06e7069c7d89515a5121e4fc748a24b500dcb',
  secretStream: () => {
    const parameters = { header: new Uint8Array(24).fill(2), key: symmetricKey(new Uint8Array(32).fill(1)) };
    const writer = new SecretStreamWriter(parameters);
    const reader = new SecretStreamReader(parameters);
    const encrypted = writer.push(MESSAGE, SECRET_STREAM_TAG.message);
    const { message } = reader.pull(encrypted);
    writer.close();
    reader.close();
    return toHex(encrypted) === '92e2bc18179e0fca4470edc1fd803712fb3ddac9' && bytesEqual(message, MESSAGE);
  },
  sealedBox: () => {
    const secretKey = x25519SecretKey(new Uint8Array(32).fill(7));
    const publicKey = x25519PublicKeyOf(secretKey);
    const sealed = sealBoxWithSeed(MESSAGE, publicKey, { ephemeralSeed: new Uint8Array(32).fill(9) });
    return bytesEqual(openSealedBox(sealed, { publicKey, secretKey }), MESSAGE);
  },
  secretbox: () =>
    roundTrip({ encrypt: encryptSecretbox, decrypt: decryptSecretbox, nonce: new Uint8Array(24) }),
  scalars: () => {
    const scalar = reduceToScalar(new Uint8Array(64).fill(0xff));
    const product = multiplyScalars(scalar, scalar);
    return (
      toHex(scalar) === '000f9c44e31106a447938568a71b0ed065bef517d273ecce3d9a307c1b419903' &&
      toHex(product) === '0c7c09b95b9e31f2676d2931639315fd8c839b866a10224a5ccbe4611710aa02' &&
      toHex(invertScalar(scalar)) === 'c8189c3e2a4d0b7fc78ccccc59bcbac203325190b4f50d7632648e9559c3e60f' &&
      bytesEqual(addScalars(addScalars(scalar, product), negateScalar(product)), scalar)
    );
  },
  points: () => {
    const { publicKey, secretKey } = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(1)));
    const scalar = ed25519ScalarOf(secretKey);
    const nonce = reduceToScalar(new Uint8Array(64).fill(5));
    const signed = signWithScalar(MESSAGE, { scalar, publicKey, nonce });
    return (
      bytesEqual(multiplyBasePoint(scalar), publicKey) &&
      bytesEqual(multiplyPoint(nonce, publicKey), multiplyBasePoint(multiplyScalars(nonce, scalar))) &&
      verify(signed, MESSAGE, publicKey) &&
      verifyXEd25519(signed, MESSAGE, ed25519ToX25519(publicKey)) &&
      !verifyXEd25519(signed, new Uint8Array(), ed25519ToX25519(publicKey))
    );
  },
  argon2id: () =>
    toHex(argon2id(MESSAGE, { salt: new Uint8Array(16), cost: ARGON2ID_MIN, length: 32 })) ===
    '9613a28500cc959037b950b9014022b2c18d60b1200186e73b453d6c8b91cd53',
  deterministicBytes: () =>
    toHex(randomBytesDeterministic(32, new Uint8Array(32))) ===
    'a11f8f12d0876f736d2d8fd26e14c2de88f163e3271710c676c7384cb3621279',
};

/** @throws {CryptoError} `self-test-failed` naming the primitive that gave a wrong answer. */
export function selfTest(): void {
  for (const [primitive, isRight] of Object.entries(KNOWN)) {
    if (!isRight()) throw new CryptoError('self-test-failed', { message: primitive });
  }
}

type Cipher = (
  input: Uint8Array,
  nonce: Uint8Array,
  options: { readonly key: ReturnType<typeof symmetricKey> },
) => Uint8Array;

function roundTrip({
  encrypt,
  decrypt,
  nonce,
}: {
  readonly encrypt: Cipher;
  readonly decrypt: Cipher;
  readonly nonce: Uint8Array;
}): boolean {
  const key = symmetricKey(new Uint8Array(32).fill(1));
  const ciphertext = encrypt(MESSAGE, nonce, { key });
  if (!bytesEqual(decrypt(ciphertext, nonce, { key }), MESSAGE)) return false;
  const forged = Uint8Array.from(ciphertext, (byte, at) => (at === 0 ? byte ^ 1 : byte));
  try {
    decrypt(forged, nonce, { key });
    return false;
  } catch {
    return true;
  }
}
