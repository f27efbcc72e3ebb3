import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { visibleParts } from '../../ts/messaging/receive/visible-parts.ts';
import { codePointCount, hasLink } from '../../ts/messaging/index.ts';
import type { DataMessage } from '../../ts/wire/index.ts';

const AUTHOR = `05${'12'.repeat(32)}`;
const KEY = 'ab'.repeat(32);
const of = (data: Omit<DataMessage, 'kind'>) => visibleParts({ kind: 'data', ...data });

describe('what is seen of a message', () => {
  test('is its text as it was sent, and nothing when there is none', () => {
    expect(of({ body: ' a ' })).toEqual({ body: ' a ' });
    expect(of({ body: ' \n' })).toBeUndefined();
    expect(of({ body: 'a', isExpirationTimerUpdate: true })).toBeUndefined();
  });

  test('is the message that it answers, unless that is of nobody’s', () => {
    const quote = { sentAtMs: 5, author: AUTHOR.toUpperCase() };
    expect(of({ body: 'a', quote })?.quote).toEqual({ authorId: AUTHOR, sentAtMs: 5 });
    expect(of({ quote })?.body).toBe('');
    expect(of({ body: 'a', quote: { sentAtMs: 5, author: `15${KEY}` } })).toEqual({ body: 'a' });
    expect(of({ quote: { sentAtMs: 5, author: 'nobody' } })).toBeUndefined();
  });

  test('is the first preview that belongs to the text and says something', () => {
    const body = 'see https://a.example/x and https://b.example';
    const previews = [
      { url: 'https://c.example', title: 'Elsewhere' },
      { url: 'https://a.example/x', title: '  ' },
      { url: 'https://b.example', title: ' B ' },
    ];
    expect(of({ body, previews })?.details).toEqual({ preview: { url: 'https://b.example', title: 'B' } });
    expect(of({ body, previews: previews.slice(0, 2) })).toEqual({ body });
    expect(of({ previews })).toBeUndefined();
  });

  test('is found among the first four previews: a thousand of them would keep us busy', () => {
    const other = { url: 'https://b.example/', title: 'Another' };
    const ours = { url: 'https://a.example/', title: 'Ours' };
    const shown = (count: number) =>
      visibleParts({
        kind: 'data',
        body: ours.url,
        previews: [...Array.from({ length: count }, () => other), ours],
      })?.details;
    expect(shown(3)).toEqual({ preview: ours });
    expect(shown(4)).toBeUndefined();
  });

  test('is the picture of a preview, unless nobody could fetch it', () => {
    const url = 'https://a.example/x';
    const pointer = { deprecatedId: 1n, url: 'http://filev2.getsession.org/file/1', size: 9 };
    const image = { ...pointer, key: new Uint8Array(64), digest: new Uint8Array(32) };
    const withImage = (picture: typeof pointer, title?: string) =>
      of({ body: url, previews: [{ url, title, image: picture }] });
    expect(withImage(image, 'A')).toEqual({ body: url, details: { preview: { url, title: 'A' } }, image });
    expect(withImage(image)).toEqual({ body: url, details: { preview: { url } }, image });
    expect(withImage(pointer, 'A')).toEqual({ body: url, details: { preview: { url, title: 'A' } } });
    expect(withImage(pointer)).toEqual({ body: url });
  });

  test('is an invitation to a community; to anything else it is only text', () => {
    const url = `https://chat.example.org/lobby?public_key=${KEY}`;
    expect(of({ communityInvitation: { url, name: 'Lobby' } })).toEqual({
      body: '',
      details: { invitation: { url, name: 'Lobby' } },
    });
    expect(of({ communityInvitation: { url: 'https://evil.example', name: 'Lobby' } })).toEqual({
      body: 'Lobby\nhttps://evil.example',
    });
    expect(of({ communityInvitation: { url: '', name: '' } })).toBeUndefined();
  });
});

test('whatever comes, what is kept is within its limits and belongs together', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom('https://a.example/x', 'https://a.example/x?y', `https://a.example/r?public_key=${KEY}`),
  );
  const message = fc.record(
    {
      body: fc.oneof(
        words,
        words.map((text) => `look ${text} there`),
        words.map((text) => text.repeat(200)),
      ),
      isExpirationTimerUpdate: fc.boolean(),
      quote: fc.record({ sentAtMs: fc.nat(), author: fc.oneof(words, fc.constant(AUTHOR)) }),
      previews: fc.array(fc.record({ url: words, title: words }), { maxLength: 4 }),
      communityInvitation: fc.record({ url: words, name: words }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(message, (data) => {
      const parts = of(data);
      if (parts === undefined) return;
      const { body, quote, details } = parts;
      const { preview, invitation } = details ?? {};
      expect(body !== '' || quote !== undefined || invitation !== undefined).toBe(true);
      expect(codePointCount(body)).toBeLessThanOrEqual(10_000);
      if (preview !== undefined) {
        expect(hasLink(body, preview.url)).toBe(true);
        expect(codePointCount(preview.title ?? '')).toBeLessThanOrEqual(300);
      }
      if (invitation !== undefined) expect(codePointCount(invitation.name)).toBeLessThanOrEqual(200);
    }),
    { numRuns: 300 },
  );
});
