import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { accountIdOf, blindedIdOfEd25519 } from '../../ts/account/index.ts';
import type { BlindedId, BlindingVersion } from '../../ts/account/index.ts';
import { cryptoReady, ed25519ToX25519 } from '../../ts/crypto/index.ts';
import type { Ed25519KeyPair } from '../../ts/crypto/index.ts';
import { CommunityError, decryptInboxMessage, encryptInboxMessage } from '../../ts/community/index.ts';
import { fromHex, systemRandom, toHex, utf8 } from '../../ts/util/index.ts';
import { SERVER, alice, bob, carol } from './members.ts';

await cryptoReady();

const server = SERVER;
const nonce = fromHex('02411fc4a37ecaed16813b17b6850595a4835fbac103df63');

const idOf = ({ publicKey }: Ed25519KeyPair, version: BlindingVersion): BlindedId =>
  blindedIdOfEd25519(publicKey, { server, version });

describe.each([15, 25] as const)('with blinding %i, a direct message', (version) => {
  const content = utf8('hello');
  const [from, to] = [alice(), bob()];
  const sent = { ed25519: from, server, other: idOf(to, version) };
  const received = { ed25519: to, server, other: idOf(from, version), direction: 'incoming' } as const;
  const message = encryptInboxMessage(content, sent, { nonce });

  test('is read by who gets it and by who wrote it', () => {
    const expected = {
      content,
      sender: accountIdOf(ed25519ToX25519(from.publicKey)),
      senderKey: from.publicKey,
    };
    expect(message).toHaveLength(content.length + 73);
    expect(decryptInboxMessage(message, received)).toEqual(expected);
    expect(decryptInboxMessage(message, { ...sent, direction: 'outgoing' })).toEqual(expected);
  });

  test('is nobody else’s', () => {
    expect(() => decryptInboxMessage(message, { ...received, ed25519: carol() })).toThrow(
      'inbox-message-invalid',
    );
    expect(() => decryptInboxMessage(message, { ...received, other: idOf(carol(), version) })).toThrow(
      'inbox-message-invalid',
    );
    expect(() => decryptInboxMessage(message, { ...received, direction: 'outgoing' })).toThrow(
      'inbox-message-invalid',
    );
  });

  test('that we wrote does not pass for one that we got', () => {
    const ours = encryptInboxMessage(content, { ed25519: to, server, other: idOf(from, version) }, { nonce });
    expect(() => decryptInboxMessage(ours, received)).toThrow('inbox-message-invalid');
  });

  test.each([
    ['of another version', message.with(0, 1)],
    ['cut short', message.subarray(0, -1)],
    ['without content', message.subarray(0, 73)],
    ['empty', new Uint8Array()],
    ['altered', message.with(5, message[5]! ^ 1)],
    ['with another nonce', message.with(-1, 0)],
  ])('is refused %s', (_name, broken) => {
    expect(() => decryptInboxMessage(broken, received)).toThrow('inbox-message-invalid');
  });

  test('of any bytes is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decryptInboxMessage(bytes, received)).toThrow(CommunityError);
      }),
    );
  });

  test('of any content is read as it was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), (bytes) => {
        const encrypted = encryptInboxMessage(bytes, sent, { nonce: systemRandom.bytes(24) });
        expect(decryptInboxMessage(encrypted, received).content).toEqual(bytes);
      }),
      { numRuns: 20 },
    );
  });
});

test('a message is encrypted as other clients do', () => {
  const content = fromHex(`696e626f782076697369626c65203080${'00'.repeat(144)}`);
  const message = encryptInboxMessage(
    content,
    { ed25519: alice(), server, other: idOf(bob(), 15) },
    { nonce },
  );
  expect(toHex(message)).toMatch(
    /^00294f3c912b300747d69b19802ad2377b.*02411fc4a37ecaed16813b17b6850595a4835fbac103df63$/,
  );
});

test('a sender whose inner key is not that of the ID is refused', () => {
  const forged = fromHex(
    '00101ae43e08b8c60d9b039ceba21bf72654f1c9dd6c6c2da2383031bbd1f634bcc913120700e1837f4a8cacba86eecc9a49158e3b33750921c6c1c4bc3db7325a271265061bd7107d167a8ca9de',
  );
  const parties = { ed25519: bob(), server, other: idOf(alice(), 15), direction: 'incoming' } as const;
  expect(() => decryptInboxMessage(forged, parties)).toThrow('inbox-message-invalid: sender');
});
