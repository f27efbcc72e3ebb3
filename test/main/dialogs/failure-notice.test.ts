import { expect, test } from 'vitest';

import { failureLine, failureNotice } from '../../../src/main/dialogs/failure-notice.ts';
import { createTexts } from '../../../src/main/text/texts.ts';

const texts = createTexts('en');

test.each([
  ['store-wrong-key', ['copy', 'delete', 'quit'], ['Copy Error', 'Delete All Data', 'Quit']],
  ['engine-stopped', ['copy', 'restart', 'quit'], ['Copy Error', 'Restart', 'Quit']],
  ['something-new', ['copy', 'quit'], ['Copy Error', 'Quit']],
])('%s: quitting comes last, and every button has its action', (code, actions, buttons) => {
  expect(failureNotice(code, texts)).toMatchObject({ actions, buttons });
});

test('a database that may be repaired offers that first', () => {
  const { actions, buttons } = failureNotice('store-corrupt', texts, { canRepair: true });
  expect(actions).toEqual(['copy', 'repair', 'delete', 'quit']);
  expect(buttons).toEqual(['Copy Error', 'Repair', 'Delete All Data', 'Quit']);
  expect(failureNotice('store-corrupt', texts).actions).not.toContain('repair');
});

test('the line has the same words, in one line', () => {
  const { title, body, buttons } = failureNotice('store-locked', texts);
  const line = failureLine('store-locked', texts);
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual({ dialog: 'failure', code: 'store-locked', title, body, buttons });
});
