import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AttachmentRow, NewAttachment, Store } from '../../ts/store/index.ts';
import { BOB, CAROL, conversationWith, expectCode, receive, temporaryStore, write } from './support.ts';

const FILE_KEY = new Uint8Array(32).fill(9);

const attachment = (changes: Partial<NewAttachment> = {}): NewAttachment => ({
  role: 'attachment',
  contentType: 'image/png',
  isVoice: false,
  state: 'pending',
  ...changes,
});

let names = 0;
function file(store: Store): number {
  names += 1;
  return store.files.create({ path: `f${names}`, size: 5, key: FILE_KEY, nowMs: names }).id;
}

describe('attachments', () => {
  test('keep all that is said about them, in their order', () => {
    const store = temporaryStore();
    const { id } = write(store, conversationWith(store), 5);
    const full: NewAttachment = {
      role: 'attachment',
      contentType: 'video/mp4',
      fileName: 'sea.mp4',
      size: 1_000,
      width: 1_920,
      height: 1_080,
      durationMs: 5_000,
      isVoice: false,
      caption: 'the sea',
      url: 'http://files.example/file/1#d',
      key: new Uint8Array(64).fill(1),
      digest: new Uint8Array(32).fill(2),
      state: 'pending',
      fileId: file(store),
    };
    const rows = store.attachments.add(id, [full, attachment({ role: 'preview-image' }), attachment()]);
    const [{ id: rowId }] = rows as [AttachmentRow];
    const kept = { id: rowId, messageId: id, position: 0, failure: undefined, isPaused: false };
    expect(rows[0]).toEqual({ ...full, ...kept });
    expect(rows.map((row) => [row.role, row.position])).toEqual([
      ['attachment', 0],
      ['preview-image', 0],
      ['attachment', 1],
    ]);
    expect(store.attachments.get(rows[0]!.id)).toEqual(rows[0]);
    expect(store.attachments.forMessages([id, 99])).toEqual([rows[0], rows[2], rows[1]]);
    expectCode('store-conflict', () => store.attachments.add(id, [attachment()]));
    expectCode('store-not-found', () => store.attachments.add(99, [attachment()]));
  });

  test('go through their states', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const [first, second] = store.attachments.add(receive(store, conversationId, 5).id, [
      attachment(),
      attachment({ contentType: 'text/plain' }),
    ]);
    const { id } = first!;
    expect(store.attachments.pendingIn({ conversationId, messages: 100 })).toEqual([first, second]);
    store.attachments.setState({ id, state: 'downloading' });
    expect(store.attachments.inState({ state: 'downloading', limit: 9 }).map((row) => row.id)).toEqual([id]);
    expect(store.attachments.setState({ id, state: 'failed', failure: 'timeout' }).failure).toBe('timeout');
    expect(store.attachments.setState({ id, state: 'expired' }).failure).toBeUndefined();
    expectCode('store-conflict', () =>
      store.attachments.setState({ id, state: 'pending', failure: 'timeout' }),
    );
    const fileId = file(store);
    expect(store.attachments.setReady({ id, fileId })).toMatchObject({ state: 'ready', fileId });
    expect(store.attachments.inState({ state: 'pending', limit: 9 })).toEqual([second]);
    expect(store.attachments.inState({ state: 'pending', limit: 9, afterId: second!.id })).toEqual([]);
    expect(store.attachments.setUploaded({ id, url: 'u', key: FILE_KEY })).toMatchObject({
      url: 'u',
      key: FILE_KEY,
      digest: undefined,
    });
    expectCode('store-not-found', () => store.attachments.setReady({ id, fileId: 99 }));
    expectCode('store-not-found', () => store.attachments.setState({ id: 99, state: 'pending' }));
  });

  test('are paused until anything else becomes of them', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const [row] = store.attachments.add(receive(store, conversationId, 5).id, [attachment()]);
    const { id } = row!;
    const paused = (): boolean | undefined => store.attachments.get(id)?.isPaused;
    for (const change of [
      () => store.attachments.setState({ id, state: 'downloading' }),
      () => store.attachments.setReady({ id, fileId: file(store) }),
      () => store.attachments.setUploaded({ id, url: 'u', key: FILE_KEY }),
      () => store.attachments.setUnsent(id),
      () => store.attachments.setPaused({ id, isPaused: false }),
    ]) {
      store.attachments.setState({ id, state: 'pending' });
      store.attachments.setPaused({ id, isPaused: true });
      expect(paused()).toBe(true);
      expect(store.attachments.pendingIn({ conversationId, messages: 100 })).toEqual([]);
      change();
      expect(paused()).toBe(false);
    }
    expect(store.attachments.get(id)).toMatchObject({ url: undefined, digest: undefined });
    expect([store.attachments.remove(id), store.attachments.remove(id)]).toEqual([true, false]);
    expectCode('store-not-found', () => store.attachments.setPaused({ id, isPaused: true }));
  });

  test('are found by kind, newest first, page by page', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const elsewhere = conversationWith(store, CAROL);
    store.attachments.add(receive(store, elsewhere, 5).id, [attachment()]);
    const kinds = {
      media: attachment({ contentType: 'IMAGE/jpeg' }),
      voice: attachment({ contentType: 'audio/mpeg', isVoice: true }),
      files: attachment({ contentType: 'audio/mpeg' }),
      preview: attachment({ role: 'preview-image' }),
    };
    const mixed = receive(store, conversationId, 10).id;
    store.attachments.add(mixed, Object.values(kinds));
    for (const at of [11, 12, 13]) {
      store.attachments.add(receive(store, conversationId, at).id, [kinds.media, kinds.media]);
    }
    receive(store, conversationId, 14);
    const media = store.attachments.media({ conversationId, kind: 'media', limit: 9 });
    expect(media.map(({ sentAtMs, attachments }) => [sentAtMs, attachments.length])).toEqual([
      [13, 2],
      [12, 2],
      [11, 2],
      [10, 1],
    ]);
    const page = { conversationId, kind: 'media', limit: 2 } as const;
    const first = store.attachments.media(page);
    expect([...first, ...store.attachments.media({ ...page, before: first[1]! })]).toEqual(media);
    expect(store.attachments.media({ ...page, after: media[3]! })).toEqual([media[2], media[1]]);
    for (const kind of ['voice', 'files'] as const) {
      const [item, ...rest] = store.attachments.media({ conversationId, kind, limit: 9 });
      expect(rest).toEqual([]);
      expect(item).toMatchObject({ id: mixed, authorId: BOB });
      expect(item?.attachments).toHaveLength(1);
      expect(item?.attachments[0]).toMatchObject({ isVoice: kind === 'voice' });
    }
    expect(store.messages.require(mixed)).toMatchObject({ hasMedia: true, hasVoice: true, hasFiles: true });
    store.messages.leavePlaceholder(mixed, 'locally');
    expect(store.messages.require(mixed)).toMatchObject({
      hasMedia: false,
      hasVoice: false,
      hasFiles: false,
    });
    expect(store.attachments.media({ conversationId, kind: 'voice', limit: 9 })).toEqual([]);
  });
});

describe('files', () => {
  test('are kept with their key', () => {
    const store = temporaryStore();
    const made = store.files.create({ path: 'ab/cd', size: 5, key: FILE_KEY, nowMs: 3 });
    expect(made).toEqual({
      id: made.id,
      path: 'ab/cd',
      size: 5,
      key: FILE_KEY,
      referenceCount: 0,
      createdAtMs: 3,
    });
    expect(store.files.get(made.id)).toEqual(made);
    expect(store.files.page({ limit: 9 })).toEqual([made]);
    expect(store.files.page({ limit: 9, afterId: made.id })).toEqual([]);
    expectCode('store-conflict', () =>
      store.files.create({ path: 'ab/cd', size: 5, key: FILE_KEY, nowMs: 3 }),
    );
    expectCode('store-conflict', () =>
      store.files.create({ path: 'x', size: 5, key: new Uint8Array(31), nowMs: 3 }),
    );
  });

  test('become orphans with the last that refers to them, by whatever way it goes', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const [shared, own, replaced, face] = [file(store), file(store), file(store), file(store)];
    const path = (id: number): string => store.files.get(id)!.path;
    const paths = [shared, own, replaced, face].map(path);
    const first = receive(store, conversationId, 5).id;
    const second = receive(store, conversationId, 6).id;
    const [row] = store.attachments.add(first, [attachment({ fileId: replaced })]);
    store.attachments.add(second, [attachment({ fileId: shared })]);
    store.contacts.setPictureFile(BOB, face);
    store.attachments.setReady({ id: row!.id, fileId: shared });
    expect(store.files.get(shared)?.referenceCount).toBe(2);
    expect(store.files.orphans(9)).toEqual([paths[2]]);
    expect(store.files.get(replaced)).toBeUndefined();
    store.messages.delete(first);
    expect(store.files.get(shared)?.referenceCount).toBe(1);
    store.attachments.add(receive(store, conversationId, 7).id, [attachment({ fileId: own })]);
    store.contacts.setPicture(BOB, { url: 'u', key: FILE_KEY });
    expect(store.files.orphans(9)).toEqual([paths[2], paths[3]]);
    store.conversations.delete(conversationId);
    expect(store.files.orphans(9)).toHaveLength(4);
    expect(store.files.page({ limit: 9 })).toEqual([]);
    for (const orphan of paths) store.files.forgetOrphan(orphan);
    expect(store.files.orphans(9)).toEqual([]);
    expect(store.integrityCheck()).toEqual([]);
  });

  test('that nothing ever referred to are swept up', () => {
    const store = temporaryStore();
    const before = file(store);
    const limit = store.files.get(before)!.createdAtMs + 1;
    const after = file(store);
    expect(store.files.sweep(limit)).toBe(1);
    expect(store.files.get(before)).toBeUndefined();
    expect(store.files.get(after)).toBeDefined();
    expect(store.files.orphans(9)).toHaveLength(1);
  });

  test('are counted right and lost never, whatever happens', () => {
    const act = fc.record({
      what: fc.constantFrom('attach', 'ready', 'delete', 'placeholder', 'face', 'clear', 'undo'),
      at: fc.nat({ max: 5 }),
      of: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 30 }), (acts) => {
        const store = temporaryStore();
        const conversationId = conversationWith(store);
        const files = [file(store), file(store), file(store), file(store)];
        const paths = files.map((id) => store.files.get(id)!.path);
        const used = new Set<number>();
        for (const { what, at, of } of acts) {
          const fileId = store.files.get(files[of]!) === undefined ? undefined : files[of]!;
          const message = store.messages.find({ conversationId, authorId: BOB, sentAtMs: at });
          if (what === 'attach' && message === undefined) {
            store.attachments.add(receive(store, conversationId, at).id, [attachment({ fileId })]);
            if (fileId !== undefined) used.add(fileId);
          }
          if (what === 'ready' && message !== undefined && fileId !== undefined) {
            const [row] = store.attachments.forMessages([message.id]);
            if (row !== undefined) store.attachments.setReady({ id: row.id, fileId });
            if (row !== undefined) used.add(fileId);
          }
          if (what === 'delete' && message !== undefined) store.messages.delete(message.id);
          if (what === 'placeholder' && message !== undefined) {
            store.messages.leavePlaceholder(message.id, 'globally');
          }
          if (what === 'face') store.contacts.setPictureFile(BOB, fileId);
          if (what === 'face' && fileId !== undefined) used.add(fileId);
          if (what === 'clear') store.conversations.clearSlice({ id: conversationId, limit: 2 });
          if (what === 'undo') {
            expect(() =>
              store.transaction(({ conversations }) => {
                conversations.delete(conversationId);
                throw new Error('undo');
              }),
            ).toThrow('undo');
          }
          const { rows } = store.messages.page({ conversationId, limit: 99 });
          const attached = store.attachments.forMessages(rows.map((row) => row.id));
          const face = store.contacts.require(BOB).pictureFileId;
          const orphans = store.files.orphans(9);
          for (const [index, id] of files.entries()) {
            const references = attached.filter((row) => row.fileId === id).length + (face === id ? 1 : 0);
            const isGone = used.has(id) && references === 0;
            expect(store.files.get(id)?.referenceCount).toBe(isGone ? undefined : references);
            expect(orphans.includes(paths[index]!)).toBe(isGone);
          }
        }
        store.close();
      }),
      { numRuns: 40 },
    );
  });
});
