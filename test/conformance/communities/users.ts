import { accountId, blindedCandidatesOf, blindedKeys } from '../../../ts/account/index.ts';
import type { BlindedKeys, BlindingVersion } from '../../../ts/account/index.ts';
import {
  ed25519KeyPair,
  ed25519Scalar,
  ed25519ScalarOf,
  ed25519Seed,
  hasSignBit,
  multiplyScalars,
  negateScalar,
  withSignBit,
  x25519PublicKeyOf,
  x25519PublicKey,
  x25519SecretKey,
} from '../../../ts/crypto/index.ts';
import type { Ed25519KeyPair, X25519PublicKey } from '../../../ts/crypto/index.ts';
import {
  communityIdentity,
  isPostAuthentic,
  ownUserId,
  parseUserId,
  signPost,
} from '../../../ts/community/index.ts';
import type { CommunityIdentity } from '../../../ts/community/index.ts';
import { systemRandom, toBase64, toHex } from '../../../ts/util/index.ts';
import { decodeCommunityContent, encodeCommunityContent, padMessage } from '../../../ts/wire/index.ts';
import { accountOf } from '../crypto/identity.ts';
import { require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';

/** The server of the file. */
export function serverOf(file: Given): X25519PublicKey {
  return x25519PublicKey(file.member('server').hex('x25519_public'));
}

/** The Ed25519 pair of the user with this number. */
export function userOf(given: Given, name: string, file: Given): Ed25519KeyPair {
  const user = file.list('users')[given.number(name)];
  if (user === undefined) throw new VectorError(`there is no user ${given.number(name)}`);
  return pairOf(user);
}

function pairOf(user: Given): Ed25519KeyPair {
  return ed25519KeyPair(ed25519Seed(user.hex('ed25519_seed')));
}

/** The server's pair; its blinding factor is what makes every user's secret the blinded one. */
export const server: Check = (given, file) => {
  given.expectHex('x25519_public', x25519PublicKeyOf(x25519SecretKey(given.hex('x25519_secret'))));
  const factor = ed25519Scalar(given.hex('blind15_factor_k'));
  for (const user of file.list('users')) {
    const pair = pairOf(user);
    const { scalar } = blindedKeys(pair, { server: serverOf(file), version: 15 });
    require(toHex(multiplyScalars(factor, ed25519ScalarOf(pair.secretKey))) ===
      toHex(scalar), 'another factor');
  }
};

/** All keys of a user on the server. */
export const user: Check = (given, file) => {
  const pair = pairOf(given);
  given.expectHex('ed25519_public', pair.publicKey);
  given.expect('ed25519_sign_bit', hasSignBit(pair.publicKey) ? 1 : 0);
  given.expectHex('x25519_scalar_a', ed25519ScalarOf(pair.secretKey));
  given.expect('session_id', accountOf(pair));
  const account = accountId(given.text('session_id'));
  const blind15 = given.member('blind15');
  const keys15 = checkKeys(blind15, keysOf(pair, file, 15));
  const candidates = blindedCandidatesOf(account, { server: serverOf(file), version: 15 });
  blind15.expect('candidates_from_session_id', candidates);
  blind15.expect('lookup_key_sign_cleared', `15${toHex(withSignBit(keys15.publicKey, false))}`);
  const blind25 = given.member('blind25');
  checkKeys(blind25, keysOf(pair, file, 25));
  const factor = multiplyScalars(ed25519Scalar(blind25.hex('k')), ed25519ScalarOf(pair.secretKey));
  // The factor has no sign, the secret has: one of the two is right.
  const signed = hasSignBit(pair.publicKey) ? negateScalar(factor) : factor;
  blind25.expectHex('ka', signed);
};

function checkKeys(given: Given, keys: BlindedKeys): BlindedKeys {
  given.expectHex('ka', keys.scalar);
  given.expectHex('kA', keys.publicKey);
  given.expect('id', keys.id);
  return keys;
}

export function keysOf(pair: Ed25519KeyPair, file: Given, version: BlindingVersion): BlindedKeys {
  return blindedKeys(pair, { server: serverOf(file), version });
}

/** A post: padded, and signed with the blinded keys. */
export const post: Check = (given, file) => {
  const pair = userOf(given, 'user', file);
  const padded = encodeCommunityContent(given.hex('content'));
  given.expectHex('padded_data', padded);
  given.expectHex('content', decodeCommunityContent(given.hex('padded_data')).content);
  given.expect('data_base64', toBase64(padded));
  const [identity15, identity25] = ([15, 25] as const).map((blinding) =>
    communityIdentity(pair, { server: serverOf(file), blinding }),
  ) as [CommunityIdentity, CommunityIdentity];
  const signature15 = signPost(identity15, padded, { random: systemRandom });
  given.expectHex('blind15_signature', signature15);
  given.expect('blind15_signature_base64', toBase64(signature15));
  given.expectHex('blind25_signature', signPost(identity25, padded, { random: systemRandom }));
  // Another way to choose the nonce: we only have to accept it.
  const author = ownUserId(identity15);
  for (const name of ['blind15_signature', 'blind15_signature_libsession_variant_must_verify']) {
    const post = { author, paddedContent: given.hex('padded_data'), signature: given.hex(name) };
    require(isPostAuthentic(post), `${name} is not believed`);
  }
};

export const padding: Check = (given) => {
  const padded = padMessage(new Uint8Array(given.number('plain_len')).fill(7));
  given.expect('padded_len', padded.length);
};

/** Posts of accounts that are not blinded, in both styles. */
export const unblindedPost: Check = (given, file) => {
  const data = given.hex('data');
  const pair = userOf(given, 'user', file);
  const author = ownUserId(communityIdentity(pair, { server: serverOf(file), blinding: 'none' }));
  for (const style of ['xed25519_signature_positive_key', 'signature_with_sign_bit_in_last_byte'])
    require(isPostAuthentic({
      author,
      paddedContent: data,
      signature: given.hex(style),
    }), `${style} does not verify`);
};

/** Posts whose signature must not be believed. */
export const invalidPost: Check = (given) => {
  given.label('why');
  const author = parseUserId(given.text('session_id'));
  require(author !== undefined, 'no ID of a user');
  const post = { author, paddedContent: given.hex('data'), signature: given.hex('signature') };
  require(!isPostAuthentic(post), 'is believed');
};
