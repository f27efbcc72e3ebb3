import { type Page, expect, test } from '@playwright/test';

import { createAccount, sendText, startConversation, readAccountId } from '../build/drive/flows.ts';
import { expectAccessible } from './support/accessible.ts';
import { onStage } from './support/stage.ts';

/** Stops of Tab that a page of the settings has at most. */
const MOST_STOPS = 40;

/** Goes by Tab until this has the focus. */
async function tabTo(page: Page, testId: string): Promise<void> {
  const target = page.getByTestId(testId).first();
  await target.waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no way to ${testId} by Tab`);
}

async function pressOn(page: Page, testId: string): Promise<void> {
  await tabTo(page, testId);
  await page.keyboard.press('Enter');
}

test('SET-10, SET-13, SET-21: the log, the connection and what takes room are reached and used by keyboard', async () => {
  test.setTimeout(60_000);
  await onStage(async ({ window }) => {
    const { page } = await window('test-integration-alice');
    await createAccount(page, 'Alice');
    await startConversation(page, await readAccountId(page));
    await sendText(page, 'a note to myself');

    await test.step('what we are connected to', async () => {
      await page.keyboard.press('Control+,');
      await pressOn(page, 'network-settings-menu-item');
      await pressOn(page, 'connection-settings-row');
      await expect(page.getByTestId('connection-state')).toHaveText(/Connected over/u);
      await expect(page.getByTestId('connection-path')).toHaveCount(3);
      await pressOn(page, 'connection-test-button');
      await expect(page.getByTestId('connection-server')).toHaveAttribute('data-state', 'answers');
      await expect(page.getByTestId('connection-facts')).toContainText('keep your messages');
      await expectAccessible(page, 'connection');
    });

    await test.step('what takes room', async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await pressOn(page, 'storage-settings-menu-item');
      await expect(page.getByTestId('storage-room')).toContainText('1 message in 1 conversation');
      await pressOn(page, 'compact-database-settings-button');
      await expect(page.getByTestId('compact-database-settings-sub-text')).toHaveText(
        /given back to your disk|nothing to give back/u,
      );
      await pressOn(page, 'check-database-settings-button');
      await expect(page.getByTestId('check-database-settings-sub-text')).toHaveText(/In order/u);
      await expectAccessible(page, 'storage');
    });

    await test.step('the log', async () => {
      await page.keyboard.press('Escape');
      await pressOn(page, 'help-settings-menu-item');
      await pressOn(page, 'log-settings-row');
      await tabTo(page, 'log-line');
      await expect(page.getByTestId('log-state')).toHaveText('Paused while you read');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('session-toast')).toHaveText('Copied');
      await expectAccessible(page, 'log');
      await page.getByTestId('log-search-field').fill('started');
      await expect(page.getByTestId('log-line').first()).toContainText('started');
      await page.getByTestId('log-search-field').fill('');
      await pressOn(page, 'log-clear-button');
      await page.getByTestId('session-confirm-ok-button').press('Enter');
      await expect(page.getByTestId('log-line').last()).toContainText('log-cleared');
    });
  });
});
