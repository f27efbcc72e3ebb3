import { randomBytes } from 'node:crypto';

import { expect, test } from 'vitest';

import { EngineError } from '../../../src/main/engine/engine-error.ts';
import { LockError } from '../../../src/main/lock/lock-error.ts';
import { MediaServer } from '../../../src/main/media/media-server.ts';
import { readMediaUrl } from '../../../src/main/media/media-url.ts';

const BOB = `05${'ab'.repeat(32)}`;
const GIF = Buffer.concat([Buffer.from('GIF89a\x10\x00\x10\x00', 'latin1'), randomBytes(600_000)]);
const PAGE = Buffer.from('<html><script>alert(1)</script>');
const FILES: ReadonlyMap<number, Buffer> = new Map([
  [1, GIF],
  [2, PAGE],
]);

/** A server over files in memory, and what was read of them. */
function serve({ isLocked = false } = {}) {
  const reads: { readonly id: number; readonly offset: number; readonly length: number }[] = [];
  const errors: unknown[] = [];
  const engine: ReturnType<ConstructorParameters<typeof MediaServer>[0]['engine']> = {
    readAttachment: async ({ id, range = { offset: 0, length: Infinity } }) => {
      if (id === 4) throw new EngineError({ code: 'attachment-unreadable' });
      const file = FILES.get(id);
      if (file === undefined) throw new EngineError({ code: 'attachment-unknown' });
      reads.push({ id, ...range });
      const bytes = Uint8Array.from(file.subarray(range.offset, range.offset + range.length));
      return { bytes, size: file.length, contentType: 'image/png' };
    },
    readPicture: async (accountId) => {
      if (accountId !== BOB) throw new EngineError({ code: 'picture-not-available' });
      return Uint8Array.from(GIF);
    },
  };
  const server = new MediaServer({
    engine: () => {
      if (isLocked) throw new LockError('app-locked');
      return engine;
    },
    onError: (error) => errors.push(error),
  });
  const ask = (path: string, { method = 'GET', range = undefined as string | undefined } = {}) =>
    server.respond({
      method,
      range,
      request: readMediaUrl(`media://${path.replace('TOKEN', server.token)}`),
    });
  return { server, ask, reads, errors };
}

test('a whole file, with the type that it really has, and nothing of it to keep', async () => {
  const { ask } = serve();
  const response = await ask('attachment/TOKEN/1');
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe('image/gif');
  expect(response.headers.get('Content-Length')).toBe(String(GIF.length));
  expect(response.headers.get('Accept-Ranges')).toBe('bytes');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(Buffer.from(await response.arrayBuffer()).equals(GIF)).toBe(true);
});

test('a part of a file', async () => {
  const { ask } = serve();
  const response = await ask('attachment/TOKEN/1', { range: 'bytes=300000-300009' });
  expect(response.status).toBe(206);
  expect(response.headers.get('Content-Range')).toBe(`bytes 300000-300009/${GIF.length}`);
  expect(response.headers.get('Content-Length')).toBe('10');
  expect(Buffer.from(await response.arrayBuffer()).equals(GIF.subarray(300_000, 300_010))).toBe(true);
  const end = await ask('attachment/TOKEN/1', { range: 'bytes=-7' });
  expect(Buffer.from(await end.arrayBuffer()).equals(GIF.subarray(-7))).toBe(true);
});

test('a part that lies outside says how long the file is', async () => {
  const { ask } = serve();
  const response = await ask('attachment/TOKEN/1', { range: `bytes=${GIF.length}-` });
  expect(response.status).toBe(416);
  expect(response.headers.get('Content-Range')).toBe(`bytes */${GIF.length}`);
  expect(await response.text()).toBe('');
});

test('no more is decrypted than the reader takes', async () => {
  const { ask, reads } = serve();
  const response = await ask('attachment/TOKEN/1', { range: 'bytes=0-' });
  expect(reads).toHaveLength(1);
  const reader = response.body!.getReader();
  await reader.read();
  await reader.cancel();
  expect(reads.map(({ offset }) => offset)).toEqual([0, 0]);
  // The type of a file is looked up once.
  await ask('attachment/TOKEN/1', { method: 'HEAD' });
  expect(reads).toHaveLength(2);
});

test('HEAD has no content', async () => {
  const { ask } = serve();
  const response = await ask('attachment/TOKEN/1', { method: 'HEAD' });
  expect(response.headers.get('Content-Length')).toBe(String(GIF.length));
  expect(response.body).toBeNull();
});

test('a page that calls itself a picture is not shown', async () => {
  const { ask } = serve();
  const response = await ask('attachment/TOKEN/2');
  expect(response.status).toBe(415);
  expect(await response.text()).toBe('');
});

test('pictures of people', async () => {
  const { ask } = serve();
  const response = await ask(`avatar/TOKEN/${BOB}?12`);
  expect(response.headers.get('Content-Type')).toBe('image/gif');
  expect(Buffer.from(await response.arrayBuffer()).equals(GIF)).toBe(true);
  expect((await ask(`avatar/TOKEN/05${'cd'.repeat(32)}`)).status).toBe(404);
});

test('nothing without the token of this run, whatever there is', async () => {
  const { ask, reads } = serve();
  const other = serve().server.token;
  for (const token of ['x', other, 'TOKENx', '-'.repeat(43)]) {
    expect((await ask(`attachment/${token}/1`)).status).toBe(404);
    expect((await ask(`avatar/${token}/${BOB}`)).status).toBe(404);
  }
  expect(reads).toEqual([]);
});

test.each([
  ['attachment/TOKEN/3', 'GET', 404],
  ['attachment/TOKEN/-1', 'GET', 404],
  ['attachment/TOKEN/1/2', 'GET', 404],
  ['', 'GET', 404],
  ['attachment/TOKEN/1', 'POST', 405],
  ['attachment/TOKEN/1', 'DELETE', 405],
  ['attachment/TOKEN/4', 'GET', 500],
] as const)('%s with %s is %i', async (path, method, status) => {
  const { ask, errors } = serve();
  expect((await ask(path, { method })).status).toBe(status);
  expect(errors).toHaveLength(status === 500 ? 1 : 0);
});

test('nothing while the app is locked', async () => {
  const { ask, errors } = serve({ isLocked: true });
  expect((await ask('attachment/TOKEN/1')).status).toBe(403);
  expect(errors).toEqual([]);
});
