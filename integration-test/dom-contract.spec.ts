import { type Page, expect, test } from '@playwright/test';

import {
  createAccount,
  openConversation,
  readAccountId,
  sendText,
  sentMark,
  startConversation,
} from '../build/drive/flows.ts';
import { onStage } from './support/stage.ts';

/** Every id is there exactly once, so that a strict selector finds what it means (spec 08 §3.2). */
async function expectOnce(page: Page, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await expect(page.getByTestId(id), id).toHaveCount(1);
}

test('the screens carry the ids, classes and texts that automation relies on', async () => {
  await onStage(async ({ window }) => {
    const [{ page }, other] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);

    await test.step('onboarding', async () => {
      await expectOnce(page, 'create-account-button', 'existing-account-button', 'open-url');
      await page.getByTestId('open-url').click();
      await expectOnce(page, 'terms-of-service-button', 'privacy-policy-button', 'modal-close-button');
      await page.getByTestId('modal-close-button').click();
      await page.getByTestId('create-account-button').click();
      await expectOnce(page, 'display-name-input', 'continue-button', 'back-button');
      await page.getByTestId('continue-button').click();
      await expectOnce(page, 'error-message');
      await page.getByTestId('display-name-input').fill('x');
      await expect(page.getByTestId('error-message')).toHaveCount(0);
      await page.getByTestId('back-button').click();
      await expect(page.locator('[data-modal-id="confirmModal"]')).toBeVisible();
      await expectOnce(
        page,
        'modal-heading',
        'modal-description',
        'session-confirm-ok-button',
        'session-confirm-cancel-button',
      );
      await page.getByTestId('session-confirm-ok-button').click();
      await page.getByTestId('existing-account-button').click();
      await expectOnce(
        page,
        'recovery-phrase-input',
        'continue-button',
        'back-button',
        'reveal-recovery-phrase-toggle',
      );
      await page.getByTestId('reveal-recovery-phrase-toggle').click();
      await expectOnce(page, 'hide-recovery-phrase-toggle');
      await page.getByTestId('back-button').click();
      await page.getByTestId('session-confirm-ok-button').click();
    });

    await Promise.all([createAccount(page, 'Alice'), createAccount(other.page, 'Bob')]);

    await test.step('rail and list', async () => {
      await expectOnce(
        page,
        'leftpane-section-container',
        'leftpane-primary-avatar',
        'settings-section',
        'theme-section',
      );
      await expectOnce(
        page,
        'path-light-container',
        'new-conversation-button',
        'empty-msg-view-account-created',
      );
      await expect(page.locator('div.inbox.index')).toHaveCSS('background-color', 'rgb(27, 27, 27)');
      await page.getByTestId('theme-section').click();
      await expect(page.locator('div.inbox.index')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
      await page.getByTestId('theme-section').click();
      await expect(page.getByTestId('leftpane-primary-avatar').locator('svg > g > circle[fill]')).toHaveCount(
        1,
      );
      await expect(page.getByTestId('leftpane-primary-avatar').locator('svg text')).toHaveText('AL');
      await expect(page.getByTestId('path-light-svg')).toHaveAttribute(
        'style',
        /var\(--button-path-default-color\)/,
      );
    });

    await test.step('chooser', async () => {
      await page.getByTestId('new-conversation-button').click();
      await expectOnce(page, 'chooser-new-conversation-button', 'chooser-invite-friend');
      await page.getByTestId('chooser-invite-friend').click();
      await expect(page.getByTestId('your-account-id')).toHaveText(/^05[0-9a-f]{64}$/);
      await page.getByTestId('copy-button-account-id').click();
      await expect(page.getByTestId('session-toast')).toHaveText(/Copied/);
      await expect(page.getByText('Account ID Copied', { exact: true })).toBeVisible();
      await page.keyboard.press('Escape');
      await page.getByTestId('chooser-new-conversation-button').click();
      await expectOnce(page, 'new-session-conversation', 'next-new-conversation-button');
      await expect(page.getByTestId('next-new-conversation-button')).toBeDisabled();
      await page.getByTestId('new-session-conversation').fill('05nonsense');
      await page.getByTestId('next-new-conversation-button').click();
      await expectOnce(page, 'error-message');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    });

    await test.step('conversation', async () => {
      await startConversation(other.page, await readAccountId(page));
      await sendText(other.page, 'Hello Alice');
      await openConversation(page, 'Bob');
      await expect(page.locator('.session-conversation')).toHaveCount(1);
      await expectOnce(page, 'header-conversation-name', 'messages-container', 'message-input-text-area');
      await expect(page.getByTestId('messages-container')).toHaveAttribute('role', 'log');
      await expect(page.getByTestId('message-input-text-area')).toHaveAttribute('placeholder', /.+/);
      await expect(page.getByTestId('send-message-button')).toHaveCount(0);
      await sendText(page, 'Hello Bob');
      await expect(sentMark(page, 'Hello Bob')).toBeVisible();
      await expect(page.getByTestId('message-container')).toHaveCount(2);
      await expect(page.locator('.module-message__container')).toHaveCount(2);
      await expect(page.locator('.module-conversation-list-item__header')).toHaveCount(1);
      await page.getByTestId('message-input-text-area').fill('x'.repeat(1_990));
      await expect(page.getByTestId('tooltip-character-count')).toHaveText('10');
      await page.getByTestId('message-input-text-area').fill('x'.repeat(2_001));
      await expect(page.getByTestId('tooltip-character-count')).toHaveText('-1');
      await page.getByTestId('send-message-button').click();
      await expect(
        page.locator('[data-modal-id="localizedPopupDialog"]').getByTestId('modal-heading'),
      ).toHaveText('Message Too Long');
      await page.getByTestId('session-confirm-ok-button').click();
      await page.getByTestId('message-input-text-area').fill('');
    });

    await test.step('settings', async () => {
      await page.getByTestId('leftpane-primary-avatar').click();
      await expect(page.locator('[data-modal-id="userSettingsModal"]')).toBeVisible();
      await expect(page.getByTestId('your-profile-name')).toHaveText('Alice');
      await expect(page.getByTestId('your-account-id')).toHaveText(/^05[0-9a-f]{64}$/);
      await page.getByTestId('appearance-settings-menu-item').click();
      await expectOnce(
        page,
        'classic-dark-themes-settings-menu-item',
        'classic-light-themes-settings-menu-item',
      );
      await page.getByTestId('modal-back-button').click();
      await page.getByTestId('privacy-settings-menu-item').click();
      await expectOnce(page, 'set-password-settings-row', 'set-password-settings-button');
      await page.getByTestId('set-password-settings-button').click();
      await expectOnce(page, 'password-input', 'password-input-confirm', 'set-password-button');
      await page.getByTestId('modal-back-button').click();
      await page.getByTestId('modal-back-button').click();
      await page.getByTestId('recovery-password-settings-menu-item').click();
      await expect(page.getByTestId('recovery-password-seed-modal')).toHaveText(/^[a-z]+( [a-z]+){12}$/);
      await expectOnce(page, 'modal-back-button', 'modal-close-button');
      await page.getByTestId('modal-close-button').click();
      await expect(page.locator('[data-modal-id]')).toHaveCount(0);
    });
  });
});
