import { expect, test } from '@playwright/test';

import type { Page } from 'playwright-core';

import { createAccount, readAccountId } from '../build/drive/flows.ts';
import { onStage } from './support/stage.ts';

test('a window sends a file and the picture of a preview over the file server of its network', async () => {
  await onStage(async ({ network, window: openWindow }) => {
    const { page } = await openWindow('alice');
    await createAccount(page, 'Alice');
    const accountId = await readAccountId(page);
    const uploads: (string | undefined)[] = [];
    network.observe((event) => {
      if (event.type === 'file' && event.action === 'upload') uploads.push(event.fileId);
    });
    const sent = await page.evaluate(async (peer) => {
      const conversation = await window.undertone.invoke('conversations:start', { accountId: peer });
      if (!conversation.ok) return conversation;
      const url = 'https://weather.example/';
      const image = { bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4), width: 1, height: 1 };
      return window.undertone.invoke('messages:send', {
        conversationId: conversation.value.id,
        text: `Look: ${url}`,
        preview: { url, title: 'Weather', image },
        attachments: [{ bytes: new Uint8Array(5_000), contentType: 'application/zip', name: 'map.zip' }],
      });
    }, accountId);
    expect(sent).toMatchObject({
      ok: true,
      value: {
        attachments: [{ fileName: 'map.zip', size: 5_000, isUploading: true }],
        preview: { image: { contentType: 'image/jpeg', size: 8 } },
      },
    });
    await expect.poll(() => stateOfLast(page)).toBe('sent');
    expect(uploads).toHaveLength(2);
  });
});

/** Of the conversation that was active last. */
function stateOfLast(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    const list = await window.undertone.invoke('conversations:list', { limit: 1 });
    return list.ok ? list.value[0]?.lastMessage?.state : undefined;
  });
}
