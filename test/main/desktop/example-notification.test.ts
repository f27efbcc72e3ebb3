import { expect, test } from 'vitest';

import { exampleNotification } from '../../../src/main/desktop/example-notification.ts';
import { createTexts } from '../../../src/main/text/texts.ts';

const texts = createTexts('en');

function words(detail: 'off' | 'count' | 'name' | 'message', isSoundOn = false): readonly string[] {
  return exampleNotification({ detail, isSoundOn, whileFocused: 'nothing' }, texts).flatMap((command) => {
    if (!('notification' in command)) return [command.type];
    const { title, body } = command.notification;
    return [texts(title.key, title.values), ...(body === undefined ? [] : [texts(body.key, body.values)])];
  });
}

test('an example says as much as notifications do, and sounds as they do', () => {
  expect(words('off', true)).toEqual([]);
  expect(words('count')).toEqual(['New message']);
  expect(words('name')).toEqual(['Ada', 'New message']);
  expect(words('message', true)).toEqual(['Ada', 'Shall we meet at eight?', 'sound']);
});
