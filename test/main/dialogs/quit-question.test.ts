import { expect, test } from 'vitest';

import { quitQuestion } from '../../../src/main/dialogs/quit-question.ts';
import { createTexts } from '../../../src/main/text/texts.ts';

test('APP-13: quitting asks during a call and while files are on their way, and never else', () => {
  const texts = createTexts('en');
  expect(quitQuestion({ isInCall: false, uploads: 0 })).toBeUndefined();
  expect(quitQuestion({ isInCall: true, uploads: 3 })?.body).toBe('nativeQuitCall');
  const uploads = quitQuestion({ isInCall: false, uploads: 1 })!;
  expect(texts(uploads.body, uploads.values)).toContain('A file is still being sent');
  const more = quitQuestion({ isInCall: false, uploads: 3 })!;
  expect(texts(more.body, more.values)).toContain('3 files are still being sent');
});
