import { expect, test } from '@playwright/test';

import { closeApp, launchApp, withProfiles } from '../build/drive/app.ts';
import { bubble, createAccount, openConversation, readAccountId } from '../build/drive/flows.ts';
import { withWorld } from '../test/client/world.ts';

test('CNV-03: a conversation opened at an unread message follows what comes after, and stays where a reader scrolled to', async () => {
  await withWorld(async ({ network, person }) => {
    const bob = await person('Bob');
    await withProfiles(async (profiles) => {
      const app = await launchApp({
        instance: 'follows',
        seedUrl: network.seedUrl,
        fileServer: network.fileServer.address,
        profiles,
      });
      const { page } = app;
      await createAccount(page, 'Alice');
      const aliceId = await readAccountId(page);
      bob.send(aliceId, 'Are you there?');
      await openConversation(page, 'Bob');
      await bubble(page, 'Are you there?').waitFor();
      for (let number = 1; number <= 30; number += 1) bob.send(aliceId, `Message ${number}`);
      await expect(bubble(page, 'Message 30')).toBeInViewport();

      await page.getByTestId('messages-container').hover();
      await page.mouse.wheel(0, -600);
      await expect(page.getByTestId('scroll-to-bottom-button')).toBeVisible();
      bob.send(aliceId, 'While you read');
      await expect(bubble(page, 'While you read')).not.toBeInViewport();
      await page.getByTestId('scroll-to-bottom-button').click();
      await expect(bubble(page, 'While you read')).toBeInViewport();
      await closeApp(app);
    });
  });
});
