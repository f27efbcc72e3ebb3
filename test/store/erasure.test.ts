import { describe, expect, test } from 'vitest';

import type { Store } from '../../ts/store/index.ts';
import { plainFile, plainJournal } from './plain-pages.ts';
import { BOB, CAROL, conversationWith, KEY, ME, temporaryPath, temporaryStore } from './support.ts';

const MESSAGES = 120;
/** The one that goes; it stands among others on its page. */
const MEANT = 40;
/** An index leaves out how a word begins when the one before it begins so too. */
const WORD = 'mulberry8c41f07d2';
const SECRET = 'berry8c41f07d2';

interface Story {
  readonly store: Store;
  readonly conversationId: number;
  /** Of the message with the word. */
  readonly messageId: number;
}

/** A store in use, whose journal has just been emptied. */
function story(path: string): Story {
  const store = temporaryStore(path);
  const conversationId = conversationWith(store, BOB);
  const others = conversationWith(store, CAROL);
  let messageId = 0;
  store.transaction(() => {
    for (let at = 1; at <= MESSAGES; at += 1) {
      const isMeant = at === MEANT;
      const { id } = store.messages.insertOutgoing({
        conversationId: isMeant || at % 2 === 0 ? conversationId : others,
        authorId: ME,
        body: isMeant ? `meet me at ${WORD} tonight` : `word${at} of ${'many '.repeat(at % 30)}`,
        sentAtMs: at,
        receivedAtMs: at,
        clock: 'network',
        ...(isMeant ? { expiration: { mode: 'after-send', timerS: 1, startedAtMs: 1, expiresAtMs: 9 } } : {}),
      });
      if (isMeant) messageId = id;
    }
  });
  store.emptyJournal();
  return { store, conversationId, messageId };
}

function tidy(store: Store): void {
  while (store.tidySlice(8).more);
}

const WAYS: readonly (readonly [string, (story: Story) => void])[] = [
  ['a message that is removed', ({ store, messageId }) => store.messages.delete(messageId)],
  [
    'a message that leaves a placeholder',
    ({ store, messageId }) => store.messages.leavePlaceholder(messageId, 'globally'),
  ],
  [
    'a message whose time is over',
    ({ store }) => expect(store.messages.expireDue({ nowMs: 9, limit: 8 }).rows).toHaveLength(1),
  ],
  [
    'one of many whose time is over',
    ({ store }) => {
      store.messages.expireDue({ nowMs: 9, limit: 50, inBulk: true });
      tidy(store);
    },
  ],
  [
    'a post that gets other words',
    ({ store, messageId }) =>
      store.messages.rewrite({
        id: messageId,
        body: 'never mind',
        quote: undefined,
        details: undefined,
        mentionsUs: false,
      }),
  ],
  [
    'a conversation that is cleared',
    ({ store, conversationId: id }) => {
      while (store.conversations.clearSlice({ id, limit: 100 }).more);
      tidy(store);
    },
  ],
  ['a conversation that is removed', ({ store, conversationId: id }) => store.conversations.delete(id)],
];

describe('of what is deleted nothing is left on the disk', () => {
  test.each(WAYS)('%s', (_what, remove) => {
    const path = temporaryPath();
    const told = story(path);
    // Otherwise the rest says nothing.
    expect(plainFile(path, KEY).includes(SECRET)).toBe(true);
    remove(told);
    told.store.emptyJournal();
    expect(plainFile(path, KEY).includes(SECRET)).toBe(false);
    expect(plainJournal(path, KEY).length).toBe(0);
    expect(plainFile(path, KEY).includes(`word${MESSAGES - 1}`)).toBe(true);
    expect(told.store.integrityCheck()).toEqual([]);
  });

  test('a draft that was sent, or given up', () => {
    const path = temporaryPath();
    const { store, conversationId } = story(path);
    const text = 'what I never dared to say ';
    store.conversations.setDraft(conversationId, text.repeat(300));
    store.emptyJournal();
    expect(plainFile(path, KEY).includes(text)).toBe(true);
    store.conversations.setDraft(conversationId, '');
    store.emptyJournal();
    expect(plainFile(path, KEY).includes(text)).toBe(false);
  });
});

describe('the journal', () => {
  test('holds what was deleted until it is emptied', () => {
    const path = temporaryPath();
    const { store, conversationId } = story(path);
    const text = 'said and taken back at once';
    store.conversations.setDraft(conversationId, text);
    store.conversations.setDraft(conversationId, '');
    expect(plainJournal(path, KEY).includes(text)).toBe(true);
    store.emptyJournal();
    expect(store.room().journalBytes).toBe(0);
    expect(plainFile(path, KEY).includes(text)).toBe(false);
  });

  test('is left alone while the file is copied, and emptied the next time', async () => {
    const path = temporaryPath();
    const { store, conversationId } = story(path);
    const copied = store.copyTo(`${path}.copy`);
    store.conversations.setDraft(conversationId, 'meanwhile');
    store.emptyJournal();
    expect(store.room().journalBytes).toBeGreaterThan(0);
    await copied;
    store.emptyJournal();
    expect(store.room().journalBytes).toBe(0);
  });
});
