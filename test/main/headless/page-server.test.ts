import { expect, onTestFinished, test } from 'vitest';

import { PageServer } from '../../../src/main/headless/page-server.ts';
import { memoryLog } from '../support/memory-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { PageClient } from './support/page-client.ts';

test('the keyboard is here as long as any page has it', async () => {
  const heard: boolean[] = [];
  let tellChange: () => void = () => undefined;
  const server = new PageServer({
    root: temporaryFolder(),
    bridgeScript: '',
    dispatch: async () => ({ ok: true, value: undefined }),
    media: { respond: async () => new Response() },
    onFocusChange: (focused) => {
      heard.push(focused);
      tellChange();
    },
    log: memoryLog(),
  });
  onTestFinished(() => server.close());
  const url = await server.listen();
  const one = await PageClient.open(url);
  const two = await PageClient.open(url);

  // An answer comes after everything that was said before the question.
  one.send({ type: 'focus', focused: true });
  await one.invoke('app:info');
  expect(heard).toEqual([true]);
  two.send({ type: 'focus', focused: true });
  await two.invoke('app:info');
  one.send({ type: 'focus', focused: false });
  await one.invoke('app:info');
  expect(heard).toEqual([true]);

  const changed = new Promise<void>((resolve) => {
    tellChange = resolve;
  });
  await two.close();
  await changed;
  expect(heard).toEqual([true, false]);
  await one.close();
});
