import {
  accountId,
  blindedCandidatesOf,
  blindedId,
  blindedIdOfEd25519,
  blindedInboxKey,
  blindedKeys,
  isBlindedIdOf,
  signBlinded,
  unblindForLookup,
} from '../../../ts/account/index.ts';
import type { BlindedId, BlindingVersion } from '../../../ts/account/index.ts';
import {
  ed25519PublicKey,
  ed25519Scalar,
  ed25519ScalarOf,
  hasSignBit,
  multiplyPoint,
  multiplyScalars,
  verify,
  x25519PublicKey,
  x25519ToEd25519,
} from '../../../ts/crypto/index.ts';
import type { X25519PublicKey } from '../../../ts/crypto/index.ts';
import { toHex } from '../../../ts/util/index.ts';
import { require } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Check } from '../framework/sections.ts';
import { sameJson } from '../onion/hops.ts';
import { ed25519Of, expectAccount, x25519Of } from './identity.ts';

export function serverOf(given: Given, name = 'server_public'): X25519PublicKey {
  return x25519PublicKey(given.hex(name));
}

/** All keys of an account on a server. */
export const blindingKeys: Check = (given) => {
  const pair = ed25519Of(given, 'seed32');
  const server = serverOf(given);
  expectAccount(given, 'account_id', pair);
  given.expect('ed_public_negative', hasSignBit(pair.publicKey));
  const point = x25519ToEd25519(x25519Of(pair).publicKey);
  given.expectHex('ed25519_from_id', point);
  const [keys15, keys25] = ([15, 25] as const).map((version) => blindedKeys(pair, { server, version }));
  require(keys15 !== undefined && keys25 !== undefined, 'no keys');
  given.expectHex('blinded15_secret', keys15.scalar);
  given.expectHex('blinded25_secret', keys25.scalar);
  // The factors are inside the product; what they must be follows from the secrets they make.
  const own = ed25519ScalarOf(pair.secretKey);
  const [k15, k25] = [ed25519Scalar(given.hex('k15')), ed25519Scalar(given.hex('k25_signed'))];
  given.expectHex('blinded15_secret', multiplyScalars(k15, own));
  given.expectHex('blinded25_secret', multiplyScalars(k25, own));
  given.expect('blinded15_id', keys15.id);
  given.expect('blinded25_id', keys25.id);
  given.expect('blinded15_id', blindedIdOfEd25519(pair.publicKey, { server, version: 15 }));
  given.expect('blinded25_id', blindedIdOfEd25519(pair.publicKey, { server, version: 25 }));
  const account = accountId(given.text('account_id'));
  const candidates = given.texts('blinded15_candidates_from_id');
  sameJson('blinded15_candidates_from_id', candidates, blindedCandidatesOf(account, { server, version: 15 }));
  sameJson('candidate', candidates[0] ?? '', `15${toHex(multiplyPoint(k15, point))}`);
  sameJson(
    'blinded25_id',
    [given.text('blinded25_id')],
    blindedCandidatesOf(account, { server, version: 25 }),
  );
  given.expect('account_id', unblindForLookup(keys15.id, { server }));
};

function checkBlindedSignature(given: Given, version: BlindingVersion, name: string): void {
  const pair = ed25519Of(given, 'seed32');
  const keys = blindedKeys(pair, { server: serverOf(given), version });
  const message = given.hex('message');
  given.expectHex('public_key', keys.publicKey);
  given.expectHex(name, signBlinded(message, keys, pair));
  require(verify(given.hex(name), message, ed25519PublicKey(given.hex('public_key'))), 'does not verify');
}

export const sign15: Check = (given) => {
  checkBlindedSignature(given, 15, 'signature_nonce_from_sha512_of_seed32');
  // Somebody else's way to choose the nonce: we only have to accept it.
  const other = given.hex('signature_nonce_from_sha512_of_secret64');
  require(verify(other, given.hex('message'), ed25519PublicKey(given.hex('public_key'))), 'does not verify');
};

export const sign25: Check = (given) => checkBlindedSignature(given, 25, 'signature');

export const match: Check = (given) => {
  const account = accountId(given.text('account_id'));
  const blinded = blindedId(given.text('blinded_id'));
  given.expect('match', isBlindedIdOf(blinded, account, { server: serverOf(given) }));
};

/** The keys of a message between two blinded accounts, the same for both. */
export function expectInboxKey(
  given: Given,
  parties: {
    readonly sender: ReturnType<typeof ed25519Of>;
    readonly recipient: ReturnType<typeof ed25519Of>;
    readonly server: X25519PublicKey;
    readonly version: BlindingVersion;
    readonly name: string;
  },
): void {
  const { sender, recipient, server, version, name } = parties;
  const ids = [sender, recipient].map((pair) => blindedKeys(pair, { server, version }).id) as [
    BlindedId,
    BlindedId,
  ];
  given.expectHex(name, blindedInboxKey({ ed25519: sender, server, other: ids[1], direction: 'outgoing' }));
  given.expectHex(
    name,
    blindedInboxKey({ ed25519: recipient, server, other: ids[0], direction: 'incoming' }),
  );
}
