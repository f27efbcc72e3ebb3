import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

import { expect, test } from '@playwright/test';

import type { Locator, Page } from 'playwright-core';

import { type RunningApp, withProfiles } from '../build/drive/app.ts';
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

const PLAN = Buffer.from('%PDF-1.4\nThe plan for the summer house.\n');

test('two people show each other a picture, a sound and a document, answer, react, and take back', async () => {
  test.setTimeout(180_000);
  await onStage(async ({ window: openWindow }) => {
    const [alice, bob] = await Promise.all([openWindow('alice'), openWindow('bob')]);
    await meet(alice, bob);

    await attach(alice.page, { name: 'lake.png', mimeType: 'image/png', buffer: png(320, 240) });
    await bob.page.getByText('Click to download picture').click();
    await expect(bob.page.getByTestId('modal-heading')).toHaveText('Auto Download');
    await bob.page.getByTestId('session-confirm-ok-button').click();
    const picture = bob.page.locator('[data-attachmentindex="0"] img.module-image__image');
    await expect.poll(() => widthOf(picture)).toBeGreaterThan(0);
    await expect(bob.page.getByTestId('loading-animation')).toHaveCount(0);

    await react(bob.page, picture, '😮');
    await expect(alice.page.getByRole('button', { name: 'Bob reacted with 😮' })).toBeVisible();
    await picture.click({ button: 'right' });
    await bob.page.getByTestId('context-menu-item').getByText('Reply', { exact: true }).click();
    await sendText(bob.page, 'How calm!');
    await expect(alice.page.getByTestId('quote-text')).toHaveText('Picture');
    await expect.poll(() => widthOf(alice.page.getByTestId('quote-image'))).toBeGreaterThan(0);

    await attach(alice.page, { name: 'waves.wav', mimeType: 'audio/wav', buffer: wav(3) });
    const player = bob.page.getByTestId('audio-player');
    await player.getByRole('button', { name: 'Play' }).click();
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(player.getByRole('slider')).not.toHaveAttribute('aria-valuetext', /^0:00 /);

    await attach(alice.page, { name: 'plan.pdf', mimeType: 'application/pdf', buffer: PLAN });
    await withProfiles(async (folder) => {
      const path = join(folder, 'saved.pdf');
      await answerSaveDialogs(bob, path);
      await bob.page.getByRole('button', { name: 'Save plan.pdf' }).click();
      await expect(bob.page.getByTestId('session-toast')).toHaveText('Saved');
      expect(readFileSync(path).equals(PLAN)).toBe(true);
    });
    await expect(alice.page.getByTestId('data-extraction-notification')).toContainText('Bob');

    // Far up by now, if the window is small: the quote leads back to the picture.
    await bob.page.getByTestId('quote-container').click();
    await expect(picture).toBeInViewport();
    await picture.click();
    const large = bob.page.getByTestId('lightbox-stage').locator('img');
    await expect.poll(() => widthOf(large)).toBeGreaterThan(0);
    await bob.page.keyboard.press('Escape');
    await expect(large).toHaveCount(0);

    await alice.page.locator('img.module-image__image').click({ button: 'right' });
    await alice.page.getByTestId('context-menu-item').getByText('Delete', { exact: true }).click();
    await alice.page.getByText('Delete for everyone', { exact: true }).click();
    await alice.page.getByTestId('session-confirm-ok-button').click();
    await expect(bob.page.getByTestId('quote-text')).toHaveText('This message was deleted');
    await expect(picture).toHaveCount(0);
  });
});

/** Alice writes, Bob answers, which accepts her. */
async function meet(alice: RunningApp, bob: RunningApp): Promise<void> {
  await Promise.all([createAccount(alice.page, 'Alice'), createAccount(bob.page, 'Bob')]);
  await startConversation(alice.page, await readAccountId(bob.page));
  await sendText(alice.page, 'Hello Bob');
  await expect(sentMark(alice.page, 'Hello Bob')).toBeVisible();
  await openConversation(bob.page, 'Alice');
  await expect(bubble(bob.page, 'Hello Bob')).toBeVisible();
  await sendText(bob.page, 'Hello Alice');
  await expect(bubble(alice.page, 'Hello Alice')).toBeVisible();
}

/** As automation attaches a file; sends it by itself. */
async function attach(
  page: Page,
  file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByTestId('staged-attachments-container').waitFor();
  await page.getByTestId('send-message-button').click();
  await page.getByTestId('staged-attachments-container').waitFor({ state: 'detached' });
}

async function react(page: Page, target: Locator, emoji: string): Promise<void> {
  await target.click({ button: 'right' });
  await page.getByRole('button', { name: `React with ${emoji}` }).click();
}

/** 0 as long as it is not decoded. */
function widthOf(picture: Locator): Promise<number> {
  return picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
}

/** The dialog of the operating system, as a person who saves there answers it. */
async function answerSaveDialogs({ electron }: RunningApp, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const row = Buffer.concat([Buffer.of(0), Buffer.alloc(width * 3, 120)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A tone of so many seconds. */
function wav(seconds: number): Buffer {
  const rate = 8_000;
  const samples = Buffer.alloc(rate * seconds * 2);
  for (let at = 0; at < samples.length / 2; at += 1) samples.writeInt16LE(Math.sin(at / 6) * 9_000, at * 2);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
