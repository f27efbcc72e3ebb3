import {
  accountId,
  blindedId,
  blindedIdOf,
  blindedKeyOf,
  decodeRecoveryPassword,
  groupId,
  parseAccountId,
  subaccountAuthData,
  swarmId,
  unblindForLookup,
  verifySubaccount,
} from '../../../ts/account/index.ts';
import {
  decodeMultiRecipient,
  ed25519KeyPair,
  ed25519Seed,
  openFromMany,
  verifyXEd25519,
  x25519KeyPair,
  x25519PublicKey,
  x25519SecretKey,
  x25519ToEd25519,
} from '../../../ts/crypto/index.ts';
import { bytesEqual, concatBytes, fromHex, utf8 } from '../../../ts/util/index.ts';
import { BrokenPromise } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { textOf, texts, vectors } from './seeds.ts';

interface Crypto {
  readonly accounts: readonly { readonly account_id: string; readonly x25519_public: string }[];
  readonly mnemonic: { readonly decode: readonly { readonly words: string }[] };
  readonly blinding: {
    readonly match: readonly { readonly blinded_id: string; readonly server_public: string }[];
  };
  readonly multi_encrypt: readonly { readonly encoded: string }[];
  readonly xed25519: {
    readonly verify: readonly {
      readonly x25519_public: string;
      readonly signature: string;
      readonly message: string;
    }[];
  };
}

interface Onion {
  readonly accounts: {
    readonly group: { readonly group_id: string };
    readonly subaccount: { readonly auth_data_100_bytes: string };
  };
}

const crypto = () => vectors<Crypto>('crypto');
const onion = () => vectors<Onion>('onion');

const SERVER = new Uint8Array(32).fill(9);
const seed = (byte: number) => ed25519Seed(new Uint8Array(32).fill(byte));

export const ACCOUNT_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'account-ids',
    format: 'text',
    seeds: () =>
      texts(
        ...crypto().accounts.map(({ account_id }) => account_id),
        ...crypto()
          .blinding.match.slice(0, 4)
          .map(({ blinded_id }) => blinded_id),
        onion().accounts.group.group_id,
        `05${'0'.repeat(64)}`,
      ),
    run: (input) => {
      const text = textOf(input);
      for (const read of [accountId, groupId, blindedId, swarmId]) attempt(() => read(text));
      return parseAccountId(text);
    },
  },
  {
    name: 'blinded-ids',
    format: 'text',
    seeds: () => texts(...crypto().blinding.match.map(({ blinded_id }) => blinded_id)),
    run: (input) => {
      const id = blindedId(textOf(input));
      if (blindedIdOf(blindedKeyOf(id), id.startsWith('15') ? 15 : 25) !== id)
        throw new BrokenPromise('not the same ID');
      return unblindForLookup(id, { server: x25519PublicKey(SERVER) });
    },
  },
  {
    name: 'recovery-password',
    format: 'text',
    seeds: () =>
      texts(...crypto().mnemonic.decode.map(({ words }) => words), '0123456789abcdef0123456789abcdef'),
    run: (input) => decodeRecoveryPassword(textOf(input)),
  },
  {
    name: 'subaccount',
    format: 'bytes',
    seeds: () => [fromHex(onion().accounts.subaccount.auth_data_100_bytes)],
    run: (input) =>
      verifySubaccount(subaccountAuthData(input), {
        group: groupId(onion().accounts.group.group_id),
        member: ed25519KeyPair(seed(1)).publicKey,
      }),
  },
  {
    name: 'xed25519',
    format: 'bytes',
    seeds: () =>
      crypto().xed25519.verify.map((one) =>
        concatBytes(fromHex(one.x25519_public), fromHex(one.signature), fromHex(one.message)),
      ),
    run: (input) => {
      const key = x25519PublicKey(input.slice(0, 32));
      attempt(() => x25519ToEd25519(key));
      return verifyXEd25519(input.subarray(32, 96), input.subarray(96), key);
    },
  },
  {
    name: 'multi-recipient',
    format: 'bencode',
    seeds: () => crypto().multi_encrypt.map(({ encoded }) => fromHex(encoded)),
    run: (input) => {
      const message = decodeMultiRecipient(input);
      const own = x25519KeyPair(x25519SecretKey(new Uint8Array(32).fill(3)));
      const opened = openFromMany(message, { own, sender: own.publicKey, domain: 'domain' });
      if (opened !== undefined && bytesEqual(opened, utf8('never'))) throw new BrokenPromise('opened');
      return message;
    },
  },
];

/** Runs what may refuse with a typed error; the target goes on. Other errors are the target's. */
function attempt(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
