import { type Page, expect, test } from '@playwright/test';

import {
  bubble,
  createAccount,
  openConversation,
  readAccountId,
  sendText,
  sentMark,
  startConversation,
} from '../build/drive/flows.ts';
import { onStage } from './support/stage.ts';

const NAME = 'module-conversation__user__profile-name';
const HIT = 'module-message-search-result__header__name__profile-name';

/** Chooses from the menu of a row. */
async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByTestId(NAME).getByText(name, { exact: true }).click({ button: 'right' });
  await page.getByTestId('context-menu-item').getByText(item, { exact: true }).click();
}

/** px that the list has been scrolled. */
function offset(page: Page): Promise<number> {
  return page.getByRole('list', { name: 'Conversations' }).evaluate((list) => Math.round(list.scrollTop));
}

test('a request is accepted, found by its words, pinned, blocked and let in again', async () => {
  test.setTimeout(120_000);
  await onStage(async ({ window }) => {
    const [{ page }, other] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);
    await Promise.all([createAccount(page, 'Alice'), createAccount(other.page, 'Bob')]);
    const aliceId = await readAccountId(page);

    await test.step('LST-08, SET-12: a request waits behind its banner', async () => {
      await startConversation(other.page, aliceId);
      for (let at = 1; at <= 40; at += 1) await sendText(other.page, `line ${at}`);
      await sendText(other.page, 'We meet at the lighthouse');
      await expect(sentMark(other.page, 'We meet at the lighthouse')).toBeVisible();
      await expect(page.getByTestId(NAME)).toHaveCount(0);
      await page.getByTestId('message-request-banner').click();
      await page.getByTestId(NAME).getByText('Bob').click({ button: 'right' });
      await page.getByTestId('accept-menu-item').click();
      await expect(page.getByText('No pending message requests')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByTestId(NAME)).toHaveText(['Bob']);
      await expect(page.getByTestId('message-request-banner')).toHaveCount(0);
    });

    await test.step('LST-10, LST-03: pinned, it stands first', async () => {
      for (let at = 1; at <= 14; at += 1)
        await startConversation(page, `05${String(at).padStart(2, '0').repeat(32)}`);
      await page.getByRole('list', { name: 'Conversations' }).evaluate((list) => list.scrollTo(0, 9_999));
      await choose(page, 'Bob', 'Pin');
      await page.getByRole('list', { name: 'Conversations' }).evaluate((list) => list.scrollTo(0, 0));
      await expect(page.getByTestId(NAME).first()).toHaveText('Bob');
      await expect(page.getByTestId('conversation-item-pinned')).toHaveCount(1);
    });

    await test.step('SRC-01, SRC-02: words lead to their message, and the list comes back where it was', async () => {
      await page.getByRole('list', { name: 'Conversations' }).evaluate((list) => list.scrollTo(0, 300));
      await expect.poll(() => offset(page)).toBe(300);
      await page.keyboard.press('Control+f');
      await page.keyboard.type('line 3');
      await expect(page.getByTestId(HIT).first()).toBeVisible();
      await page.getByTestId('search-input').fill('"line 2"');
      await expect(page.getByTestId(HIT)).toHaveCount(1);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('header-conversation-name')).toHaveText('Bob');
      await expect(bubble(page, 'line 2')).toBeInViewport();
      await page.getByTestId('search-input').fill('');
      await expect.poll(() => offset(page)).toBe(300);
    });

    await test.step('SRC-04: matches in the conversation, one after another', async () => {
      await page.getByTestId('search-in-conversation-button').click();
      await page.keyboard.type('line');
      await expect(page.getByTestId('conversation-search-place')).toHaveText('1 of 40');
      await expect(bubble(page, 'line 40')).toBeInViewport();
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('conversation-search-place')).toHaveText('2 of 40');
      await page.keyboard.press('Control+Shift+g');
      await expect(page.getByTestId('conversation-search-place')).toHaveText('1 of 40');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('conversation-search-input')).toHaveCount(0);
    });

    await test.step('flow 8: blocked in the list, unblocked in the settings', async () => {
      await page.getByRole('list', { name: 'Conversations' }).evaluate((list) => list.scrollTo(0, 0));
      await choose(page, 'Bob', 'Block');
      await expect(page.locator('[data-modal-id="blockOrUnblockModal"]')).toBeVisible();
      await page.getByTestId('session-confirm-ok-button').click();
      await expect(page.getByTestId(NAME).getByText('Bob', { exact: true })).toHaveCount(0);
      await page.getByTestId('settings-section').click();
      await page.getByTestId('conversations-settings-menu-item').click();
      await page.getByTestId('blocked-contacts-settings-row').click();
      await page.getByTestId('module-contact-name__profile-name').click();
      await page.getByTestId('unblock-button-settings-screen').click();
      await page.getByTestId('session-confirm-ok-button').click();
      await expect(page.getByText('No blocked contacts')).toBeVisible();
      await page.getByTestId('modal-close-button').click();
      await openConversation(page, 'Bob');
    });

    await test.step('flow 13: inviting says twice that it was copied', async () => {
      await page.getByTestId('new-conversation-button').click();
      await page.getByTestId('chooser-invite-friend').click();
      await page.getByTestId('copy-button-account-id').click();
      await expect(page.getByTestId('session-toast').last()).toHaveText('Copied');
      await expect(page.getByText('Account ID Copied', { exact: true })).toBeVisible();
    });
  });
});
