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

/** One place of the app, and what automation finds there (spec 08 §3.3–3.9). */
interface Place {
  readonly name: string;
  /** How a person gets there from the place before. */
  readonly go: (page: Page) => Promise<unknown>;
  /** Each is there once. */
  readonly once: readonly string[];
  /** Each is there, perhaps more than once. */
  readonly some?: readonly string[];
  readonly modal?: string;
}

const click =
  (...ids: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const id of ids) await page.getByTestId(id).click();
  };

const WRONG_ID = '05nonsense';

/** Before there is an account. */
const ONBOARDING: readonly Place[] = [
  {
    name: 'landing',
    go: (page) => page.getByTestId('create-account-button').waitFor(),
    once: ['create-account-button', 'existing-account-button', 'open-url', 'session-faq-link'],
  },
  {
    name: 'terms',
    go: click('open-url'),
    once: ['terms-of-service-button', 'privacy-policy-button', 'modal-close-button'],
  },
  {
    name: 'create account',
    go: click('modal-close-button', 'create-account-button', 'continue-button'),
    once: ['display-name-input', 'continue-button', 'back-button', 'error-message'],
  },
  {
    name: 'warning before going back',
    go: click('back-button'),
    once: [
      'modal-heading',
      'modal-description',
      'session-confirm-ok-button',
      'session-confirm-cancel-button',
    ],
    modal: 'confirmModal',
  },
  {
    name: 'restore',
    go: click('session-confirm-ok-button', 'existing-account-button', 'continue-button'),
    once: ['recovery-phrase-input', 'reveal-recovery-phrase-toggle', 'continue-button', 'error-message'],
  },
  {
    name: 'landing again',
    go: click('back-button', 'session-confirm-ok-button'),
    once: ['create-account-button'],
  },
];

/** With an account, before there is a conversation. */
const MAIN_SCREEN: readonly Place[] = [
  {
    name: 'main screen',
    go: (page) => page.getByTestId('settings-section').waitFor(),
    once: [
      'leftpane-section-container',
      'leftpane-primary-avatar',
      'settings-section',
      'theme-section',
      'path-light-container',
      'path-light-svg',
      'new-conversation-button',
      'empty-msg-view-account-created',
    ],
  },
  {
    name: 'chooser',
    go: click('new-conversation-button'),
    once: ['chooser-new-conversation-button', 'chooser-invite-friend'],
  },
  {
    name: 'new message',
    go: async (page) => {
      await page.getByTestId('chooser-new-conversation-button').click();
      await page.getByTestId('new-session-conversation').fill(WRONG_ID);
      await page.getByTestId('next-new-conversation-button').click();
    },
    once: ['new-session-conversation', 'next-new-conversation-button', 'error-message'],
  },
  {
    name: 'invite a friend',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await click('chooser-invite-friend', 'copy-button-account-id')(page);
    },
    once: ['your-account-id', 'copy-button-account-id'],
    some: ['session-toast'],
  },
  {
    name: 'settings',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await click('leftpane-primary-avatar')(page);
    },
    once: [
      'your-profile-name',
      'your-account-id',
      'modal-close-button',
      'path-settings-menu-item',
      'privacy-settings-menu-item',
      'appearance-settings-menu-item',
      'preferences-settings-menu-item',
      'recovery-password-settings-menu-item',
      'help-settings-menu-item',
    ],
    modal: 'userSettingsModal',
  },
  {
    name: 'privacy',
    go: click('privacy-settings-menu-item'),
    once: ['set-password-settings-row', 'set-password-settings-button', 'modal-back-button'],
    modal: 'userSettingsModal',
  },
  {
    name: 'set a password',
    go: click('set-password-settings-button', 'set-password-button'),
    once: ['password-input', 'password-input-confirm', 'set-password-button', 'error-message'],
    modal: 'userSettingsModal',
  },
  {
    name: 'appearance',
    go: click('modal-back-button', 'modal-back-button', 'appearance-settings-menu-item'),
    once: [
      'classic-dark-themes-settings-menu-item',
      'classic-light-themes-settings-menu-item',
      'ocean-dark-themes-settings-menu-item',
      'ocean-light-themes-settings-menu-item',
    ],
    modal: 'userSettingsModal',
  },
  {
    name: 'preferences',
    go: click('modal-back-button', 'preferences-settings-menu-item'),
    once: ['keep-in-tray-settings-row', 'keep-in-tray-settings-toggle', 'start-at-login-settings-toggle'],
    modal: 'userSettingsModal',
  },
  {
    name: 'recovery password',
    go: click('modal-back-button', 'recovery-password-settings-menu-item'),
    once: ['recovery-password-seed-modal', 'modal-back-button', 'modal-close-button'],
    modal: 'userSettingsModal',
  },
  {
    name: 'path',
    go: click('modal-close-button', 'path-light-container'),
    once: ['modal-heading', 'modal-close-button'],
    modal: 'onionPathModal',
  },
  { name: 'main screen again', go: click('modal-close-button'), once: ['new-conversation-button'] },
];

/** With Bob, who has written "Hello" and a link. */
const CONVERSATION: readonly Place[] = [
  {
    name: 'conversation',
    go: async (page) => {
      await openConversation(page, 'Bob');
      await sendText(page, 'Hello Bob, see https://example.org/page');
      await sentMark(page, 'Hello Bob, see https://example.org/page').waitFor();
    },
    once: [
      'header-conversation-name',
      'messages-container',
      'message-input-text-area',
      'attachments-button',
      'emoji-button',
      'microphone-button',
    ],
    some: ['message-container', 'message-content', 'msg-status', 'module-conversation__user__profile-name'],
  },
  {
    name: 'menu of a message',
    go: (page) => bubble(page, 'Hello').click({ button: 'right' }),
    once: [],
    some: ['context-menu-item'],
  },
  {
    name: 'link',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.getByText('https://example.org/page').last().click();
    },
    once: ['open-url-confirm-button', 'copy-url-button', 'modal-close-button', 'modal-description'],
    modal: 'openUrlModal',
  },
  {
    name: 'counter of characters',
    go: async (page) => {
      await click('modal-close-button')(page);
      await page.getByTestId('message-input-text-area').fill('x'.repeat(2_001));
    },
    once: ['tooltip-character-count', 'send-message-button'],
  },
  {
    name: 'too long',
    go: click('send-message-button'),
    once: ['modal-heading', 'modal-description', 'session-confirm-ok-button'],
    modal: 'localizedPopupDialog',
  },
];

/** With Bob, who is known by now. */
const GROUP: readonly Place[] = [
  {
    name: 'new group, without a name',
    go: async (page) => {
      await click('session-confirm-ok-button')(page);
      await page.getByTestId('message-input-text-area').fill('');
      await click('new-conversation-button', 'chooser-new-group', 'create-group-button')(page);
    },
    once: ['new-closed-group-name', 'create-group-button', 'error-message', 'search-contacts-field'],
    some: ['select-contact', 'module-contact-name__profile-name'],
  },
  {
    name: 'group',
    go: async (page) => {
      await page.getByTestId('new-closed-group-name').fill('Hikers');
      await page.getByTestId('module-contact-name__profile-name').first().click();
      await click('create-group-button')(page);
    },
    once: [
      'header-conversation-name',
      'conversation-header-subtitle',
      'conversation-options-avatar',
      'group-update-message',
      'message-input-text-area',
    ],
  },
  {
    name: 'settings of a group',
    go: click('conversation-options-avatar'),
    once: [
      'profile-picture',
      'group-name',
      'edit-group-name',
      'invite-contacts-menu-option',
      'manage-members-menu-option',
      'disappearing-messages-menu-option',
      'pin-conversation-menu-option',
      'notifications-menu-option',
      'attachments-menu-option',
      'clear-all-messages-menu-option',
      'leave-group-button',
    ],
    modal: 'conversationSettingsModal',
  },
  {
    name: 'what is told of a group',
    go: click('notifications-menu-option'),
    once: [
      'notifications-all-messages-radio-button',
      'notifications-mentions-only-button',
      'notifications-mentions-only-radio-button',
      'notifications-mute-radio-button',
      'notifications-set-button',
    ],
    modal: 'conversationSettingsModal',
  },
  {
    name: 'when messages of a group disappear',
    go: click('modal-back-button', 'disappearing-messages-menu-option'),
    once: ['time-option-0-seconds', 'input-time-option-12-hours', 'disappear-set-button'],
    modal: 'conversationSettingsModal',
  },
  {
    name: 'edit a group',
    go: click('modal-back-button', 'edit-group-name'),
    once: [
      'update-group-info-name-input',
      'update-group-info-description-input',
      'clear-group-info-name-button',
      'update-group-info-confirm-button',
      'update-group-info-cancel-button',
      'image-upload-section',
    ],
    modal: 'updateConversationDetailsModal',
  },
  {
    name: 'picture of a group',
    go: click('image-upload-section'),
    once: ['image-upload-click', 'save-button-profile-update'],
    modal: 'editProfilePictureModal',
  },
  {
    name: 'invite contacts',
    go: async (page) => {
      await click('modal-close-button')(page);
      await click('update-group-info-cancel-button', 'invite-contacts-menu-option')(page);
    },
    once: ['invite-contacts-dialog', 'session-confirm-ok-button', 'session-confirm-cancel-button'],
    modal: 'inviteContactModal',
  },
  {
    name: 'members',
    go: async (page) => {
      await click('session-confirm-cancel-button', 'manage-members-menu-option')(page);
      await page.getByTestId('select-contact').first().click();
    },
    once: ['session-confirm-ok-button', 'promote-members-button', 'invite-contacts-button'],
    some: ['contact', 'group-member-name', 'module-contact-name__profile-name'],
    modal: 'groupMembersModal',
  },
  {
    name: 'promote',
    go: click('promote-members-button'),
    once: ['modal-description', 'modal-warning', 'session-confirm-ok-button'],
    modal: 'confirmModal',
  },
  {
    name: 'clear a group',
    go: async (page) => {
      await click('session-confirm-cancel-button', 'modal-close-button')(page);
      await click('clear-all-messages-menu-option')(page);
    },
    once: [
      'clear-device-radio-option',
      'clear-device-radio-option-label',
      'clear-everyone-radio-option',
      'clear-everyone-radio-option-label',
      'session-confirm-ok-button',
    ],
    modal: 'confirmModal',
  },
  {
    name: 'delete a group',
    go: click('session-confirm-cancel-button', 'leave-group-button'),
    once: ['modal-heading', 'modal-description', 'session-confirm-ok-button'],
    modal: 'confirmModal',
  },
  { name: 'without the group', go: click('session-confirm-ok-button'), once: ['new-conversation-button'] },
];

/** What a dialog has once at most (spec 08 §3.2, rule 7). */
const ONCE_IN_A_DIALOG = [
  'modal-heading',
  'modal-description',
  'modal-warning',
  'modal-actions-container',
  'modal-close-button',
  'modal-back-button',
  'modal-pencil-button',
  'session-confirm-ok-button',
  'session-confirm-cancel-button',
  'error-message',
];

/** What breaks the rules of spec 08 §3.2 in the page as it is. */
function brokenRules(page: Page): Promise<readonly string[]> {
  return page.evaluate((onceInADialog) => {
    const found: string[] = [];
    const all = (selector: string, within: ParentNode = document) => [
      ...within.querySelectorAll<HTMLElement>(selector),
    ];
    const dialogs = all('[data-modal-id]');
    if (dialogs.length > 1) found.push(`${dialogs.length} dialogs`);
    for (const dialog of dialogs) {
      for (const id of onceInADialog) {
        const count = all(`[data-testid="${id}"]`, dialog).length;
        if (count > 1) found.push(`${count} × ${id} in a dialog`);
      }
    }
    for (const radio of all('input[type=radio][data-testid]')) {
      const wanted = String((radio as HTMLInputElement).checked);
      if (radio.dataset['checked'] !== wanted) found.push(`data-checked of ${radio.dataset['testid']}`);
    }
    for (const button of all(
      'button[data-testid]:disabled, [role=button][aria-disabled=true][data-testid]',
    )) {
      if (!button.classList.contains('disabled'))
        found.push(`no class disabled: ${button.dataset['testid']}`);
    }
    return found;
  }, ONCE_IN_A_DIALOG);
}

async function walk(page: Page, places: readonly Place[]): Promise<void> {
  for (const { name, go, once, some = [], modal } of places) {
    await test.step(name, async () => {
      await go(page);
      for (const id of once) await expect(page.getByTestId(id), `${name}: ${id}`).toHaveCount(1);
      for (const id of some) await expect(page.getByTestId(id).first(), `${name}: ${id}`).toBeVisible();
      if (modal !== undefined) await expect(page.locator(`[data-modal-id="${modal}"]`)).toHaveCount(1);
      expect(await brokenRules(page), name).toEqual([]);
    });
  }
}

test('every place is reached by clicking, and keeps the rules of automation', async () => {
  await onStage(async ({ window }) => {
    const [{ page }, other] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);
    await walk(page, ONBOARDING);
    await Promise.all([createAccount(page, 'Alice'), createAccount(other.page, 'Bob')]);
    await walk(page, MAIN_SCREEN);
    await startConversation(other.page, await readAccountId(page));
    await sendText(other.page, 'Hello');
    await walk(page, CONVERSATION);
    await walk(page, GROUP);
  });
});
