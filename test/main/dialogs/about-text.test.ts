import { expect, test } from 'vitest';

import { aboutText } from '../../../src/main/dialogs/about-text.ts';
import { createTexts } from '../../../src/main/text/texts.ts';

test('APP-09: the About window says which program this is, on what, and under which licence', () => {
  const facts = { version: '1.2.3', commit: 'abc123', electron: '45.4.1', system: 'linux 6.1 x64' };
  const body = aboutText(facts, createTexts('en'));
  for (const fact of [...Object.values(facts), 'GNU General Public License', 'not affiliated']) {
    expect(body).toContain(fact);
  }
});
