// @vitest-environment happy-dom
import { expect, test } from 'vitest';

import { readEditor } from '../../../src/renderer/features/composer/editor/editor-text.ts';

test.each([
  ['', ''],
  ['\n', ''],
  ['<br>', ''],
  ['one\ntwo', 'one\ntwo'],
  ['one<br>two', 'one\ntwo'],
  ['one<div><br></div><div>two</div>', 'one\n\ntwo'],
  ['<div>one</div><div>two</div>', 'one\ntwo'],
  ['<b>one</b>', 'one'],
  ['one\n\n', 'one\n\n'],
])('%j reads as %j', (html, text) => {
  const element = document.createElement('div');
  element.innerHTML = html;
  expect(readEditor(element)).toBe(text);
});
