import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  attachmentOf,
  contentTypeOf,
  pointerOf,
  safeFileName,
} from '../../../ts/messaging/attachments/pointers.ts';
import type { AttachmentRow } from '../../../ts/store/index.ts';
import type { AttachmentPointer } from '../../../ts/wire/index.ts';

const URL = 'http://filev2.getsession.org/file/1234567890';
const STREAM_URL = `http://filev2.getsession.org/file/${'a'.repeat(44)}#d`;

const legacy: AttachmentPointer = {
  deprecatedId: 1_234_567_890n,
  contentType: 'image/jpeg',
  key: new Uint8Array(64),
  digest: new Uint8Array(32),
  size: 12,
  fileName: 'sea.jpg',
  flags: 1,
  width: 3,
  height: 4,
  caption: 'The sea',
  url: URL,
};

const anyPointer: fc.Arbitrary<AttachmentPointer> = fc.record({
  deprecatedId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  contentType: fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('image/png')), {
    nil: undefined,
  }),
  key: fc.option(fc.uint8Array({ maxLength: 70 }), { nil: undefined }),
  digest: fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined }),
  size: fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { nil: undefined }),
  fileName: fc.option(fc.string({ unit: 'binary', maxLength: 400 }), { nil: undefined }),
  flags: fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { nil: undefined }),
  width: fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { nil: undefined }),
  height: fc.option(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { nil: undefined }),
  caption: fc.option(fc.string({ maxLength: 4_000 }), { nil: undefined }),
  url: fc.option(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(URL, STREAM_URL)), { nil: undefined }),
});

describe('a received pointer', () => {
  test('is kept as it came when it can be followed', () => {
    const { attachment, failure } = attachmentOf(legacy);
    expect(failure).toBeUndefined();
    expect(attachment).toMatchObject({ isVoice: true, state: 'pending', size: 12, fileName: 'sea.jpg' });
    expect(pointerOf({ ...attachment, id: 1 } as AttachmentRow)).toEqual(legacy);
  });

  test.each<[string, Partial<AttachmentPointer>, string]>([
    ['no address', { url: undefined }, 'pointer-invalid'],
    ['another kind of address', { url: 'file:///etc/passwd' }, 'pointer-invalid'],
    ['no file at the address', { url: 'http://filev2.getsession.org/' }, 'pointer-invalid'],
    ['no size', { size: undefined }, 'pointer-invalid'],
    ['nothing in it', { size: 0 }, 'pointer-invalid'],
    ['too large', { size: 10_000_001 }, 'too-large'],
    ['no key', { key: undefined }, 'pointer-invalid'],
    ['a key of the other scheme', { key: new Uint8Array(32) }, 'pointer-invalid'],
    ['no digest', { digest: undefined }, 'pointer-invalid'],
    ['a stream with a legacy key', { url: STREAM_URL }, 'pointer-invalid'],
  ])('with %s is shown and never followed', (_name, change, failure) => {
    const received = attachmentOf({ ...legacy, ...change });
    expect(received.failure).toBe(failure);
    expect(received.attachment).toMatchObject({ state: 'failed', contentType: 'image/jpeg' });
    expect(received.attachment.url).toBeUndefined();
    expect(received.attachment.key).toBeUndefined();
  });

  test('whatever it says becomes a row that is safe to show', () => {
    fc.assert(
      fc.property(anyPointer, (pointer) => {
        const { attachment, failure } = attachmentOf(pointer);
        expect(attachment.contentType).toMatch(/^[!-~]+\/[!-~]+$/);
        expect(attachment.fileName ?? 'x').not.toMatch(/[/\\\u0000-\u001f\u202a-\u202e]/);
        expect(attachment.fileName).not.toBe('..');
        expect([...(attachment.fileName ?? '')].length).toBeLessThanOrEqual(200);
        expect([...(attachment.caption ?? '')].length).toBeLessThanOrEqual(2_000);
        expect(attachment.width ?? 1).toBeGreaterThan(0);
        expect(attachment.state === 'pending').toBe(failure === undefined);
        if (failure === undefined) expect([32, 64]).toContain(attachment.key?.length);
      }),
    );
  });
});

test('names lose their folders and their disguise', () => {
  expect(safeFileName('C:\\Windows\\a.exe')).toBe('C__Windows_a.exe');
  expect(safeFileName('photo\u202egpj.exe')).toBe('photo_gpj.exe');
  for (const nothing of [undefined, '', '  ', '.', '..', '///', '_._'])
    expect(safeFileName(nothing)).toBeUndefined();
});

test('types are read as they are meant, and what is none is any file', () => {
  expect(contentTypeOf('Image/JPEG; charset=x')).toBe('image/jpeg');
  expect(contentTypeOf('application/vnd.api+json')).toBe('application/vnd.api+json');
  for (const none of [undefined, '', 'image', 'image/', '/png', 'image/png\r\nX: y', '<script>/x'])
    expect(contentTypeOf(none)).toBe('application/octet-stream');
});
