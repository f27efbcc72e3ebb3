import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished } from 'vitest';

import type { AccountId } from '../../ts/account/index.ts';
import { openStore } from '../../ts/store/index.ts';
import type { MessageRow, Store } from '../../ts/store/index.ts';
import { silentLog, systemClock } from '../../ts/util/index.ts';

export const KEY = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
export const ports = { clock: systemClock, log: silentLog };

export const ME = id('aa');
export const BOB = id('bb');
export const CAROL = id('cc');

/** A syntactically valid account ID made of one repeated byte. */
export function id(byte: string): AccountId {
  return `05${byte.repeat(32)}` as AccountId;
}

/** Path of a database in a folder that goes with the test. */
export function temporaryPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'profile', 'store.db');
}

/** An open store that is closed with the test. */
export function temporaryStore(path: string = temporaryPath()): Store {
  const store = openStore({ path, key: KEY, ...ports });
  onTestFinished(() => store.close());
  return store;
}

/** A conversation with `peer` made at 1,000 ms. */
export function conversationWith(store: Store, peer: AccountId = BOB): number {
  return store.conversations.findOrCreate({ peerId: peer, kind: 'contact', nowMs: 1_000 }).id;
}

/** An incoming message of the peer at `sentAtMs`. */
export function receive(store: Store, conversationId: number, sentAtMs: number): MessageRow {
  const row = store.messages.insertIncoming({
    conversationId,
    authorId: store.conversations.require(conversationId).peerId as AccountId,
    body: `in ${sentAtMs}`,
    sentAtMs,
    receivedAtMs: sentAtMs + 5,
  });
  if (row === undefined) throw new Error(`duplicate ${sentAtMs}`);
  return row;
}

/** An outgoing message at `sentAtMs`. */
export function write(store: Store, conversationId: number, sentAtMs: number): MessageRow {
  return store.messages.insertOutgoing({
    conversationId,
    authorId: ME,
    body: `out ${sentAtMs}`,
    sentAtMs,
    receivedAtMs: sentAtMs,
    clock: 'network',
  });
}

/** Expects `call` to throw a StoreError with this code. */
export function expectCode(code: string, call: () => unknown): void {
  expect(call).toThrow(expect.objectContaining({ name: 'StoreError', code }) as Error);
}
