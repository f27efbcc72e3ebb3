import { type Locator, type Page, expect, test } from '@playwright/test';

import {
  bubble,
  createAccount,
  openConversation,
  readAccountId,
  sendText,
  sentMark,
  startConversation,
} from '../build/drive/flows.ts';
import { expectAccessible } from './support/accessible.ts';
import { onStage } from './support/stage.ts';
import { tabTo } from './support/tab-to.ts';

test('a group lives: made, joined, written in, led by others, and deleted', async () => {
  test.setTimeout(180_000);
  await onStage(async ({ window }) => {
    const [{ page: alice }, { page: bob }, { page: carol }] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
      window('test-integration-carol'),
    ]);
    await Promise.all([
      createAccount(alice, 'Alice'),
      createAccount(bob, 'Bob'),
      createAccount(carol, 'Carol'),
    ]);
    await meet(alice, bob);
    await meet(alice, carol);

    await alice.getByTestId('new-conversation-button').click();
    await alice.getByTestId('chooser-new-group').click();
    await alice.getByTestId('new-closed-group-name').fill('Hikers');
    await contact(alice, 'Bob').click();
    await alice.getByTestId('create-group-button').click();
    await expect(alice.getByTestId('header-conversation-name')).toHaveText('Hikers');
    await expect(alice.getByTestId('new-closed-group-name')).toHaveCount(0);
    await expect(line(alice, 'Bob was invited to join the group.')).toBeVisible();
    await sendText(alice, 'Who is coming on Sunday?');
    await expect(sentMark(alice, 'Who is coming on Sunday?')).toBeVisible();

    await openConversation(bob, 'Hikers');
    await expect(bubble(bob, 'Who is coming on Sunday?')).toBeVisible();
    await expect(authors(bob)).toHaveText(['Alice']);
    await expect(bob.getByTestId('admin-crown')).toHaveCount(1);
    await sendText(bob, 'I am');
    await expect(bubble(alice, 'I am')).toBeVisible();
    await expect(authors(alice)).toHaveText(['Bob']);

    // A name, for whom it is a mark in the list.
    await openConversation(bob, 'Alice');
    await alice.getByTestId('message-input-text-area').click();
    await alice.keyboard.type('At nine, @Bo');
    await expect(alice.getByTestId('mentions-container-row')).toHaveCount(1);
    await alice.keyboard.press('Enter');
    await alice.keyboard.type('?');
    await alice.keyboard.press('Enter');
    await expect(row(bob, 'Hikers').getByTestId('conversation-item-mentioned-us')).toBeVisible();
    await expect(row(bob, 'Hikers')).toContainText('Alice: At nine, @You ?');
    const [unread, read] = await Promise.all([lookOf(row(bob, 'Hikers')), lookOf(row(bob, 'Alice'))]);
    expect(unread).toMatchObject({ bar: '4px', weight: '700' });
    expect(read).toMatchObject({ bar: 'auto', weight: '500' });
    expect(unread.ground).not.toBe(read.ground);
    await openConversation(bob, 'Hikers');
    await expect(bob.getByTestId('message-content').last()).toHaveText('At nine, @You ?');

    // Carol comes later, and reads what was written before.
    await openSettings(alice);
    await alice.getByTestId('invite-contacts-menu-option').click();
    await alice.getByTestId('invite-contacts-dialog').getByText('Carol', { exact: true }).click();
    await alice.getByTestId('share-history').click();
    await alice.getByTestId('session-confirm-ok-button').click();
    await expect(alice.getByTestId('session-toast')).toBeVisible();
    await openConversation(carol, 'Hikers');
    await expect(bubble(carol, 'Who is coming on Sunday?')).toBeVisible();
    await sendText(carol, 'Me too');
    await expect(bubble(bob, 'Me too')).toBeVisible();

    // Bob leads, too.
    await alice.getByTestId('manage-members-menu-option').click();
    await expect(alice.getByTestId('group-member-name')).toHaveText(['You', 'Bob', 'Carol']);
    await expect(alice.getByTestId('group-member-status-text')).toHaveCount(0);
    await contact(alice, 'Bob').click();
    await alice.getByTestId('promote-members-button').click();
    await expect(alice.getByTestId('modal-warning')).toBeVisible();
    await alice.getByTestId('session-confirm-ok-button').click();
    await expect(line(bob, 'You are an admin now.')).toBeVisible();
    await expect(alice.getByTestId('contact').filter({ hasText: 'Bob' })).toContainText('Admin');
    await closeDialogs(alice);

    // Carol goes, with what she wrote.
    await openSettings(bob);
    await bob.getByTestId('manage-members-menu-option').click();
    await contact(bob, 'Carol').click();
    await bob.getByTestId('session-confirm-ok-button').click();
    await bob.getByTestId('remove-members-messages').click();
    await bob.getByTestId('session-confirm-ok-button').click();
    await expect(bob.getByTestId('group-member-name')).toHaveText(['You', 'Alice']);
    await closeDialogs(bob);
    await expect(bubble(alice, 'Me too')).toHaveCount(0);
    await expect(carol.getByTestId('forget-group-here-button')).toBeVisible();
    await expect(carol.getByTestId('empty-conversation-control-message')).toHaveText(
      'You were removed from Hikers.',
    );
    await carol.getByTestId('forget-group-here-button').click();
    await carol.getByTestId('session-confirm-ok-button').click();
    await expect(row(carol, 'Hikers')).toHaveCount(0);

    // Alice may go now; Bob is the last one, and ends it.
    await openSettings(alice);
    await alice.getByTestId('leave-group-button').click();
    await expect(alice.getByTestId('modal-heading')).toHaveText('Leave Group');
    await alice.getByTestId('session-confirm-ok-button').click();
    await expect(row(alice, 'Hikers')).toHaveCount(0);
    await expect(line(bob, 'Alice left the group.')).toBeVisible();
    await expect(bob.getByTestId('conversation-header-members')).toHaveText('1 member');
    await openSettings(bob);
    await bob.getByTestId('leave-group-button').click();
    await expect(bob.getByTestId('modal-heading')).toHaveText('Delete Group');
    await bob.getByTestId('session-confirm-ok-button').click();
    await expect(row(bob, 'Hikers')).toHaveCount(0);
  });
});

test('a stranger’s invitation is a request; what an admin changes, members see; the end reaches everybody', async () => {
  test.setTimeout(120_000);
  await onStage(async ({ window }) => {
    const [{ page: alice }, { page: bob }] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);
    await Promise.all([createAccount(alice, 'Alice'), createAccount(bob, 'Bob')]);
    await startConversation(alice, await readAccountId(bob));
    await sendText(alice, 'Hello Bob');
    await expect(sentMark(alice, 'Hello Bob')).toBeVisible();
    await alice.keyboard.press('Control+Shift+G');
    await alice.getByTestId('new-closed-group-name').fill('Hikers');
    await alice.getByTestId('select-contact').first().click();
    await alice.getByTestId('create-group-button').click();

    await bob.getByTestId('message-request-banner').click();
    await row(bob, 'Hikers').click();
    await expect(bob.getByTestId('group-invite-control-message')).toBeVisible();
    await expect(bob.getByTestId('group-request-explanation')).toBeVisible();
    await expectAccessible(bob, 'invitation to a group');
    await bob.getByTestId('accept-message-request').click();
    await expect(bob.getByTestId('conversation-header-members')).toHaveText('2 members');
    await expect(bob.getByTestId('message-input-text-area')).toBeVisible();

    await openSettings(alice);
    await alice.getByTestId('edit-group-name').click();
    await alice.getByTestId('update-group-info-name-input').fill('Climbers');
    await alice.getByTestId('update-group-info-description-input').fill('Every Sunday at nine');
    await alice.getByTestId('update-group-info-confirm-button').click();
    await expect(bob.getByTestId('header-conversation-name')).toHaveText('Climbers');
    await expect(line(bob, 'The group is now called Climbers.')).toBeVisible();
    await openSettings(bob);
    await expect(bob.getByTestId('group-description')).toHaveText('Every Sunday at nine');
    await expect(bob.getByTestId('edit-group-name')).toHaveCount(0);
    await closeDialogs(bob);

    await alice.getByTestId('edit-group-name').click();
    await alice.getByTestId('image-upload-section').click();
    await alice.getByTestId('image-upload-click').click();
    await alice.getByTestId('save-button-profile-update').click();
    await expect(bob.getByTestId('conversation-options-avatar').locator('img')).toHaveCount(1);
    await expect(line(bob, 'The picture of the group was changed.')).toBeVisible();
    await alice.getByTestId('update-group-info-cancel-button').click();

    await alice.getByTestId('disappearing-messages-menu-option').click();
    await alice.getByTestId('time-option-1-days').click();
    await alice.getByTestId('disappear-set-button').click();
    await expect(bob.getByTestId('disappear-messages-type-and-time')).toBeVisible();

    await alice.getByTestId('leave-group-button').click();
    await alice.getByTestId('session-confirm-ok-button').click();
    await expect(bob.getByTestId('forget-group-here-button')).toBeVisible();
    await expect(bob.locator('[contenteditable]')).toHaveCount(0);
    await expectAccessible(bob, 'a group that was deleted');
  });
});

test('a group is made and its members are managed without a pointer, on screens that break no rule', async () => {
  test.setTimeout(180_000);
  await onStage(async ({ window }) => {
    const [{ page: alice }, { page: bob }] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);
    await Promise.all([createAccount(alice, 'Alice'), createAccount(bob, 'Bob')]);
    await meet(alice, bob);

    await alice.keyboard.press('Control+Shift+G');
    await expect(alice.getByTestId('new-closed-group-name')).toBeFocused();
    await alice.keyboard.press('Enter');
    await expect(alice.getByTestId('error-message')).toBeVisible();
    await expectAccessible(alice, 'new group, with an error');
    await alice.keyboard.type('Hikers');
    await tabTo(alice, 'search-contacts-field');
    await alice.keyboard.type('bo');
    await alice.keyboard.press('ArrowDown');
    await expect(alice.getByTestId('select-contact')).toBeFocused();
    await alice.keyboard.press('Space');
    await expectAccessible(alice, 'new group, with somebody chosen');
    await tabTo(alice, 'create-group-button');
    await alice.keyboard.press('Enter');
    await expect(alice.getByTestId('message-input-text-area')).toBeFocused();
    await alice.keyboard.type('Hello all');
    await alice.keyboard.press('Enter');
    await expect(sentMark(alice, 'Hello all')).toBeVisible();
    await openConversation(bob, 'Hikers');
    await sendText(bob, 'Hello');
    await expect(bubble(alice, 'Hello')).toBeVisible();
    await expectAccessible(alice, 'group');

    await tabTo(alice, 'conversation-options-avatar');
    await alice.keyboard.press('Enter');
    await alice.getByTestId('group-name').waitFor();
    await expectAccessible(alice, 'settings of a group');
    await tabTo(alice, 'edit-group-name');
    await alice.keyboard.press('Enter');
    await expect(alice.getByTestId('update-group-info-name-input')).toBeFocused();
    await expectAccessible(alice, 'edit group');
    await alice.keyboard.press('Escape');
    await tabTo(alice, 'invite-contacts-menu-option');
    await alice.keyboard.press('Enter');
    await alice.getByTestId('invite-contacts-dialog').waitFor();
    await expectAccessible(alice, 'invite');
    await alice.keyboard.press('Escape');
    await tabTo(alice, 'manage-members-menu-option');
    await alice.keyboard.press('Enter');
    await tabTo(alice, 'select-contact');
    await alice.keyboard.press('Space');
    await expectAccessible(alice, 'members');
    await tabTo(alice, 'promote-members-button');
    await alice.keyboard.press('Enter');
    await alice.getByTestId('modal-warning').waitFor();
    await expectAccessible(alice, 'promote');
    await alice.keyboard.press('Escape');
    await tabTo(alice, 'session-confirm-ok-button');
    await alice.keyboard.press('Enter');
    await alice.getByTestId('remove-members-messages').waitFor();
    await expectAccessible(alice, 'remove');
    await tabTo(alice, 'session-confirm-ok-button');
    await alice.keyboard.press('Enter');
    await expect(alice.getByTestId('group-member-name')).toHaveText(['You']);
    await alice.keyboard.press('Escape');
    await alice.keyboard.press('Escape');
    await expect(alice.locator('[data-modal-id]')).toHaveCount(0);
    await expect(alice.getByTestId('conversation-options-avatar')).toBeFocused();
  });
});

/** One writes, the other answers, which accepts them. */
async function meet(one: Page, other: Page): Promise<void> {
  await startConversation(one, await readAccountId(other));
  await sendText(one, 'Hello');
  await expect(sentMark(one, 'Hello')).toBeVisible();
  await other.getByTestId('message-request-banner').click();
  await other.getByTestId('module-conversation__user__profile-name').click();
  await sendText(other, 'Hello to you');
  await expect(bubble(one, 'Hello to you')).toBeVisible();
}

async function openSettings(page: Page): Promise<void> {
  await page.getByTestId('conversation-options-avatar').click();
  await page.getByTestId('group-name').waitFor();
}

async function closeDialogs(page: Page): Promise<void> {
  const dialogs = page.locator('[data-modal-id]');
  await page.keyboard.press('Escape');
  if ((await dialogs.count()) > 0) await page.keyboard.press('Escape');
  await expect(dialogs).toHaveCount(0);
}

/** The row of a conversation in the list. */
function row(page: Page, name: string): Locator {
  return page.getByRole('button').filter({
    has: page.getByTestId('module-conversation__user__profile-name').getByText(name, { exact: true }),
  });
}

/** What tells an unread row from others. */
function lookOf(button: Locator) {
  return button.evaluate((element) => {
    const name = element.querySelector('[data-testid="module-conversation__user__profile-name"]');
    return {
      bar: getComputedStyle(element, '::before').inlineSize,
      ground: getComputedStyle(element).backgroundColor,
      weight: getComputedStyle(name ?? element).fontWeight,
    };
  });
}

/** Somebody in a list of people to choose from. */
function contact(page: Page, name: string): Locator {
  return page.getByTestId('module-contact-name__profile-name').getByText(name, { exact: true });
}

function line(page: Page, words: string): Locator {
  return page.getByTestId('group-update-message').getByText(words, { exact: true });
}

function authors(page: Page): Locator {
  return page.getByTestId('module-message__author__profile-name');
}
