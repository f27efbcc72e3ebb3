import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { diffDicts } from '../../ts/config/diff.ts';
import { ConfigError } from '../../ts/config/index.ts';
import { initialMessage, parseMessage, serialize, settle } from '../../ts/config/message.ts';
import { cryptoReady, ed25519KeyPair, ed25519Seed } from '../../ts/crypto/index.ts';
import { fromHex, toHex, utf8 } from '../../ts/util/index.ts';
import { DATA } from './support/data.ts';

await cryptoReady();

const admin = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(1)));
const HASH = 'h'.repeat(32);

const parse = (text: string): unknown => parseMessage(Uint8Array.from(Buffer.from(text, 'latin1')));

test('the state before anybody wrote has the bytes and the hash that everybody builds on', () => {
  const { plain, hash } = initialMessage();
  expect(Buffer.from(plain).toString()).toBe('d1:#i0e1:&de1:<le1:=dee');
  expect(toHex(hash)).toBe('ea173b57beca8af18c3519a7bbf69c3e7a05d1c049fa9558341d8ebb48b0c965');
});

describe('a message', () => {
  test('is read as it was written, signed or not', () => {
    fc.assert(
      fc.property(DATA, DATA, fc.nat(1_000_000), fc.boolean(), (before, data, seqno, isSigned) => {
        const lagged = [{ seqno, hash: new Uint8Array(32), diff: diffDicts(data, before) }];
        const content = { seqno: seqno + 1, data, lagged, diff: diffDicts(before, data), unknown: new Map() };
        const { plain, hash } = settle(content, isSigned ? admin.secretKey : undefined);
        const parsed = parseMessage(plain, isSigned ? admin.publicKey : undefined);
        expect(parsed.hash).toEqual(hash);
        expect(toHex(serialize({ ...parsed }, isSigned ? admin.secretKey : undefined))).toBe(toHex(plain));
      }),
    );
  });

  test('keeps outer keys of newer versions', () => {
    const plain = utf8('d1:#i7e1:$li1ee1:&de1:<le1:=de1:}d1:xi2eee');
    expect(Buffer.from(serialize(parseMessage(plain))).toString()).toBe(Buffer.from(plain).toString());
  });

  test('may lack its diffs, and lists changes too old to be read', () => {
    expect(parse('d1:#i9e1:&dee')).toMatchObject({ seqno: 9, lagged: [] });
    expect(parse('d1:#i9e1:&de1:<lli4e1:xi5eeee')).toMatchObject({ lagged: [] });
  });

  test('of a group must be signed by it', () => {
    const content = { seqno: 1, data: new Map(), lagged: [], diff: new Map(), unknown: new Map() };
    const { plain } = settle(content, admin.secretKey);
    expect(parseMessage(plain, admin.publicKey).seqno).toBe(1);
    const other = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(2)));
    expect(() => parseMessage(plain, other.publicKey)).toThrow('signature-invalid');
    expect(() => parseMessage(serialize(content), admin.publicKey)).toThrow('signature-invalid');
    expect(() => parseMessage(plain.with(5, 0x32), admin.publicKey)).toThrow('signature-invalid');
  });
});

describe('refused:', () => {
  test.each([
    ['an empty dict', 'de'],
    ['no data', 'd1:#i9ee'],
    ['a key before the seqno', 'd1:!i1e1:#i9e1:&dee'],
    ['unsorted outer keys', 'd1:#i9e1:&de1:=de1:<lee'],
    ['unsorted keys in the data', 'd1:#i9e1:&d1:bi1e1:ai2ee1:<le1:=dee'],
    ['an empty dict in the data', 'd1:#i9e1:&d1:adee1:<le1:=dee'],
    ['an empty set', 'd1:#i9e1:&d1:alee1:<le1:=dee'],
    ['an unsorted set', 'd1:#i9e1:&d1:al1:b1:aee1:<le1:=dee'],
    ['a string before an integer in a set', 'd1:#i9e1:&d1:al1:ai1eee1:<le1:=dee'],
    ['a dict in a set', 'd1:#i9e1:&d1:aldeeee'],
    ['an integer of 65 bits', 'd1:#i9e1:&d1:ai9223372036854775808eee'],
    ['an integer as a diff', 'd1:#i9e1:&de1:=d1:ai1eee'],
    ['a lagged message of its own seqno', `d1:#i9e1:&de1:<lli9e32:${HASH}deee1:=dee`],
    ['a short lagged hash', 'd1:#i9e1:&de1:<lli8e3:abcdeee1:=dee'],
    ['a lagged entry with more in it', `d1:#i9e1:&de1:<lli8e32:${HASH}dei1eeee`],
    ['lagged messages twice', `d1:#i9e1:&de1:<lli8e32:${HASH}deeli8e32:${HASH}deeee`],
    ['a seqno that is text', 'd1:#1:91:&dee'],
    ['a negative seqno', 'd1:#i-1e1:&dee'],
    ['a seqno beyond exact numbers', 'd1:#i9007199254740993e1:&dee'],
    ['a key behind the signature', `d1:#i9e1:&de1:~64:${'s'.repeat(64)}1:\u007fi1ee`],
    ['a short signature', 'd1:#i9e1:&de1:~1:xe'],
    ['bytes behind the end', 'd1:#i9e1:&deex'],
    ['a list', 'le'],
    ['nothing', ''],
  ])('%s', (_name, text) => {
    expect(() => parse(text)).toThrow(ConfigError);
  });

  test('whatever else is no message, with a typed error', () => {
    const real = Buffer.from(
      settle({
        seqno: 3,
        data: new Map([['n', utf8('name')]]),
        lagged: [],
        diff: new Map(),
        unknown: new Map(),
      }).plain,
    ).toString('hex');
    fc.assert(
      fc.property(fc.nat(real.length / 2 - 1), fc.nat(255), fc.nat(real.length / 2), (at, byte, length) => {
        const bytes = fromHex(real).with(at, byte).subarray(0, length);
        try {
          parseMessage(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
