import { test } from '@playwright/test';

import {
  bubble,
  createAccount,
  openConversation,
  readAccountId,
  sendText,
  startConversation,
} from '../build/drive/flows.ts';
import { THEMES } from '../src/ipc/themes.ts';
import { expectAccessible } from './support/accessible.ts';
import { onStage } from './support/stage.ts';

test('no screen breaks a rule of WCAG 2.2 AA that a machine can check', async () => {
  test.setTimeout(120_000);
  await onStage(async ({ window }) => {
    const [{ page }, other] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);
    await expectAccessible(page, 'landing');
    await page.getByTestId('create-account-button').click();
    await page.getByTestId('continue-button').click();
    await page.getByTestId('error-message').waitFor();
    await expectAccessible(page, 'create account, with an error');
    await page.getByTestId('back-button').click();
    await page.getByTestId('session-confirm-ok-button').waitFor();
    await expectAccessible(page, 'warning before going back');
    await page.getByTestId('session-confirm-ok-button').click();
    await page.getByTestId('existing-account-button').click();
    await expectAccessible(page, 'restore');
    await page.getByTestId('back-button').click();
    await page.getByTestId('session-confirm-ok-button').click();

    await Promise.all([createAccount(page, 'Alice'), createAccount(other.page, 'Bob')]);
    await expectAccessible(page, 'welcome');
    await startConversation(other.page, await readAccountId(page));
    await sendText(other.page, 'Hello Alice');
    await page.getByTestId('message-request-banner').click();
    await page.getByTestId('clear-all-requests-button').waitFor();
    await expectAccessible(page, 'message requests');
    await page.keyboard.press('Escape');
    await openConversation(page, 'Bob');
    await bubble(page, 'Hello Alice').waitFor();
    await sendText(page, 'Hello Bob, see https://example.org');
    await sendText(page, '*Important:*\n```\nnpm start\n```\nand `npm test`');
    await expectAccessible(page, 'conversation', THEMES);
    await bubble(page, 'Hello Alice').click({ button: 'right' });
    await page.getByTestId('context-menu-item').first().waitFor();
    await expectAccessible(page, 'menu of a message');
    await page.getByRole('menuitem', { name: 'Forward' }).click();
    await page.getByTestId('forward-conversation').first().waitFor();
    await expectAccessible(page, 'forwarding');
    await page.keyboard.press('Escape');

    await page.getByTestId('search-input').fill('Hello');
    await page.getByTestId('module-message-search-result__header__name__profile-name').first().waitFor();
    await expectAccessible(page, 'search');
    await page.getByTestId('search-input').fill('');
    await page.getByTestId('search-in-conversation-button').click();
    await page.getByTestId('conversation-search-input').fill('Hello');
    await page.getByTestId('conversation-search-place').getByText('1 of 2').waitFor();
    await page.getByTestId('conversation-search-filters').click();
    await page.getByTestId('search-filter-kind').waitFor();
    await expectAccessible(page, 'search in a conversation, with its filters');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByTestId('quick-switcher-input').waitFor();
    await expectAccessible(page, 'quick switcher');
    await page.keyboard.press('Escape');
    await page.getByTestId('module-conversation__user__profile-name').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'User Details' }).click();
    await page.getByTestId('account-id').waitFor();
    await expectAccessible(page, 'user details');
    await page.keyboard.press('Escape');

    await page.getByTestId('new-conversation-button').click();
    await page.getByTestId('chooser-contact').waitFor();
    await expectAccessible(page, 'chooser');
    await page.getByTestId('chooser-new-conversation-button').click();
    await page.getByTestId('new-session-conversation').fill('nobody');
    await page.getByTestId('next-new-conversation-button').click();
    await page.getByTestId('error-message').waitFor();
    await expectAccessible(page, 'new message, with an error');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');

    await page.getByTestId('settings-section').click();
    await page.getByTestId('your-profile-name').waitFor();
    await expectAccessible(page, 'settings');
    await page.getByTestId('privacy-settings-menu-item').click();
    await page.getByTestId('set-password-settings-button').click();
    await page.getByTestId('password-input').fill('correct horse battery');
    await page.getByTestId('set-password-button').click();
    await page.getByTestId('error-message').waitFor();
    await expectAccessible(page, 'set password, with an error');
    await page.getByTestId('password-input-confirm').fill('correct horse battery');
    await page.getByTestId('set-password-button').click();
    await page.getByTestId('lock-now-settings-button').waitFor();
    await expectAccessible(page, 'privacy');
    await page.getByTestId('lock-now-settings-button').click();
    await page.getByTestId('unlock-button').click();
    await page.getByTestId('error-message').waitFor();
    await expectAccessible(page, 'lock screen, with an error');
    await page.getByTestId('password-input').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await page.getByTestId('settings-section').click();
    await page.getByTestId('recovery-password-settings-menu-item').click();
    await page.getByTestId('password-input').waitFor();
    await expectAccessible(page, 'enter password');
    await page.getByTestId('password-input').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await page.getByTestId('recovery-password-seed-modal').waitFor();
    await expectAccessible(page, 'settings: recovery-password');
    await page.getByTestId('modal-back-button').click();
    for (const item of ['appearance', 'preferences', 'help']) {
      await page.getByTestId(`${item}-settings-menu-item`).click();
      await page.getByTestId('modal-back-button').waitFor();
      await expectAccessible(page, `settings: ${item}`);
      await page.getByTestId('modal-back-button').click();
    }
    await page.getByTestId('modal-close-button').click();
    await page.getByTestId('path-light-container').click();
    await page.getByTestId('modal-heading').waitFor();
    await expectAccessible(page, 'path');
  });
});
