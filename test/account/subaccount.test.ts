import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { SubaccountAuthData } from '../../ts/account/index.ts';
import {
  accountId,
  AccountError,
  accountIdOf,
  createSubaccount,
  groupId,
  MEMBER_FLAGS,
  signAsSubaccount,
  SUBACCOUNT_FLAGS,
  subaccountAuthData,
  subaccountToken,
  verifySubaccount,
} from '../../ts/account/index.ts';
import type { Ed25519KeyPair } from '../../ts/crypto/index.ts';
import {
  cryptoReady,
  CryptoError,
  ed25519KeyPair,
  ed25519PublicKey,
  ed25519Seed,
  ed25519ToX25519,
  sign,
  verify,
} from '../../ts/crypto/index.ts';
import { concatBytes, fromHex, toBase64, toHex, utf8 } from '../../ts/util/index.ts';

await cryptoReady();

const { read, write, delete: erase, anyPrefix } = SUBACCOUNT_FLAGS;
const GROUP = pairOf('6938ebc4881106ac598fb4bc3e7a1de320cbc5c718eab44b897d2b405098f686');
const GROUP_ID = groupId(`03${toHex(GROUP.publicKey)}`);
const MEMBER = pairOf('159f33cc9eb9d5c32ca854fcb3ad86bae922939a644cdc99e9f1e1a568381d8b');
const MEMBER_ID = accountId('05b4eb35b0f7c9c00e146067166fe38f51804c41341e0ebeb8b48c40050027045e');
const STRANGER = pairOf('00'.repeat(32));
const TOKEN = '030300002177a474d7680ccb459497b36d3e3e985925be6c37210fcd50e9dd37bf212746';
const SEED = fc.uint8Array({ minLength: 32, maxLength: 32 });

function pairOf(seed: string): Ed25519KeyPair {
  return ed25519KeyPair(ed25519Seed(fromHex(seed)));
}

function isValid(authData: Uint8Array, { needs = 0, member = MEMBER, group = GROUP_ID } = {}): boolean {
  return verifySubaccount(subaccountAuthData(authData), { group, member: member.publicKey, needs });
}

/** Auth data with other first bytes, signed anew as an admin could. */
function withHead(authData: SubaccountAuthData, head: readonly number[]): Uint8Array {
  const changed = concatBytes(Uint8Array.from(head), authData.subarray(4, 36));
  const { subaccount } = signAsSubaccount(new Uint8Array(), {
    authData: subaccountAuthData(concatBytes(changed, new Uint8Array(64))),
    member: MEMBER,
  });
  return concatBytes(changed, sign(subaccount, GROUP.secretKey));
}

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AccountError || error instanceof CryptoError) return error.code;
    throw error;
  }
  return 'accepted';
}

test('an admin lets a member in, the member checks it and signs: known answers', () => {
  const authData = createSubaccount({ group: GROUP, member: MEMBER_ID });
  expect(toHex(authData).slice(0, 136)).toBe(
    '0303000064f998f7417a5daf2b58d8b8e61d55c91afa44b7cae557b827389d9c98dda808' +
      '8f5c1beca962dc4f7b024aa4a9c46fc87f18c4ed2eabd344f8d35ec86087265f',
  );
  expect(toHex(subaccountToken({ group: GROUP, member: MEMBER_ID }))).toBe(TOKEN);
  expect(isValid(authData, { needs: MEMBER_FLAGS })).toBe(true);

  const signed = signAsSubaccount(utf8('retrieve111712345678901'), { authData, member: MEMBER });
  expect(toHex(signed.subaccount)).toBe(TOKEN);
  expect(toBase64(signed.subaccountSignature)).toBe(
    'j1wb7Kli3E97AkqkqcRvyH8YxO0uq9NE+NNeyGCHJl+CxbZNhQEQLu67+G9jBiJsTwxdI9Og5o7cREcpGstrCA==',
  );
  expect(toBase64(signed.signature)).toBe(
    'ieLKxCbb7Uwn3M8ZjPVJggBheSteWfvmTTv8OkbvtWBHCr1RxTGSB6Sm37CZ5M0K3Pml1KswkGgCSPIdeOFLDQ==',
  );
});

test('what a swarm checks is right for every member, group and set of flags', () => {
  fc.assert(
    fc.property(
      SEED,
      SEED,
      fc.integer({ min: 0, max: 15 }),
      fc.uint8Array({ maxLength: 60 }),
      (a, b, flags, message) => {
        const [group, member] = [pairOf(toHex(a)), pairOf(toHex(b))];
        const memberId = accountIdOf(ed25519ToX25519(member.publicKey));
        const authData = createSubaccount({ group, member: memberId, flags });
        const signed = signAsSubaccount(message, { authData, member });
        expect(signed.subaccount).toEqual(subaccountToken({ group, member: memberId, flags }));
        expect(verify(signed.subaccountSignature, signed.subaccount, group.publicKey)).toBe(true);
        const key = ed25519PublicKey(signed.subaccount.subarray(4));
        expect(verify(signed.signature, message, key)).toBe(true);
        expect(verify(signed.signature, Uint8Array.of(...message, 1), key)).toBe(false);
        expect(
          verifySubaccount(authData, {
            group: groupId(`03${toHex(group.publicKey)}`),
            member: member.publicKey,
            needs: flags,
          }),
        ).toBe((flags & read) !== 0);
      },
    ),
    { numRuns: 25 },
  );
});

/** The multiplication of points passes over it. */
const TOP_BIT_OF_FACTOR = 36 * 8 - 1;

describe('auth data is refused', () => {
  const authData = createSubaccount({ group: GROUP, member: MEMBER_ID });

  test.each([0, 99, 101])('with %i bytes', (length) => {
    expect(code(() => subaccountAuthData(new Uint8Array(length)))).toBe('subaccount-invalid');
  });

  test('of another member or another group', () => {
    expect(isValid(authData, { member: STRANGER })).toBe(false);
    expect(isValid(authData, { group: groupId(`03${toHex(STRANGER.publicKey)}`) })).toBe(false);
  });

  test('when it does not allow what is needed, or not even reading', () => {
    expect(isValid(authData, { needs: write })).toBe(true);
    expect(isValid(authData, { needs: erase })).toBe(false);
    expect(isValid(withHead(authData, [3, write, 0, 0]))).toBe(false);
    expect(isValid(withHead(authData, [3, read, 0, 0]))).toBe(true);
  });

  test('with another prefix, unless it is for any', () => {
    expect(isValid(withHead(authData, [5, read, 0, 0]))).toBe(false);
    expect(isValid(withHead(authData, [5, read | anyPrefix, 0, 0]))).toBe(true);
  });

  test('with any bit changed', () => {
    fc.assert(
      fc.property(fc.nat(799), (bit) => {
        const forged = Uint8Array.from(authData);
        forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(isValid(forged)).toBe(false);
      }),
      { numRuns: 60, examples: [[TOP_BIT_OF_FACTOR]] },
    );
  });

  test('when it is noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 100, maxLength: 100 }), (bytes) => {
        expect(isValid(bytes)).toBe(false);
      }),
      { numRuns: 50 },
    );
    const zeroFactor = Uint8Array.from({ length: 100 }, (_, at) => (at < 2 ? 3 : 0));
    expect(isValid(zeroFactor)).toBe(false);
  });
});

test('nobody’s key gets no subaccount', () => {
  const nobody = accountId(`0502${'00'.repeat(31)}`);
  expect(code(() => createSubaccount({ group: GROUP, member: nobody }))).toBe('key-invalid');
  expect(code(() => subaccountToken({ group: GROUP, member: nobody }))).toBe('key-invalid');
});
