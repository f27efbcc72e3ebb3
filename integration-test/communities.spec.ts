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

test('a community lives: joined, written in, reacted to, and kept in order', async () => {
  test.setTimeout(240_000);
  await onStage(async ({ network, window }) => {
    const url = network.community.createRoom({ token: 'garden', name: 'Garden' });
    const [{ page: alice }, { page: bob }] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);
    await Promise.all([createAccount(alice, 'Alice'), createAccount(bob, 'Bob')]);
    network.community.appoint(await readAccountId(alice), 'admin', { room: 'garden' });

    // With the keyboard alone.
    await alice.keyboard.press('Control+Shift+C');
    await expect(alice.getByTestId('join-community-conversation')).toBeFocused();
    await alice.keyboard.insertText(url);
    await expect(alice.getByTestId('community-preview-name')).toHaveText('Garden');
    await expectAccessible(alice, 'joining a community');
    await tabTo(alice, 'join-community-button');
    await alice.keyboard.press('Enter');
    await expect(alice.getByTestId('header-conversation-name')).toHaveText('Garden');
    await expect(alice.getByTestId('message-input-text-area')).toBeFocused();
    await alice.keyboard.type('Who waters the beans?');
    await alice.keyboard.press('Enter');
    await expect(sentMark(alice, 'Who waters the beans?')).toBeVisible();

    await join(bob, url);
    await expect(bubble(bob, 'Who waters the beans?')).toBeVisible();
    await expect(authors(bob)).toContainText(['Alice']);
    await expect(bob.getByTestId('community-role')).toHaveText('Admin');
    await sendText(bob, 'I do, and the weeds too');
    await expect(bubble(alice, 'I do, and the weeds too')).toBeVisible();
    await expect(authors(alice)).toHaveText(['Bob']);

    await menu(alice, 'I do, and the weeds too');
    await alice.getByRole('button', { name: 'React with 😂' }).click();
    await expect(bob.getByRole('button', { name: 'Alice reacted with 😂' })).toBeVisible();
    await bob.getByRole('button', { name: 'Alice reacted with 😂' }).click();
    await expect(alice.getByRole('button', { name: 'You and Bob reacted with 😂' })).toBeVisible();

    await choose(bob, 'I do, and the weeds too', 'Edit');
    await expect(bob.getByTestId('composer-edit')).toBeVisible();
    await bob.getByTestId('message-input-text-area').fill('I do');
    await bob.getByTestId('save-edit-button').click();
    await expect(bubble(alice, 'I do')).toBeVisible();
    await expect(alice.getByTestId('message-edited')).toBeVisible();

    await choose(alice, 'Who waters the beans?', 'Pin Post');
    await expect(bob.getByTestId('pinned-bar')).toContainText('Alice: Who waters the beans?');
    await expectAccessible(bob, 'a room with a pinned post');

    // Alice keeps order.
    await choose(alice, 'I do', 'Delete');
    await alice.getByTestId('label-deleteMessageEveryone').click();
    await alice.getByTestId('session-confirm-ok-button').click();
    await expect(bubble(bob, 'I do')).toHaveCount(0);
    await sendText(bob, 'Buy my weeds');
    await expect(bubble(alice, 'Buy my weeds')).toBeVisible();
    await choose(alice, 'Buy my weeds', 'Ban User');
    await expect(alice.getByTestId('community-member')).toContainText('Bob');
    await expectAccessible(alice, 'a ban');
    await alice.getByTestId('ban-user-delete-all-confirm-button').click();
    await expect(toast(alice, 'User banned')).toBeVisible();
    await expect(bubble(alice, 'Buy my weeds')).toHaveCount(0);
    await expect(bob.getByTestId('leave-closed-community')).toBeVisible();
    await expectAccessible(bob, 'a room that we are banned from');
    await bob.getByTestId('leave-closed-community').click();
    await bob.getByTestId('session-confirm-ok-button').click();
    await expect(row(bob, 'Garden')).toHaveCount(0);
  });
});

test('a room is looked after, shared with a friend, and its people write to each other', async () => {
  test.setTimeout(240_000);
  await onStage(async ({ network, window }) => {
    const url = network.community.createRoom({ token: 'garden', name: 'Garden' });
    network.community.createRoom({ token: 'orchard', name: 'Orchard' });
    const [{ page: alice }, { page: bob }] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);
    await Promise.all([createAccount(alice, 'Alice'), createAccount(bob, 'Bob')]);
    network.community.appoint(await readAccountId(alice), 'admin', { room: 'garden' });
    await join(alice, url);
    await alice.getByTestId('conversation-options-avatar').click();
    await expectAccessible(alice, 'the settings of a community');
    await alice.getByTestId('edit-community-details').click();
    await alice.getByTestId('update-community-info-name-input').fill('Allotment');
    await alice.getByTestId('update-community-info-description-input').fill('Beans, mostly');
    await expectAccessible(alice, 'a community is edited');
    await alice.getByTestId('update-group-info-confirm-button').click();
    await expect(alice.getByTestId('community-name')).toHaveText('Allotment');
    await expect(alice.getByTestId('group-description')).toHaveText('Beans, mostly');
    await alice.getByTestId('modal-close-button').click();

    // By a card to a friend.
    await startConversation(alice, await readAccountId(bob));
    await expect(alice.getByTestId('header-conversation-name')).not.toHaveText('Allotment');
    await sendText(alice, 'Come and see');
    await expect(sentMark(alice, 'Come and see')).toBeVisible();
    await openConversation(alice, 'Allotment');
    await alice.getByTestId('conversation-options-avatar').click();
    await alice.getByTestId('invite-contacts-menu-option').click();
    await alice.getByTestId('select-contact').first().click();
    await alice.getByTestId('session-confirm-ok-button').click();
    await bob.getByTestId('message-request-banner').click();
    await row(bob, 'Alice').click();
    await bob.getByTestId('accept-message-request').click();
    await expect(row(alice, 'Bob')).toBeAttached();
    await bob.getByTestId('community-invitation-join').click();
    await expect(bob.getByTestId('community-preview-name')).toHaveText('Allotment');
    await expectAccessible(bob, 'an invitation to a community');
    await bob.getByTestId('session-confirm-ok-button').click();
    await expect(bob.getByTestId('header-conversation-name')).toHaveText('Allotment');
    await sendText(bob, 'Nice beans');

    // The people of the room, and one of them alone.
    await expect(bubble(alice, 'Nice beans')).toBeVisible();
    await alice.getByTestId('community-people-menu-option').click();
    await expect(alice.getByTestId('module-contact-name__profile-name')).toHaveText(['You', 'Bob']);
    await expectAccessible(alice, 'the people of a community');
    await alice.getByRole('button', { name: 'About Bob' }).last().click();
    await expectAccessible(alice, 'somebody in a community');
    // A contact behind the ID of the room: what is written to them goes where everything else does.
    await alice.getByTestId('new-session-conversation').click();
    await expect(alice.getByTestId('header-conversation-name')).toHaveText('Bob');
    await expect(alice.getByTestId('conversation-header-room')).toHaveCount(0);

    // The other rooms of the server.
    await bob.keyboard.press('Control+Shift+C');
    await bob.getByTestId('join-community-conversation').fill(url);
    await bob.getByRole('button', { name: 'All communities of this server' }).click();
    await bob.getByTestId('community-room').filter({ hasText: 'Orchard' }).click();
    await bob.getByTestId('session-confirm-ok-button').click();
    await expect(bob.getByTestId('header-conversation-name')).toHaveText('Orchard');
    await expect(bob.getByTestId('empty-conversation-control-message')).toBeVisible();
    await expectAccessible(bob, 'an empty community');
  });
});

async function join(page: Page, url: string): Promise<void> {
  await page.getByTestId('new-conversation-button').click();
  await page.getByTestId('chooser-new-community').click();
  await page.getByTestId('join-community-conversation').fill(url);
  await page.getByTestId('join-community-button').click();
  await expect(page.getByTestId('message-input-text-area')).toBeVisible();
}

function authors(page: Page): Locator {
  return page.getByTestId('module-message__author__profile-name');
}

function toast(page: Page, text: string): Locator {
  return page.getByTestId('session-toast').filter({ hasText: text });
}

function row(page: Page, name: string): Locator {
  return page.getByTestId('module-conversation__user__profile-name').getByText(name, { exact: true });
}

async function menu(page: Page, text: string): Promise<void> {
  await bubble(page, text).click({ button: 'right' });
  await expect(page.getByTestId('context-menu-item').first()).toBeVisible();
}

async function choose(page: Page, text: string, label: string): Promise<void> {
  await menu(page, text);
  await page.getByTestId('context-menu-item').getByText(label, { exact: true }).click();
}
