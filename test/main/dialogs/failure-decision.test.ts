import { expect, test } from 'vitest';

import { decideOnFailure } from '../../../src/main/dialogs/failure-decision.ts';
import { createTexts } from '../../../src/main/text/texts.ts';

const texts = createTexts('en');
const CLOSED = 'closed';

/** A person who answers one dialog after another by the words on its buttons. */
function person(...answers: readonly string[]) {
  const asked: string[] = [];
  let copies = 0;
  const left = [...answers];
  const decide = (code: string) =>
    decideOnFailure(code, texts, {
      canRepair: true,
      ask: ({ title, buttons }) => {
        asked.push(title);
        const answer = left.shift();
        if (answer === undefined) throw new Error('asked once too often');
        const at = answer === CLOSED ? buttons.length - 1 : buttons.indexOf(answer);
        if (at < 0) throw new Error(`${answer} is none of ${buttons.join(', ')}`);
        return Promise.resolve(at);
      },
      copy: () => {
        copies += 1;
        return Promise.resolve();
      },
    });
  return { decide, asked, left, copies: () => copies };
}

const SURE = texts('nativeDeleteAllDataConfirmTitle');

test('APP-12: deleting all data is asked twice', async () => {
  const { decide, asked, left } = person('Delete All Data', 'Delete All Data');
  expect(await decide('store-corrupt')).toBe('delete-all-data');
  expect(asked.map((title) => title === SURE)).toEqual([false, true]);
  expect(left).toEqual([]);
});

test.each(['Cancel', CLOSED])(
  'APP-12: who thinks better of deleting (%s) is where they were',
  async (second) => {
    const { decide, asked, left } = person('Delete All Data', second, 'Quit');
    expect(await decide('store-corrupt')).toBe('quit');
    expect(asked.map((title) => title === SURE)).toEqual([false, true, false]);
    expect(left).toEqual([]);
  },
);

test('APP-12: copying decides nothing, and what is closed is a quit', async () => {
  const { decide, asked, copies } = person('Copy Error', 'Copy Error', CLOSED);
  expect(await decide('store-corrupt')).toBe('quit');
  expect(copies()).toBe(2);
  expect(asked).toHaveLength(3);
});
