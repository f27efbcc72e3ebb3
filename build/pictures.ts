// Takes the pictures of docs/pictures: the real app in light and dark, on a local network with a few people in it.
//
//   node build/pictures.ts

import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import {
  type Client,
  createClient,
  createLog,
  parseFileServer,
  systemClock,
  systemRandom,
} from '../ts/client/index.ts';
import { type LocalNetwork, startLocalNetwork } from '../ts/local-network/index.ts';
import { build } from './build.ts';
import { hasDisplay, onDisplay } from './display.ts';
import { closeApp, launchApp, nextEvent, withProfiles } from './drive/app.ts';
import {
  createAccount,
  openConversation,
  readAccountId,
  sendText,
  startConversation,
} from './drive/flows.ts';
import { ROOT, run } from './run.ts';

const FOLDER = join(ROOT, 'docs', 'pictures');

const SIZE = { width: 1080, height: 760 };

const THEMES = ['classic-dark', 'classic-light'] as const;
type Theme = (typeof THEMES)[number];

/** Who writes what to the person in front of the window. */
const FRIENDS: readonly (readonly [name: string, ...texts: readonly string[]])[] = [
  [
    'Lena Fischer',
    'The draft is wonderful. I would only change the last line.',
    'Shall I send you my notes?',
  ],
  ['Papa', 'Did you get home safely?'],
  ['Yuki 雪', '写真、届いた？ とてもきれいだよ 🌸'],
  ['Omar', 'See you at the station at seven.'],
];

const TALK: readonly (readonly [from: 'me' | 'them', text: string])[] = [
  ['them', 'Hey! Are you on Undertone now?'],
  ['me', 'Since five minutes. It did not even ask for my number.'],
  ['them', 'That is the idea 🙂'],
  ['me', 'And who can read what we write here?'],
  [
    'them',
    'You and I. The nodes in between pass on envelopes that none of them can open, and none of them knows both ends.',
  ],
  ['me', 'Lovely. Coffee tomorrow at ten?'],
  ['them', 'Ten is perfect. I will bring the book.'],
];

async function takePictures(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const network = await startLocalNetwork({ nodeCount: 24 });
  const friends: Client[] = [];
  try {
    await withProfiles(async (profiles) => {
      const friend = async (name: string): Promise<Client> => {
        const client = await openFriend({ profiles, name, network });
        friends.push(client);
        return client;
      };
      const app = await launchApp({
        instance: 'pictures-test-integration',
        seedUrl: network.seedUrl,
        fileServer: network.fileServer.address,
        profiles,
      });
      const { page } = app;
      await app.electron.evaluate(
        ({ BrowserWindow }, size) =>
          BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
        SIZE,
      );
      await photographOnboarding(page);
      await createAccount(page, 'Alice');
      await inBothThemes(page, 'welcome');
      const ownId = await readAccountId(page);
      for (const [name, ...texts] of FRIENDS) {
        const client = await friend(name);
        for (const text of texts) await told(app, () => say(client, { to: ownId, text }));
      }
      await haveTalk(app, { friend: await friend('Mira'), ownId });
      await inBothThemes(page, 'conversation');
      await photographSettings(page);
      await closeApp(app);
    });
  } finally {
    await Promise.all(friends.map((client) => client.close()));
    await network.close();
  }
}

async function openFriend({
  profiles,
  name,
  network: { seedUrl, fileServer },
}: {
  readonly profiles: string;
  readonly name: string;
  readonly network: LocalNetwork;
}): Promise<Client> {
  const client = await createClient({
    storePath: join(profiles, name, 'friend.db'),
    storeKey: Uint8Array.from(randomBytes(32)),
    network: { kind: 'devnet', seedUrl, fileServer: parseFileServer(fileServer.address) },
    clock: systemClock,
    random: systemRandom,
    log: createLog(systemClock, () => undefined),
  });
  client.createAccount({ displayName: name });
  return client;
}

function say(client: Client, { to, text }: { readonly to: string; readonly text: string }): void {
  const { id } = client.startConversation({ accountId: to });
  client.sendMessage({ conversationId: id, text });
}

/** Waits until the window has heard of the message that `speak` sends. */
async function told(app: Awaited<ReturnType<typeof launchApp>>, speak: () => void): Promise<void> {
  const heard = nextEvent(app, 'message');
  speak();
  await heard;
}

async function haveTalk(
  app: Awaited<ReturnType<typeof launchApp>>,
  { friend, ownId }: { readonly friend: Client; readonly ownId: string },
): Promise<void> {
  const friendId = friend.status().account?.id ?? '';
  let isOpen = false;
  for (const [from, text] of TALK) {
    if (from === 'them') await told(app, () => say(friend, { to: ownId, text }));
    else {
      if (!isOpen) await openConversation(app.page, 'Mira');
      isOpen = true;
      const delivered = nextEvent(app, 'delivered');
      await sendText(app.page, text);
      await delivered;
    }
  }
  await startConversation(app.page, friendId);
}

async function photographOnboarding(page: Page): Promise<void> {
  await inBothThemes(page, 'landing');
  await page.getByTestId('existing-account-button').click();
  await page.getByTestId('recovery-phrase-input').fill('abbey abducts ability');
  await page.getByTestId('continue-button').click();
  await page.getByTestId('error-message').waitFor();
  await inBothThemes(page, 'restore');
  await page.getByTestId('back-button').click();
  await page.getByTestId('session-confirm-ok-button').click();
}

async function photographSettings(page: Page): Promise<void> {
  await page.getByTestId('settings-section').click();
  await page.getByTestId('your-profile-name').waitFor();
  await inBothThemes(page, 'settings');
  await page.getByTestId('modal-close-button').click();
  await page.getByTestId('path-light-container').click();
  await page.getByTestId('modal-heading').waitFor();
  await inBothThemes(page, 'path');
  await page.keyboard.press('Escape');
  await page.getByTestId('new-conversation-button').click();
  await page.getByTestId('chooser-invite-friend').click();
  await inBothThemes(page, 'invite');
}

async function inBothThemes(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await setTheme(page, theme);
    await page.screenshot({ path: join(FOLDER, `${name}-${theme.replace('classic-', '')}.png`) });
  }
  await setTheme(page, 'classic-dark');
}

async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate(
    (chosen) => window.undertone.invoke('settings:set', { theme: chosen, followSystem: false }),
    theme,
  );
  await page.locator(`:root[data-theme="${theme}"]`).waitFor();
}

process.chdir(ROOT);
await build();
if (hasDisplay()) await takePictures();
else {
  const { command, args } = onDisplay(process.execPath, ['build/pictures.ts']);
  process.exitCode = (await run(command, args)).status;
}
