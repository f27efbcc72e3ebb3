import { type Page, expect, test } from '@playwright/test';

import { type RunningApp, closeApp, launchApp, withProfiles } from '../build/drive/app.ts';
import {
  bubble,
  createAccount,
  mainScreen,
  openConversation,
  readAccountId,
  readRecoveryPassword,
  sendText,
  startConversation,
} from '../build/drive/flows.ts';
import { onStage } from './support/stage.ts';

const modal = (page: Page, id: string) => page.locator(`[data-modal-id="${id}"]`);

test('flows 3 and 8: messages disappear as chosen, and who is blocked is unblocked in settings', async () => {
  await onStage(async ({ window }) => {
    const [{ page }, bob] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);
    await Promise.all([createAccount(page, 'Alice'), createAccount(bob.page, 'Bob')]);
    await startConversation(page, await readAccountId(bob.page));
    await sendText(page, 'Hello Bob');
    await openConversation(bob.page, 'Alice');
    await sendText(bob.page, 'Hello Alice');
    await expect(page.getByTestId('header-conversation-name')).toHaveText('Bob');

    await test.step('flow 3', async () => {
      await page.getByTestId('conversation-options-avatar').click();
      await page.getByTestId('disappearing-messages-menu-option').click();
      await expect(page.getByTestId('disappear-set-button')).toBeDisabled();
      await expect(page.getByTestId('modal-close-button')).toHaveCount(0);
      await page.getByTestId('disappear-after-send-option').click();
      await expect(page.getByTestId('input-time-option-1-days')).toHaveAttribute('data-checked', 'true');
      await page.getByTestId('time-option-10-seconds').click();
      await page.getByTestId('disappear-set-button').click();
      await page.getByTestId('disappearing-messages-menu-option').waitFor();
      await page.getByTestId('modal-close-button').click();
      await expect(modal(page, 'conversationSettingsModal')).toHaveCount(0);
      await sendText(page, 'gone soon');
      await expect(bubble(bob.page, 'gone soon')).toBeVisible();
      await expect(bubble(page, 'gone soon')).toHaveCount(0, { timeout: 30_000 });
    });

    await test.step('flow 8, from the settings of the conversation', async () => {
      await page.getByTestId('conversation-options-avatar').click();
      await page.getByTestId('block-user-menu-option').click();
      await expect(modal(page, 'blockOrUnblockModal')).toBeVisible();
      await page.getByTestId('session-confirm-ok-button').click();
      await page.getByTestId('modal-close-button').click();
      await page.getByTestId('leftpane-primary-avatar').click();
      await page.getByTestId('conversations-settings-menu-item').click();
      await page.getByTestId('blocked-contacts-settings-row').click();
      await page.getByTestId('module-contact-name__profile-name').getByText('Bob', { exact: true }).click();
      await page.getByTestId('unblock-button-settings-screen').click();
      await expect(modal(page, 'blockOrUnblockModal')).toBeVisible();
      await page.getByTestId('session-confirm-ok-button').click();
      await expect(page.getByText('No blocked contacts', { exact: true })).toBeVisible();
      await page.getByTestId('modal-close-button').click();
    });
  });
});

/** What restarts the app would leave a process behind that nobody ends. */
async function endsInPlaceOfRestarting({ electron }: RunningApp): Promise<void> {
  await electron.evaluate(({ app }) => {
    app.relaunch = () => undefined;
  });
}

test('flows 1, 7, 9 and 10: a picture, calls, hidden words, and an end with nothing left', async () => {
  await onStage(async ({ network, window }) => {
    await withProfiles(async (profiles) => {
      const launch = () =>
        launchApp({
          instance: 'test-integration-alice',
          seedUrl: network.seedUrl,
          fileServer: network.fileServer.address,
          profiles,
        });
      const first = await launch();
      await createAccount(first.page, 'Alice');
      const words = await readRecoveryPassword(first.page);
      await useSettings(first.page);
      await clearAll(first);

      const again = await launch();
      await expect(again.page.getByTestId('create-account-button')).toBeVisible();
      await closeApp(again);

      const { page } = await window('test-integration-later');
      await page.getByTestId('existing-account-button').click();
      await page.getByTestId('recovery-phrase-input').fill(words);
      await page.getByTestId('continue-button').click();
      await expect(page.getByTestId('display-name-input')).toBeVisible({ timeout: 30_000 });
    });
  });
});

async function useSettings(page: Page): Promise<void> {
  await test.step('name and picture', async () => {
    await page.getByTestId('leftpane-primary-avatar').click();
    await page.getByTestId('your-profile-name').click();
    await page.getByTestId('update-profile-info-name-input').fill('Alicia');
    await page.getByTestId('save-button-profile-update').click();
    await expect(page.getByTestId('your-profile-name')).toHaveText('Alicia');
    await page.getByTestId('image-upload-section').click();
    await page.getByTestId('image-upload-click').click();
    await page.getByTestId('save-button-profile-update').click();
    await expect(page.getByTestId('loading-spinner')).toBeVisible();
    await expect(page.getByTestId('loading-spinner')).toHaveCount(0);
  });

  await test.step('flow 7: calls', async () => {
    await page.getByTestId('privacy-settings-menu-item').click();
    await page.getByTestId('enable-calls-settings-row').click();
    await expect(modal(page, 'confirmModal')).toBeVisible();
    await page.getByTestId('session-confirm-ok-button').click();
    await expect(page.getByTestId('calls-over-relays-settings-row')).toBeVisible();
    await page.getByTestId('modal-back-button').click();
  });

  await test.step('flow 9: the words are hidden for good', async () => {
    await page.getByTestId('recovery-password-settings-menu-item').click();
    await page.getByTestId('hide-recovery-password-settings-button').click();
    await expect(modal(page, 'hideRecoveryPasswordModal')).toBeVisible();
    await page.getByTestId('session-confirm-ok-button').click();
    await expect(page.getByTestId('session-confirm-ok-button')).toHaveText('Yes');
    await page.getByTestId('session-confirm-ok-button').click();
    await page.getByTestId('your-profile-name').waitFor();
    await expect(page.getByTestId('recovery-password-settings-menu-item')).toHaveCount(0);
    await page.reload();
    await mainScreen(page).waitFor();
    await page.getByTestId('settings-section').click();
    await page.getByTestId('clear-data-settings-menu-item').waitFor();
    await expect(page.getByTestId('recovery-password-settings-menu-item')).toHaveCount(0);
  });
}

async function clearAll(running: RunningApp): Promise<void> {
  const { page } = running;
  await test.step('flow 10: everything is deleted, from the network too', async () => {
    await page.getByTestId('clear-data-settings-menu-item').click();
    await expect(modal(page, 'deleteAccountModal')).toBeVisible();
    await expect(page.getByTestId('input-device_only')).toHaveAttribute('data-checked', 'true');
    await expect(page.getByText('Clear', { exact: true })).toHaveCount(1);
    await page.getByTestId('label-device_and_network').click();
    await page.getByTestId('session-confirm-ok-button').click();
    await expect(page.getByText('Clear', { exact: true })).toHaveCount(1);
    await endsInPlaceOfRestarting(running);
    const ended = running.electron.waitForEvent('close');
    await page.getByTestId('session-confirm-ok-button').click();
    await ended;
  });
}
