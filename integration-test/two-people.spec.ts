import { expect, test } from '@playwright/test';

import {
  bubble,
  createAccount,
  openConversation,
  readAccountId,
  readRecoveryPassword,
  restoreAccount,
  sendText,
  sentMark,
  startConversation,
} from '../build/drive/flows.ts';
import { onStage } from './support/stage.ts';

test('two people meet, write both ways, and one finds the talk again on a third device', async () => {
  await onStage(async ({ window }) => {
    const [alice, bob] = await Promise.all([window('alice'), window('bob')]);
    await Promise.all([createAccount(alice.page, 'Alice'), createAccount(bob.page, 'Bob')]);
    const bobId = await readAccountId(bob.page);

    await startConversation(alice.page, bobId);
    await sendText(alice.page, 'Hello Bob');
    await expect(sentMark(alice.page, 'Hello Bob')).toBeVisible();
    await openConversation(bob.page, 'Alice');
    await expect(bubble(bob.page, 'Hello Bob')).toBeVisible();
    await sendText(bob.page, 'Hello Alice');
    await expect(bubble(alice.page, 'Hello Alice')).toBeVisible();
    await expect(alice.page.getByTestId('header-conversation-name')).toHaveText('Bob');
    await expect(sentMark(bob.page, 'Hello Alice')).toBeVisible();

    const recoveryPassword = await readRecoveryPassword(bob.page);
    expect(recoveryPassword.split(' ')).toHaveLength(13);
    const tablet = await window('tablet');
    await restoreAccount(tablet.page, { recoveryPassword, displayName: 'Bob' });
    await openConversation(tablet.page, 'Alice');
    await expect(bubble(tablet.page, 'Hello Bob')).toBeVisible();
    await expect(bubble(tablet.page, 'Hello Alice')).toBeVisible();
    await expect(tablet.page.getByTestId('empty-msg-view-account-created')).toHaveCount(0);
  });
});

test('what is written without a network goes out when the network returns', async () => {
  await onStage(async ({ network, window }) => {
    const [alice, bob] = await Promise.all([window('alice'), window('bob')]);
    await Promise.all([createAccount(alice.page, 'Alice'), createAccount(bob.page, 'Bob')]);
    await startConversation(alice.page, await readAccountId(bob.page));
    await sendText(alice.page, 'first');
    await expect(sentMark(alice.page, 'first')).toBeVisible();
    await openConversation(bob.page, 'Alice');

    await network.goDark();
    await sendText(alice.page, 'into the dark');
    await expect(bubble(alice.page, 'into the dark')).toBeVisible();
    await expect(alice.page.locator('[data-testid="msg-status"][data-testtype="sending"]')).toBeVisible();
    await network.comeBack();
    await expect(bubble(bob.page, 'into the dark')).toBeVisible({ timeout: 40_000 });
    await expect(sentMark(alice.page, 'into the dark')).toBeVisible();
  });
});

test('a note to self, and a reload that keeps the draft', async () => {
  await onStage(async ({ window }) => {
    const { page } = await window('alice');
    await createAccount(page, 'Alice');
    await startConversation(page, await readAccountId(page));
    await expect(page.getByTestId('header-conversation-name')).toHaveText('Note to Self');
    await sendText(page, 'buy milk');
    await expect(sentMark(page, 'buy milk')).toBeVisible();
    await page.getByTestId('message-input-text-area').fill('half a thou');
    await page.reload();
    await openConversation(page, 'Note to Self');
    await expect(page.getByTestId('message-input-text-area')).toHaveText('half a thou');
    await expect(bubble(page, 'buy milk')).toBeVisible();
  });
});
