import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cryptoReady, ed25519KeyPair, ed25519Seed, ed25519ToX25519 } from '../../../ts/crypto/index.ts';
import {
  NetworkError,
  activeNodesIn,
  decodeActiveNodes,
  usableActiveNodes,
} from '../../../ts/network/index.ts';
import { concatBytes, fromHex, toBase64, toHex } from '../../../ts/util/index.ts';

await cryptoReady();

const keyOf = (byte: number) => ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(byte))).publicKey;

/** 51 bytes; the rest after the key in hex. */
const entry = (key: Uint8Array, rest: string): Uint8Array => concatBytes(key, fromHex(rest));

const WHOLE = '0102030405060708' + '14000101' + '5605' + '5606' + '020b03';

describe('the binary node list', () => {
  test('has 51 bytes for each node', () => {
    expect(decodeActiveNodes(entry(keyOf(1), WHOLE))).toEqual([
      {
        ed25519: toHex(keyOf(1)),
        swarmId: 0x0102030405060708n,
        ip: '20.0.1.1',
        port: 22_021,
        quicPort: 22_022,
        version: [2, 11, 3],
      },
    ]);
  });

  test('has zeros for what is unknown, and a number for no swarm', () => {
    const unknown = entry(keyOf(1), '0000000000000000' + '00000000' + '0000' + '0000' + '000000');
    const swarmless = entry(keyOf(2), 'ffffffffffffffff' + WHOLE.slice(16));
    const [first, second] = decodeActiveNodes(concatBytes(unknown, swarmless));
    expect(first).toEqual({ ed25519: toHex(keyOf(1)), swarmId: 0n });
    expect(second).not.toHaveProperty('swarmId');
  });

  test('gives the nodes that can be reached', async () => {
    const bytes = concatBytes(
      entry(keyOf(1), WHOLE),
      entry(keyOf(2), WHOLE.replace('14000101', '0a000101')),
      entry(keyOf(3), WHOLE.replace('5605', '0000')),
      entry(new Uint8Array(32).fill(0xff), WHOLE),
    );
    const nodes = await usableActiveNodes(decodeActiveNodes(bytes), { publicOnly: true });
    expect(nodes).toEqual([
      {
        ed25519: toHex(keyOf(1)),
        x25519: ed25519ToX25519(keyOf(1)),
        ip: '20.0.1.1',
        port: 22_021,
        swarmId: 0x0102030405060708n,
      },
    ]);
    const none = decodeActiveNodes(entry(keyOf(3), WHOLE.replace('5605', '0000')));
    await expect(usableActiveNodes(none, { publicOnly: false })).rejects.toThrow('bad-response');
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['part of a node', new Uint8Array(50)],
    ['more than a node', new Uint8Array(52)],
    ['a node twice', concatBytes(entry(keyOf(1), WHOLE), entry(keyOf(1), WHOLE))],
    ['more nodes than there can be', new Uint8Array(51 * 20_001)],
  ])('is none: %s', (_name, bytes) => {
    expect(() => decodeActiveNodes(bytes)).toThrow('bad-response');
  });

  test('comes in base64', () => {
    const bytes = entry(keyOf(1), WHOLE);
    expect(activeNodesIn(toBase64(bytes))).toEqual(bytes);
    expect(() => activeNodesIn('*')).toThrow('bad-response');
    expect(() => activeNodesIn({})).toThrow('bad-response');
  });

  test('of any bytes is read or refused', () => {
    const whole = fc
      .integer({ min: 1, max: 5 })
      .chain((n) => fc.uint8Array({ minLength: n * 51, maxLength: n * 51 }));
    fc.assert(
      fc.property(fc.oneof(whole, fc.uint8Array()), (bytes) => {
        try {
          expect(decodeActiveNodes(bytes)).toHaveLength(bytes.length / 51);
        } catch (error) {
          expect(error).toBeInstanceOf(NetworkError);
        }
      }),
    );
  });
});
