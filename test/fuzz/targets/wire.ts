import {
  ed25519KeyPair,
  ed25519SecretToX25519,
  ed25519Seed,
  encryptXChaCha20,
  symmetricKey,
  x25519KeyPair,
} from '../../../ts/crypto/index.ts';
import { bytesEqual, concatBytes, encodeBencode, fromHex } from '../../../ts/util/index.ts';
import {
  decodeContent,
  decodeDirectMessage,
  decodeEnvelope,
  decodeGroupMessage,
  encodeContent,
  encodeEnvelope,
  encodeGroupMessage,
  innermostSharedConfig,
  openSigned,
  padMessage,
  sealSigned,
  unpadMessage,
  unwrapEnvelope,
  unwrapSharedConfig,
  wrapEnvelope,
} from '../../../ts/wire/index.ts';
import { fakeRandom } from '../../support/fake-random.ts';
import { BrokenPromise } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { protobufSeeds, vectors } from './seeds.ts';

interface Crypto {
  readonly group_message: { readonly decrypt: readonly { readonly envelope: string }[] };
  readonly padding160: { readonly unpad: readonly { readonly padded: string }[] };
}

interface Config {
  readonly primitives: { readonly wrap: readonly { readonly wrapped: string; readonly seed: string }[] };
}

const sender = () => ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(1)));
const own = () => {
  const { secretKey } = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(2)));
  return x25519KeyPair(ed25519SecretToX25519(secretKey));
};
const KEY = symmetricKey(new Uint8Array(32).fill(3));
const NONCE = new Uint8Array(24);
const EPHEMERAL_SEED = new Uint8Array(32).fill(4);

const configSeed = () => fromHex(vectors<Config>('config').primitives.wrap[0]?.seed ?? '');
const configKeys = () => {
  const { secretKey } = ed25519KeyPair(ed25519Seed(configSeed()));
  return x25519KeyPair(ed25519SecretToX25519(secretKey));
};

const envelopes = () => protobufSeeds('Envelope');
const groupPayload = (bencode: Uint8Array) =>
  concatBytes(NONCE, encryptXChaCha20(bencode, NONCE, { key: KEY }));

export const WIRE_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'content',
    format: 'protobuf',
    seeds: () => protobufSeeds('Content'),
    run: (input) => {
      const content = decodeContent(input);
      // What was read can be written, and says the same.
      const again = decodeContent(encodeContent(content));
      if (again.payload.kind !== content.payload.kind || again.sigTimestampMs !== content.sigTimestampMs)
        throw new BrokenPromise('written, but read differently');
      return content;
    },
  },
  {
    name: 'envelope',
    format: 'protobuf',
    seeds: envelopes,
    run: (input) => {
      const envelope = decodeEnvelope(input);
      if (!bytesEqual(decodeEnvelope(encodeEnvelope(envelope)).content, envelope.content))
        throw new BrokenPromise('written, but read differently');
      return envelope;
    },
  },
  {
    name: 'wrapper',
    format: 'protobuf',
    seeds: () => protobufSeeds('WebSocketMessage'),
    run: (input) => unwrapEnvelope(input),
  },
  {
    name: 'padding',
    format: 'bytes',
    seeds: () => vectors<Crypto>('crypto').padding160.unpad.map(({ padded }) => fromHex(padded)),
    run: (input) => {
      if (!bytesEqual(unpadMessage(padMessage(input)), input))
        throw new BrokenPromise('padded, but not unpadded');
      return unpadMessage(input);
    },
  },
  {
    name: 'direct-message',
    format: 'protobuf',
    seeds: () => {
      const message = padMessage(protobufSeeds('Content')[0] ?? new Uint8Array());
      const content = sealSigned({
        message,
        sender: sender(),
        recipient: own().publicKey,
        ephemeralSeed: EPHEMERAL_SEED,
      });
      return [
        wrapEnvelope(encodeEnvelope({ type: 'direct', timestampMs: 5, content })),
        ...protobufSeeds('WebSocketMessage'),
      ];
    },
    run: (input) => decodeDirectMessage({ payload: input, recipient: own() }),
  },
  {
    name: 'direct-message-inside',
    format: 'protobuf',
    seeds: () => protobufSeeds('Content').map(padMessage),
    run: (input) => {
      // As a contact may write it: sealed and signed as it should be.
      const recipient = own();
      const sealed = sealSigned({
        message: input,
        sender: sender(),
        recipient: recipient.publicKey,
        ephemeralSeed: EPHEMERAL_SEED,
      });
      return decodeContent(unpadMessage(openSigned(sealed, recipient).message));
    },
  },
  {
    name: 'group-message',
    format: 'bytes',
    seeds: () => [
      encodeGroupMessage({
        content: protobufSeeds('Content')[0] ?? new Uint8Array(),
        timestampMs: 5,
        sender: sender(),
        group: sender().publicKey,
        key: KEY,
        random: fakeRandom('group'),
      }),
    ],
    run: (input) => decodeGroupMessage({ payload: input, group: sender().publicKey, keys: [KEY] }),
  },
  {
    name: 'group-message-inside',
    format: 'bencode',
    seeds: () =>
      vectors<Crypto>('crypto').group_message.decrypt.map(({ envelope }) =>
        encodeBencode(
          new Map<string, Uint8Array | number>([
            ['', 1],
            ['a', sender().publicKey],
            ['d', fromHex(envelope)],
            ['s', new Uint8Array(64)],
          ]),
        ),
      ),
    // As a member of the group may write it, who has the key.
    run: (input) =>
      decodeGroupMessage({ payload: groupPayload(input), group: sender().publicKey, keys: [KEY] }),
  },
  {
    name: 'shared-config',
    format: 'protobuf',
    seeds: () => vectors<Config>('config').primitives.wrap.map(({ wrapped }) => fromHex(wrapped)),
    run: (input) => {
      const source = {
        namespace: 2,
        keys: { ed25519: ed25519KeyPair(ed25519Seed(configSeed())), x25519: configKeys() },
      } as const;
      innermostSharedConfig(input, source);
      return unwrapSharedConfig(input, source);
    },
  },
];
