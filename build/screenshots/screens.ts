import type { Page } from 'playwright-core';

import { openConversation } from '../drive/flows.ts';
import { NARROW, type Photographer, WIDE } from './photographer.ts';

const MIRA = 'Mira Okafor';
const MESSAGE = 'message-content';

/** Before there is an account. */
export async function photographOnboarding(photographer: Photographer): Promise<void> {
  const { page } = photographer;
  await photographer.resize(WIDE);
  await photographer.take('landing');
  await page.getByTestId('existing-account-button').click();
  await page.getByTestId('recovery-phrase-input').fill('abbey abducts ability');
  await page.getByTestId('continue-button').click();
  await page.getByTestId('error-message').waitFor();
  await photographer.take('restore');
  await page.getByTestId('back-button').click();
  await page.getByTestId('session-confirm-ok-button').click();
}

/** All that a person who has friends sees. */
export async function photographScreens(photographer: Photographer): Promise<void> {
  const { page } = photographer;
  await openConversation(page, MIRA);
  await rest(page);
  await photographer.take('conversation');
  await photographMessages(photographer);
  await photographSearch(photographer);
  await photographDialogs(photographer);
  await photographSettings(photographer);
  await photographNarrow(photographer);
  await photographLock(photographer);
}

/** The same, from right to left. */
export async function photographMirrored(photographer: Photographer): Promise<void> {
  await openConversation(photographer.page, 'ليلى');
  await rest(photographer.page);
  await photographer.take('right-to-left', ['dark']);
}

async function photographMessages(photographer: Photographer): Promise<void> {
  const { page } = photographer;
  await page.getByTestId(MESSAGE).filter({ hasText: 'Yes! No road' }).first().click({ button: 'right' });
  await page.getByTestId('reaction-emoji-panel-button').waitFor();
  await photographer.take('message-menu');
  await page.keyboard.press('Escape');
  await page.locator('[data-attachmentindex="0"] button').first().click();
  await page.getByTestId('lightbox-stage').waitFor();
  await rest(page);
  await photographer.take('lightbox', ['dark']);
  await page.keyboard.press('Escape');
}

async function photographSearch(photographer: Photographer): Promise<void> {
  const { page } = photographer;
  await page.getByTestId('search-input').fill('cabin');
  await page.locator('mark').first().waitFor();
  await rest(page);
  await photographer.take('search');
  await page.getByTestId('search-input').fill('');
}

async function photographDialogs(photographer: Photographer): Promise<void> {
  const { page } = photographer;
  await page.getByTestId('conversation-options-avatar').click();
  await page.getByTestId('account-id').waitFor();
  await photographer.take('contact');
  await page.getByTestId('disappearing-messages-menu-option').click();
  await page.getByTestId('disappear-set-button').waitFor();
  await rest(page);
  await photographer.take('disappearing');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByTestId('new-conversation-button').click();
  await page.getByTestId('chooser-invite-friend').waitFor();
  await rest(page);
  await photographer.take('new-conversation');
  await page.getByTestId('chooser-invite-friend').click();
  await page.getByTestId('your-account-id').waitFor();
  await photographer.take('invite');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByTestId('path-light-container').click();
  await page.getByTestId('modal-heading').waitFor();
  await photographer.take('path');
  await page.keyboard.press('Escape');
}

async function photographSettings(photographer: Photographer): Promise<void> {
  const { page } = photographer;
  await page.getByTestId('settings-section').click();
  await page.getByTestId('your-profile-name').waitFor();
  await photographer.take('settings');
  for (const name of ['appearance', 'privacy', 'notifications']) {
    await page.getByTestId(`${name}-settings-menu-item`).click();
    await page.getByTestId('modal-back-button').waitFor();
    await rest(page);
    await photographer.take(`settings-${name}`);
    await page.getByTestId('modal-back-button').click();
  }
  await page.getByTestId('modal-close-button').click();
}

async function photographNarrow(photographer: Photographer): Promise<void> {
  const { page } = photographer;
  await photographer.resize(NARROW);
  await page.getByTestId('scroll-to-bottom-button').click();
  await rest(page);
  await photographer.take('narrow-conversation');
  await page.keyboard.press('Control+w');
  await page.getByTestId('new-conversation-button').waitFor();
  await photographer.take('narrow-list');
  await photographer.resize(WIDE);
}

async function photographLock(photographer: Photographer): Promise<void> {
  const { page } = photographer;
  await page.evaluate(() => window.undertone.invoke('lock:set-password', { password: 'a long walk' }));
  // The page is loaded anew, and with it goes the call.
  await page.evaluate(() => window.undertone.invoke('lock:now', undefined)).catch(() => undefined);
  await page.getByTestId('password-input').waitFor();
  await photographer.take('lock');
}

/** No tooltip, nothing under the pointer. */
async function rest(page: Page): Promise<void> {
  await page.mouse.move(2, 2);
  await page.waitForTimeout(400);
}
