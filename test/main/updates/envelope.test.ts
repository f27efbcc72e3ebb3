import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { newSigner, signedEnvelope } from '../../../build/updates/signing-key.ts';
import {
  MAX_ENVELOPE_CHARACTERS,
  decodeEnvelope,
  envelopeJson,
  signedBytes,
} from '../../../src/main/updates/envelope.ts';
import { isPublicKey, signersAmong } from '../../../src/main/updates/update-keys.ts';

const signer = newSigner();
const other = newSigner();
const bytes = fc.uint8Array({ maxLength: 300 });
const type = fc.string({ minLength: 1, maxLength: 60 });

const codeOf = (text: string): unknown => {
  try {
    return decodeEnvelope(text);
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  }
};

describe('an envelope', () => {
  test('what is signed is what DSSE says', () => {
    const payload = new TextEncoder().encode('hello world');
    expect(
      Buffer.from(signedBytes({ payloadType: 'http://example.com/HelloWorld', payload })).toString(),
    ).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  test('comes back as it was, and its signatures hold', () => {
    fc.assert(
      fc.property(type, bytes, (payloadType, payload) => {
        const envelope = signedEnvelope({ payloadType, payload }, [signer, other]);
        const read = decodeEnvelope(JSON.stringify(envelopeJson(envelope)));
        expect(envelopeJson(read)).toEqual(envelopeJson(envelope));
        expect(signersAmong(read, [signer.key, other.key]).size).toBe(2);
        expect(signersAmong(read, [signer.key, signer.key]).size).toBe(1);
        expect(signersAmong(read, [newSigner().key]).size).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test('with any other byte, of what it holds or of what it claims to hold, nobody has signed', () => {
    fc.assert(
      fc.property(type, bytes, fc.nat(), (payloadType, payload, at) => {
        const envelope = signedEnvelope({ payloadType, payload }, [signer]);
        const changed = Uint8Array.from([...payload, 0]);
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
        expect(signersAmong({ ...envelope, payload: changed }, [signer.key]).size).toBe(0);
        expect(signersAmong({ ...envelope, payloadType: `${payloadType}+` }, [signer.key]).size).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test('a signature under the name of another key is none', () => {
    const envelope = signedEnvelope({ payloadType: 'a', payload: new Uint8Array(3) }, [other]);
    const signatures = envelope.signatures.map((signature) => ({ ...signature, keyId: signer.key.id }));
    expect(signersAmong({ ...envelope, signatures }, [signer.key]).size).toBe(0);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no signatures', '{"payloadType":"a","payload":""}'],
    ['a short signature', '{"payloadType":"a","payload":"","signatures":[{"keyid":"","sig":"AAAA"}]}'],
    ['bytes that are none', '{"payloadType":"a","payload":"%%","signatures":[]}'],
    ['too much', ' '.repeat(MAX_ENVELOPE_CHARACTERS + 1)],
  ])('%s is refused', (_what, text) => {
    expect(codeOf(text)).toBe('update-envelope-invalid');
  });

  test('any text is an envelope or refused', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const result = codeOf(text);
        expect(typeof result === 'object' || result === 'update-envelope-invalid').toBe(true);
      }),
    );
  });
});

test('a key has 32 bytes, and one way to be written', () => {
  expect(isPublicKey(signer.key.publicKey)).toBe(true);
  expect(isPublicKey(`${'A'.repeat(42)}B=`)).toBe(false);
  expect(isPublicKey('AAAA')).toBe(false);
});
