import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { closeApp, launchApp, withProfiles } from '../build/drive/app.ts';
import { bubble, createAccount, openConversation, sendText } from '../build/drive/flows.ts';
import { embeddedNetwork } from '../build/start/embedded-network.ts';

test('a newcomer finds a friendly contact who answers, and the contact is the same after a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'undertone-embedded-'));
  try {
    const first = await embeddedNetwork(folder);
    await withProfiles(async (profiles) => {
      const app = await launchApp({
        instance: 'newcomer',
        seedUrl: first.seedUrl,
        fileServer: first.fileServer,
        profiles,
        env: { UNDERTONE_GREETER_ID: first.echoId },
      });
      await createAccount(app.page, 'Nora');
      await openConversation(app.page, 'Echo');
      await expect(bubble(app.page, 'Write me something, and I will say it back.')).toBeVisible();
      await expect(app.page.getByText('The Lounge').first()).toBeVisible();
      await sendText(app.page, 'Anybody there?');
      await expect(bubble(app.page, 'Anybody there?')).toHaveCount(2);
      await closeApp(app);
    });
    const other = await embeddedNetwork(folder);
    const { echoId, seedUrl, rooms } = first;
    expect(rooms.map(({ name }) => name)).toEqual(['The Lounge', 'Garden talk']);
    expect(other).toMatchObject({ isOurs: false, echoId, seedUrl, rooms });
    await first.close();
    const again = await embeddedNetwork(folder);
    expect(again).toMatchObject({ isOurs: true, echoId, rooms });
    await again.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
