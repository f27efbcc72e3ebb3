import { expect, test } from '@playwright/test';

import { bubble, mainScreen, readAccountId, createAccount, sentMark } from '../build/drive/flows.ts';
import { onStage } from './support/stage.ts';
import { tabTo } from './support/tab-to.ts';

test('an account, a conversation and a message, without a pointer', async () => {
  await onStage(async ({ window }) => {
    const [{ page }, other] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);
    await createAccount(other.page, 'Bob');
    const bobId = await readAccountId(other.page);

    await tabTo(page, 'create-account-button');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('display-name-input')).toBeFocused();
    await page.keyboard.type('Alice');
    await page.keyboard.press('Enter');
    await mainScreen(page).waitFor();

    await page.keyboard.press('Control+n');
    await page.getByTestId('chooser-new-conversation-button').waitFor();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('new-session-conversation')).toBeFocused();
    await page.keyboard.insertText(bobId);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('message-input-text-area')).toBeFocused();
    await page.keyboard.type('Hello Bob');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('no hands');
    await page.keyboard.press('Enter');
    await expect(sentMark(page, 'Hello Bob\nno hands')).toBeVisible();
    await expect(page.getByTestId('message-input-text-area')).toBeFocused();

    await page.keyboard.press('Control+,');
    await expect(page.getByTestId('modal-heading')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-modal-id]')).toHaveCount(0);
    await expect(page.getByTestId('message-input-text-area')).toBeFocused();
    await expect(bubble(page, 'Hello Bob\nno hands')).toBeVisible();
  });
});
