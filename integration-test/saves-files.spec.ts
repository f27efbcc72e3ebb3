import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { type RunningApp, withProfiles } from '../build/drive/app.ts';
import { createAccount, readAccountId, startConversation } from '../build/drive/flows.ts';
import { onStage } from './support/stage.ts';

const TEXTS = ['one', 'two', 'three'];

test('MED-08, CNV-12: files of a message and of chosen messages go to the folder that a person chose', async () => {
  await onStage(async ({ window: openWindow }) => {
    const app = await openWindow('alice');
    const { page } = app;
    await createAccount(page, 'Alice');
    const accountId = await readAccountId(page);
    await startConversation(page, accountId);
    await writeNotes(app, accountId);
    await expect(page.getByTestId('message-container')).toHaveCount(TEXTS.length);

    await withProfiles(async (root) => {
      const folder = join(root, 'saved');
      mkdirSync(folder);
      writeFileSync(join(folder, 'note.txt'), 'old');
      await answerFolderDialogs(app, folder);
      await page.getByTestId('message-content').first().click({ button: 'right' });
      await page.getByTestId('context-menu-item').getByText('Select', { exact: true }).click();
      await page.getByRole('checkbox').nth(2).click();
      await page.getByRole('button', { name: 'Save All Attachments' }).click();
      await expect(page.getByTestId('session-toast')).toHaveText('2 files saved');
      await expect(page.getByRole('checkbox')).toHaveCount(0);
      const names = readdirSync(folder).sort();
      expect(names).toEqual(['note (2).txt', 'note (3).txt', 'note.txt']);
      expect(names.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['one', 'three', 'old']);
    });
  });
});

/** Notes to ourselves, each with a document of the same name. */
async function writeNotes({ page }: RunningApp, accountId: string): Promise<void> {
  await page.evaluate(
    async ([peer, texts]) => {
      const conversation = await window.undertone.invoke('conversations:start', { accountId: peer });
      if (!conversation.ok) throw new Error(conversation.error.code);
      for (const text of texts) {
        const bytes = new TextEncoder().encode(text);
        await window.undertone.invoke('messages:send', {
          conversationId: conversation.value.id,
          text,
          attachments: [{ bytes, contentType: 'text/plain', name: 'note.txt' }],
        });
      }
    },
    [accountId, TEXTS] as const,
  );
}

/** The dialog of the operating system, as a person answers it who chooses this folder. */
async function answerFolderDialogs({ electron }: RunningApp, folder: string): Promise<void> {
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
}
