import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { MessageRow } from '../../ts/store/index.ts';
import { BOB, CAROL, conversationWith, expectCode, receive, temporaryStore, write } from './support.ts';

function filled() {
  const store = temporaryStore();
  const conversationId = conversationWith(store, BOB);
  const elsewhere = conversationWith(store, CAROL);
  const stranger = receive(store, elsewhere, 15);
  // Not in the order of time, and pairs that share a sent-at.
  for (const at of [50, 10, 30, 20, 40]) {
    receive(store, conversationId, at);
    write(store, conversationId, at);
  }
  const { rows } = store.messages.page({ conversationId, limit: 100 });
  return { store, conversationId, rows, stranger };
}

const byTime = (a: MessageRow, b: MessageRow): number => a.sentAtMs - b.sentAtMs || a.id - b.id;

describe('pages of a conversation', () => {
  test('hold everything once, oldest first, and nothing of another conversation', () => {
    const { rows } = filled();
    expect(rows).toHaveLength(10);
    expect([...rows].sort(byTime)).toEqual(rows);
  });

  test('of an empty conversation are empty', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const empty = { rows: [], hasOlder: false, hasNewer: false };
    expect(store.messages.page({ conversationId, limit: 5 })).toEqual(empty);
    expect(store.messages.page({ conversationId, limit: 5, before: { sentAtMs: 5, id: 5 } })).toEqual(empty);
    expect(store.messages.page({ conversationId, limit: 5, after: { sentAtMs: 5, id: 5 } })).toEqual(empty);
  });

  test('beyond the only message tell on which side it is', () => {
    const store = temporaryStore();
    const conversationId = conversationWith(store);
    const only = receive(store, conversationId, 10);
    const beyond = (place: object) => store.messages.page({ conversationId, limit: 5, ...place });
    expect(beyond({ after: only })).toEqual({ rows: [], hasOlder: true, hasNewer: false });
    expect(beyond({ before: only })).toEqual({ rows: [], hasOlder: false, hasNewer: true });
    expect(beyond({ around: only.id })).toEqual({ rows: [only], hasOlder: false, hasNewer: false });
  });

  test('are exactly the window that is asked for', () => {
    const { store, conversationId, rows } = filled();
    const position = fc.integer({ min: 0, max: rows.length - 1 });
    const limit = fc.integer({ min: 1, max: 14 });
    const window = (from: number, to: number) => ({
      rows: rows.slice(Math.max(0, from), to),
      hasOlder: from > 0,
      hasNewer: to < rows.length,
    });
    fc.assert(
      fc.property(position, limit, (at, size) => {
        const cursor = rows[at]!;
        expect(store.messages.page({ conversationId, limit: size, before: cursor })).toEqual(
          window(Math.max(0, at - size), at),
        );
        expect(store.messages.page({ conversationId, limit: size, after: cursor })).toEqual(
          window(at + 1, Math.min(rows.length, at + 1 + size)),
        );
        expect(store.messages.page({ conversationId, limit: size })).toEqual(
          window(Math.max(0, rows.length - size), rows.length),
        );
        const around = store.messages.page({ conversationId, limit: size, around: cursor.id });
        const from = rows.findIndex((row) => row.id === around.rows[0]?.id);
        expect(around).toEqual(window(from, from + around.rows.length));
        expect(around.rows).toHaveLength(Math.min(size, rows.length));
        expect(around.rows).toContainEqual(cursor);
        const older = around.rows.findIndex((row) => row.id === cursor.id);
        const newer = around.rows.length - 1 - older;
        if (around.hasOlder && around.hasNewer) expect(newer - older).toBeOneOf([0, 1]);
      }),
      { numRuns: 200 },
    );
  });

  test('around a message need it in this conversation', () => {
    const { store, conversationId, stranger } = filled();
    expectCode('store-not-found', () => store.messages.page({ conversationId, limit: 5, around: 999 }));
    expectCode('store-not-found', () =>
      store.messages.page({ conversationId, limit: 5, around: stranger.id }),
    );
  });

  test.each([0, -1, 1.5, Number.NaN])('have a limit, not %d', (limit) => {
    const { store, conversationId } = filled();
    expectCode('store-conflict', () => store.messages.page({ conversationId, limit }));
  });
});
