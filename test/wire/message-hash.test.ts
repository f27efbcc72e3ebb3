import { beforeAll, expect, test } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import { fromBase64, fromHex } from '../../ts/util/index.ts';
import { messageHash } from '../../ts/wire/index.ts';
import { readVectors } from '../support/read-vectors.ts';

const { message_hash } = readVectors<{
  message_hash: readonly { pubkey: string; namespace: number; data_base64: string; hash: string }[];
}>('direct-messages');

beforeAll(cryptoReady);

test.each(message_hash)('$hash in namespace $namespace', ({ pubkey, namespace, data_base64, hash }) => {
  expect(messageHash({ account33: fromHex(pubkey), namespace, data: fromBase64(data_base64) })).toBe(hash);
});
