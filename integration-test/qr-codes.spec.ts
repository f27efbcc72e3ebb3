import { type Page, expect, test } from '@playwright/test';
import encodeQR from 'qr';

import { createAccount, readAccountId } from '../build/drive/flows.ts';
import { onStage } from './support/stage.ts';

/** A picture of a code, as somebody may have saved it. */
const pictureOf = (text: string): Uint8Array => encodeQR(text, 'gif', { scale: 6 });

test('COM-01, NEW-08: the picture of a code leads into a community and to a person; any other picture is said to have none', async () => {
  test.setTimeout(120_000);
  await onStage(async ({ network, window }) => {
    const url = network.community.createRoom({ token: 'garden', name: 'Garden' });
    const [{ page: alice }, { page: bob }] = await Promise.all([
      window('test-integration-alice'),
      window('test-integration-bob'),
    ]);
    await Promise.all([createAccount(alice, 'Alice'), createAccount(bob, 'Bob')]);
    const bobId = await readAccountId(bob);

    await alice.getByTestId('new-conversation-button').click();
    await alice.getByTestId('chooser-new-community').click();
    await drop(alice, pictureOf('https://example.org/no-community'));
    await expect(alice.getByText('This picture has no address of a community.')).toBeVisible();
    await drop(alice, pictureOf(url));
    await expect(alice.getByTestId('community-preview-name')).toHaveText('Garden');
    await alice.getByTestId('join-community-button').click();
    await expect(alice.getByTestId('header-conversation-name')).toHaveText('Garden');

    await alice.getByTestId('new-conversation-button').click();
    await alice.getByTestId('chooser-new-conversation-button').click();
    await drop(alice, Uint8Array.of(71, 73, 70, 56));
    await expect(alice.getByText('No QR code was found in this picture.')).toBeVisible();
    await drop(alice, pictureOf(bobId));
    await expect(alice.getByTestId('header-conversation-name')).toContainText(bobId.slice(0, 6));
  });
});

/** Lets a file fall on the place for codes. */
async function drop(page: Page, bytes: Uint8Array): Promise<void> {
  const files = await page.evaluateHandle(
    (content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(content)], 'code.gif', { type: 'image/gif' }));
      return transfer;
    },
    [...bytes],
  );
  await page.getByTestId('qr-drop').dispatchEvent('drop', { dataTransfer: files });
}
