// What only a window that lays its page out can show.

import { expect, type Locator, type Page, test } from '@playwright/test';

import { closeApp, launchApp, withProfiles } from '../build/drive/app.ts';
import {
  bubble,
  composer,
  createAccount,
  openConversation,
  readAccountId,
  sendText,
} from '../build/drive/flows.ts';
import { type Device, withWorld } from '../test/client/world.ts';

const NAME = 'module-conversation__user__profile-name';

/** A window of Alice, and Bob who has written to her. */
async function withBob(story: (page: Page, bob: Device, aliceId: string) => Promise<void>): Promise<void> {
  await withWorld(async ({ network, person }) => {
    const bob = await person('Bob');
    await withProfiles(async (profiles) => {
      const app = await launchApp({
        instance: 'details',
        seedUrl: network.seedUrl,
        fileServer: network.fileServer.address,
        profiles,
      });
      const { page } = app;
      await createAccount(page, 'Alice');
      const aliceId = await readAccountId(page);
      bob.send(aliceId, 'Are you there?');
      await openConversation(page, 'Bob');
      await sendText(page, 'Of course');
      await bob.received('Of course');
      await story(page, bob, aliceId);
      await closeApp(app);
    });
  });
}

const lines = (count: number) => Array.from({ length: count }, (_, at) => `Line ${at + 1}`).join('\n');

function bubbleWith(page: Page, words: string): Locator {
  return page.getByTestId('message-content').filter({ hasText: words });
}

function heightOf(page: Page, testId: string): Promise<number> {
  return page.getByTestId(testId).evaluate((element) => element.getBoundingClientRect().height);
}

test('the title, long words, directions, the menu of a row, what is unread, and the light on the path', async () => {
  await withBob(async (page, bob, aliceId) => {
    await test.step('APP-04: the title of the window is the name of the product', async () => {
      expect(await page.title()).toBe('Undertone');
    });

    await test.step('CNV-05: text is folded after 25 lines', async () => {
      bob.send(aliceId, lines(25));
      await bubbleWith(page, 'Line 25').waitFor();
      await expect(page.getByRole('button', { name: 'Read More' })).toHaveCount(0);
      bob.send(aliceId, `${lines(26)} the end`);
      const more = page.getByRole('button', { name: 'Read More' });
      await more.waitFor();
      const text = bubbleWith(page, 'the end').locator('[dir="auto"]');
      const lineHeight = await text.evaluate((element) => parseFloat(getComputedStyle(element).lineHeight));
      const height = () => text.evaluate((element) => element.clientHeight);
      expect(Math.round((await height()) / lineHeight)).toBe(25);
      await more.click();
      await expect.poll(async () => Math.round((await height()) / lineHeight)).toBe(26);
      await expect(more).toHaveCount(0);
    });

    await test.step('BET-04: a line in the other direction is cut at its own end', async () => {
      bob.send(aliceId, 'مرحبا بكم جميعا في هذه الرسالة الطويلة التي لا تتسع لها القائمة أبدا');
      const preview = page.locator('[data-roving] bdi').filter({ hasText: 'مرحبا' });
      await preview.waitFor();
      const isBeginningSeen = await preview.evaluate((element) => {
        const range = document.createRange();
        range.setStart(element.firstChild ?? element, 0);
        range.setEnd(element.firstChild ?? element, 5);
        const [word, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
        return (
          element.scrollWidth > element.clientWidth && word.left >= box.left && word.right <= box.right + 1
        );
      });
      expect(isBeginningSeen).toBe(true);
    });

    await test.step('CMP-17: every paragraph has its own direction, here and in bubbles', async () => {
      const mixed = 'Hello\nשלום';
      await composer(page).fill(mixed);
      const sides = (selector: string) =>
        page
          .locator(selector)
          .last()
          .evaluate((element) => {
            const { left, right } = element.getBoundingClientRect();
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            const found: ('left' | 'right')[] = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              const range = document.createRange();
              range.selectNodeContents(node);
              for (const box of range.getClientRects())
                if (box.width > 1) found.push(box.left - left < right - box.right ? 'left' : 'right');
            }
            return found;
          });
      expect(await sides('[data-testid="message-input-text-area"]')).toEqual(['left', 'right']);
      await sendText(page, `${mixed}\nand a line that makes the bubble wide`);
      await bubbleWith(page, 'makes the bubble wide').waitFor();
      // The last line is as wide as the bubble.
      const inBubble = await sides('[data-testid="message-content"] [dir="auto"]');
      expect(inBubble.slice(0, 2)).toEqual(['left', 'right']);
    });

    await test.step('CMP-01: the editor grows to eight lines, then scrolls', async () => {
      await composer(page).fill('one');
      const one = await heightOf(page, 'message-input-text-area');
      await composer(page).fill(lines(3));
      const three = await heightOf(page, 'message-input-text-area');
      expect(three).toBeGreaterThan(one);
      await composer(page).fill(lines(8));
      const eight = await heightOf(page, 'message-input-text-area');
      await composer(page).fill(lines(40));
      const forty = await heightOf(page, 'message-input-text-area');
      const line = (three - one) / 2;
      expect((forty - one) / line).toBeGreaterThan(6);
      expect((forty - eight) / line).toBeLessThan(1.5);
      expect(await composer(page).evaluate((element) => element.scrollHeight > element.clientHeight)).toBe(
        true,
      );
      await composer(page).fill('');
    });

    await test.step('LST-10: the menu of a row opens by its keys, at the row', async () => {
      const row = page
        .locator('[data-roving]')
        .filter({ has: page.getByTestId(NAME) })
        .first();
      const item = page.getByTestId('context-menu-item').first();
      for (const key of ['ContextMenu', 'Shift+F10']) {
        await row.focus();
        await page.keyboard.press(key);
        await expect(item).toBeVisible();
        const [rowBox, itemBox] = [await row.boundingBox(), await item.boundingBox()];
        expect(Math.abs((itemBox?.y ?? 0) - ((rowBox?.y ?? 0) + (rowBox?.height ?? 0)))).toBeLessThan(40);
        await page.keyboard.press('Escape');
        await expect(item).toHaveCount(0);
      }
    });

    await test.step('SET-02: every page of the settings is read from its beginning', async () => {
      await page.keyboard.press('Control+,');
      await page.getByTestId('help-settings-menu-item').scrollIntoViewIfNeeded();
      await page.getByTestId('help-settings-menu-item').click();
      await page.getByTestId('modal-back-button').waitFor();
      const tops = await page
        .locator('[data-modal-id="userSettingsModal"] div')
        .evaluateAll((elements) => elements.map(({ scrollTop }) => scrollTop));
      expect(Math.max(...tops)).toBe(0);
      await page.getByTestId('modal-close-button').click();
    });

    await test.step('SET-13: a light runs along the path, but not for those who want no motion', async () => {
      await page.getByTestId('path-light-container').click();
      await page.getByTestId('modal-heading').waitFor();
      const hop = page.locator('[data-modal-id="onionPathModal"] li').nth(1);
      await hop.waitFor();
      const motion = () =>
        hop.evaluate((element) => {
          const { animationName, animationDuration } = getComputedStyle(element, '::before');
          return animationName !== 'none' && parseFloat(animationDuration) > 0.01;
        });
      expect(await motion()).toBe(true);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      expect(await motion()).toBe(false);
      await page.emulateMedia({ reducedMotion: null });
      await page.keyboard.press('Escape');
    });

    await test.step('LST-03: an unread row has a bar, a ground of its own and a bold name', async () => {
      const look = () =>
        page
          .locator('[data-roving]')
          .filter({ has: page.getByTestId(NAME) })
          .first()
          .evaluate((row) => {
            const name = row.querySelector('[data-testid^="module-conversation"]');
            const bar = getComputedStyle(row, '::before');
            return {
              ground: getComputedStyle(row).backgroundColor,
              weight: Number(getComputedStyle(name ?? row).fontWeight),
              bar: bar.content === 'none' ? 0 : parseFloat(bar.inlineSize),
            };
          });
      await page.keyboard.press('Control+w');
      await page.getByTestId('empty-conversation').waitFor();
      await page.mouse.move(600, 400);
      const read = await look();
      bob.send(aliceId, 'Something new');
      await page.getByTestId('conversation-item-unread-count').waitFor();
      const unread = await look();
      expect(unread.ground).not.toBe(read.ground);
      expect(unread.weight).toBeGreaterThan(read.weight);
      expect(unread.weight).toBeGreaterThanOrEqual(700);
      expect([read.bar, unread.bar]).toEqual([0, 4]);
    });

    await test.step('BET-03: with forced colours everything keeps its edge', async () => {
      await openConversation(page, 'Bob');
      await bubble(page, 'Something new').waitFor();
      await page.emulateMedia({ forcedColors: 'active' });
      const edge = (testId: string) =>
        page
          .getByTestId(testId)
          .last()
          .evaluate((element) => {
            const { borderTopWidth, borderTopStyle, outlineStyle } = getComputedStyle(element);
            return (borderTopStyle !== 'none' && borderTopWidth !== '0px') || outlineStyle !== 'none';
          });
      expect(await edge('message-content')).toBe(true);
      await page.emulateMedia({ forcedColors: null });
    });
  });
});
