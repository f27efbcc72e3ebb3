// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { BOB_ID, OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const DAY_MS = 86_400_000;

const talk = {
  conversations: [{ id: 1, name: 'Bob' }],
  messages: Array.from({ length: 120 }, (_, at) => ({
    id: at + 1,
    conversationId: 1,
    text: at % 2 === 0 ? `apple ${at + 1}` : `pear ${at + 1}`,
    sentAtMs: (at + 1) * 1_000,
  })),
};

async function searching(text: string) {
  const app = await renderApp(talk);
  await app.openConversation('Bob');
  await app.user.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
  await app.user.type(await app.find('conversation-search-input'), text);
  const place = (words: string) =>
    waitFor(() => expect(app.id('conversation-search-place').textContent).toBe(words));
  return { app, place };
}

test('SRC-04: the latest that fits is shown, and keys go through the others and around', async () => {
  const { app, place } = await searching('apple');
  await place('1 of 60');
  await app.user.keyboard('{Enter}');
  await place('2 of 60');
  await app.user.keyboard('{Shift>}{Enter}{/Shift}{ArrowDown}');
  // Later than the latest is the earliest of what is loaded.
  await place('50 of 60');
  await app.user.keyboard('{Control>}g{/Control}');
  await place('51 of 60');
  expect(app.fake.callsTo('search:find').at(-1)).toMatchObject({ before: 21, conversationId: 1 });
  // The field keeps the focus all the time.
  expect(document.activeElement).toBe(app.id('conversation-search-input'));
});

test('SRC-04: filters ask for less', async () => {
  const { app, place } = await searching('pear');
  await place('1 of 60');
  await app.click('conversation-search-filters');
  await app.click('search-filter-author');
  await app.user.click(await screen.findByRole('option', { name: 'You' }));
  await place('Not found');
  expect(app.fake.callsTo('search:find').at(-1)).toMatchObject({ authorId: OWN_ID, text: 'pear' });
  await app.click('search-filter-author');
  await app.user.click(await screen.findByRole('option', { name: 'Bob' }));
  await place('1 of 60');
  expect(app.fake.callsTo('search:find').at(-1)).toMatchObject({ authorId: BOB_ID });
  await app.click('search-filter-kind');
  await app.user.click(await screen.findByRole('option', { name: 'Links' }));
  await waitFor(() =>
    expect(app.fake.callsTo('search:find').at(-1)).toMatchObject({ authorId: BOB_ID, kind: 'links' }),
  );
  await app.click('search-filters-clear');
  await waitFor(() =>
    expect(app.fake.callsTo('search:find').at(-1)).toEqual({ text: 'pear', limit: 50, conversationId: 1 }),
  );
});

test('what is deleted meanwhile is counted no more, and leaving the conversation ends the search', async () => {
  const { app, place } = await searching('apple 11');
  await place('1 of 6');
  await app.remote(() => app.fake.emit({ type: 'message-removed', conversationId: 1, messageId: 113 }));
  await place('1 of 5');
  await app.user.keyboard('{Control>}w{/Control}');
  await app.openConversation('Bob');
  expect(app.all('conversation-search-input')).toEqual([]);
});

test('SRC-05: a day in the calendar leads to its first message', async () => {
  const today = new Date().setHours(0, 0, 0, 0);
  const app = await renderApp({
    conversations: [{ id: 1, name: 'Bob' }],
    messages: [
      { id: 1, text: 'long ago', sentAtMs: today - 40 * DAY_MS },
      { id: 2, text: 'this morning', sentAtMs: today + 1 },
    ],
  });
  await app.openConversation('Bob');
  await app.click('search-in-conversation-button');
  await app.click('conversation-search-date');
  const cell = await waitFor(() => {
    const found = document.querySelector<HTMLElement>('[role="gridcell"] [data-today]');
    expect(found).not.toBeNull();
    return found!;
  });
  await app.user.click(cell);
  await waitFor(() =>
    expect(app.fake.callsTo('messages:page')).toContainEqual({
      conversationId: 1,
      limit: 1,
      after: { sentAtMs: today - 1, id: Number.MAX_SAFE_INTEGER },
    }),
  );
});
