import { symmetricKey } from '../../../ts/crypto/index.ts';
import {
  decodeCommunityContent,
  decodeKickedMessage,
  decodePushPayload,
  decryptAttachment,
  decryptLegacy,
  decryptLegacyPicture,
  decryptPicture,
  decryptStream,
  encodeKickedMessage,
  encodePushPayload,
  encryptLegacy,
  encryptLegacyPicture,
  encryptStream,
  plainFile,
  schemeOfUrl,
} from '../../../ts/wire/index.ts';
import { fromHex } from '../../../ts/util/index.ts';
import { BrokenPromise } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { attempt, protobufSeeds, textOf, texts, vectors } from './seeds.ts';

interface Crypto {
  readonly attachment_legacy: {
    readonly cases: readonly {
      readonly key64: string;
      readonly ciphertext: string;
      readonly digest: string;
      readonly size: number;
    }[];
  };
}

interface Communities {
  readonly messages: readonly { readonly padded_data: string }[];
}

const KEY = symmetricKey(new Uint8Array(32).fill(7));
const KEY64 = new Uint8Array(64).fill(8);
const FILE = new Uint8Array(300).map((_, at) => at);
const legacy = () => encryptLegacy(FILE, { key: KEY64, iv: new Uint8Array(16), padding: 'bucket' });
const header = new Uint8Array(24);

export const ATTACHMENT_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'attachment-legacy',
    format: 'bytes',
    seeds: () => [
      legacy().file,
      ...vectors<Crypto>('crypto').attachment_legacy.cases.map(({ ciphertext }) => fromHex(ciphertext)),
    ],
    run: (input) => decryptLegacy(input, { key: KEY64, digest: legacy().digest, size: FILE.length }),
  },
  {
    name: 'attachment-stream',
    format: 'bytes',
    seeds: () => [
      encryptStream(FILE, { header, key: KEY }),
      encryptStream(new Uint8Array(), { header, key: KEY }),
    ],
    run: (input) => decryptStream(input, { key: KEY, size: 5 }),
  },
  {
    name: 'attachment-picture',
    format: 'bytes',
    seeds: () => [encryptLegacyPicture(FILE, { key: KEY, iv: new Uint8Array(12) })],
    run: (input) => decryptLegacyPicture(input, { key: KEY }),
  },
  {
    name: 'attachment-url',
    format: 'text',
    seeds: () => texts('http://filev2.getsession.org/file/5#d', 'http://f/5', '#d=&p=ab'),
    run: (input) => {
      const url = textOf(input);
      attempt(() => decryptAttachment(legacy().file, { url, key: KEY64, digest: legacy().digest, size: 5 }));
      attempt(() => decryptPicture(FILE, { url, key: KEY }));
      return schemeOfUrl(url);
    },
  },
  {
    name: 'attachment-plain',
    format: 'bytes',
    seeds: () => [FILE],
    run: (input) => plainFile(input, 100),
  },
  {
    name: 'push-payload',
    format: 'bytes',
    seeds: () => [encodePushPayload(FILE, { key: KEY, nonce: header, paddedTo: 400 })],
    run: (input) => decodePushPayload(input, { key: KEY }),
  },
  {
    name: 'kicked-message',
    format: 'bytes',
    seeds: () => [
      encodeKickedMessage({
        member: new Uint8Array(32).fill(1) as Parameters<typeof encodeKickedMessage>[0]['member'],
        generation: 7,
      }),
    ],
    run: (input) => {
      const message = decodeKickedMessage(input);
      const again = decodeKickedMessage(encodeKickedMessage(message));
      if (again.generation !== message.generation) throw new BrokenPromise('written, but read differently');
      return message;
    },
  },
  {
    name: 'community-content',
    format: 'protobuf',
    seeds: () => [
      ...vectors<Communities>('communities').messages.map(({ padded_data }) => fromHex(padded_data)),
      ...protobufSeeds('Content'),
      ...protobufSeeds('Envelope'),
    ],
    run: (input) => decodeCommunityContent(input),
  },
];
