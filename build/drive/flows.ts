import type { Locator, Page } from 'playwright-core';

/** Goes through "create account" and waits for the main screen. */
export async function createAccount(page: Page, displayName: string): Promise<void> {
  await page.getByTestId('create-account-button').click();
  await page.getByTestId('display-name-input').fill(displayName);
  await page.getByTestId('continue-button').click();
  await mainScreen(page).waitFor();
}

/** Goes through "I have an account", gives a name if asked, and waits for the main screen. */
export async function restoreAccount(
  page: Page,
  { recoveryPassword, displayName }: { readonly recoveryPassword: string; readonly displayName: string },
): Promise<void> {
  await page.getByTestId('existing-account-button').click();
  await page.getByTestId('recovery-phrase-input').fill(recoveryPassword);
  await page.getByTestId('continue-button').click();
  const nameInput = page.getByTestId('display-name-input');
  await nameInput.or(mainScreen(page)).waitFor();
  if (await nameInput.isVisible()) {
    await nameInput.fill(displayName);
    await page.getByTestId('continue-button').click();
  }
  await mainScreen(page).waitFor();
}

/** The root of the main screen. */
export function mainScreen(page: Page): Locator {
  return page.locator('div.inbox.index');
}

/** Our own Account ID, read where a person would copy it. */
export async function readAccountId(page: Page): Promise<string> {
  await page.getByTestId('new-conversation-button').click();
  await page.getByTestId('chooser-invite-friend').click();
  const text = await page.getByTestId('your-account-id').innerText();
  await page.keyboard.press('Escape');
  await page.getByTestId('chooser-invite-friend').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('new-conversation-button').waitFor();
  return text.replace(/\s+/g, '');
}

/** The 13 words, read on the page in Settings. */
export async function readRecoveryPassword(page: Page): Promise<string> {
  await page.getByTestId('settings-section').click();
  await page.getByTestId('recovery-password-settings-menu-item').click();
  const words = await page.getByTestId('recovery-password-seed-modal').innerText();
  await page.getByTestId('modal-close-button').click();
  return words.trim();
}

/** Opens a conversation with an Account ID by the "New message" screen. */
export async function startConversation(page: Page, accountId: string): Promise<void> {
  await page.getByTestId('new-conversation-button').click();
  await page.getByTestId('chooser-new-conversation-button').click();
  await page.getByTestId('new-session-conversation').fill(accountId);
  await page.getByTestId('next-new-conversation-button').click();
  await composer(page).waitFor();
}

/** Opens the conversation that bears this name: of the list, or of the requests behind their banner. */
export async function openConversation(page: Page, name: string): Promise<void> {
  const row = page.getByTestId('module-conversation__user__profile-name').getByText(name, { exact: true });
  const requests = page.getByTestId('message-request-banner');
  await row.or(requests).first().waitFor();
  if (!(await row.isVisible())) await requests.click();
  await row.click();
  await composer(page).waitFor();
}

/** Types into the open conversation and sends. */
export async function sendText(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByTestId('send-message-button').click();
}

/** The bubble with exactly this text. */
export function bubble(page: Page, text: string): Locator {
  return page.getByTestId('message-content').getByText(text, { exact: true });
}

/** The row of the message with exactly this text, as far as it says that the message was sent. */
export function sentMark(page: Page, text: string): Locator {
  return page
    .getByTestId('message-container')
    .filter({ has: page.getByText(text, { exact: true }) })
    .locator('[data-testid="msg-status"][data-testtype="sent"]');
}

/** Where messages are written. */
export function composer(page: Page): Locator {
  return page.getByTestId('message-input-text-area');
}
