import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';

import {
  bubble,
  composer,
  createAccount,
  openConversation,
  readAccountId,
  sendText,
  sentMark,
  startConversation,
} from '../build/drive/flows.ts';
import { onStage } from './support/stage.ts';

const PLANTED = 'GPS 52.5163N 13.3777E';

test('pictures are asked about, staged, stripped of their place, and sent', async () => {
  await onStage(async ({ window }) => {
    const [alice, bob] = await Promise.all([window('alice'), window('bob')]);
    await Promise.all([createAccount(alice.page, 'Alice'), createAccount(bob.page, 'Bob')]);
    const { page } = alice;
    await startConversation(page, await readAccountId(bob.page));

    // CMP-10: a request is words only.
    await page.getByTestId('attachments-button').click();
    await expect(page.getByTestId('session-toast')).toContainText('request is accepted');
    await sendText(page, 'Hello Bob');
    await openConversation(bob.page, 'Alice');
    await sendText(bob.page, 'Hello Alice');
    await expect(bubble(page, 'Hello Alice')).toBeVisible();

    const photo = withExif(await photograph(page));
    expect(photo.includes(PLANTED)).toBe(true);
    await page.locator('input[type=file]').setInputFiles([
      { name: 'beach.jpg', mimeType: 'image/jpeg', buffer: photo },
      { name: 'bad.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') },
    ]);
    const staged = page.getByTestId('staged-attachments-container');
    await expect(staged.getByTestId('staged-attachment')).toHaveCount(1);
    await expect(staged.locator('img')).toBeVisible();
    await page.getByTestId('original-quality-toggle').click();
    await expect(staged.locator('[aria-busy=true]')).toHaveCount(0);

    // It waits where it is while the person is elsewhere.
    await startConversation(page, await readAccountId(page));
    await expect(staged).toHaveCount(0);
    await openConversation(page, 'Bob');
    await expect(staged.locator('img')).toBeVisible();

    await composer(page).fill('The beach');
    await page.getByTestId('send-message-button').click();
    await expect(staged).toHaveCount(0);
    await expect(sentMark(page, 'The beach')).toBeVisible();
    const sent = await bytesOfLastFile(page);
    expect(sent.subarray(0, 3)).toEqual(Buffer.of(0xff, 0xd8, 0xff));
    expect(sent.includes(PLANTED)).toBe(false);

    // A picture out of the clipboard.
    await composer(page).evaluate(
      (editor, bytes) => {
        const clipboardData = new DataTransfer();
        clipboardData.items.add(new File([Uint8Array.from(bytes)], 'image.png', { type: 'image/png' }));
        editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      },
      [...photo],
    );
    await expect(staged.getByTestId('staged-attachment')).toHaveCount(1);
    await page.getByTestId('staged-attachment-remove').click();
    await expect(staged).toHaveCount(0);
  });
});

test('names and emoji are completed, and undo takes back what was chosen', async () => {
  await onStage(async ({ window }) => {
    const { page } = await window('alice');
    await createAccount(page, 'Alice');
    const ownId = await readAccountId(page);
    await startConversation(page, ownId);
    const editor = composer(page);
    const list = page.getByTestId('mentions-container');

    await editor.fill(':a');
    await expect(list.getByTestId('mentions-container-row').first()).toHaveText(/:a:$/);
    await editor.fill('https:/');
    await expect(list).toHaveCount(0);
    await editor.fill('see :smil');
    await expect(list).toBeVisible();
    await editor.click();
    await expect(list).toHaveCount(0);
    await editor.fill('');
    await editor.fill('see :smile');
    await expect(list).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(editor).toHaveText('see 😄');

    await page.keyboard.type('for @al');
    await expect(list.getByText('You', { exact: true })).toBeVisible();
    await page.keyboard.press('Tab');
    const pill = editor.locator('[data-mention]');
    await expect(pill).toHaveText('@Alice');
    await page.keyboard.press('ControlOrMeta+Z');
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(pill).toHaveCount(0);
    await editor.fill('for @al');
    await expect(list).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type('now');
    // One press of the key takes a pill as one character.
    for (let press = 0; press < 'now '.length; press += 1) await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await expect(editor).toHaveText('for ');
    await page.keyboard.type('@al');
    await expect(list).toBeVisible();
    await page.keyboard.press('Enter');

    await page.keyboard.press('ControlOrMeta+E');
    await page.getByTestId('emoji-search').fill('rocket');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('emoji-panel')).toHaveCount(0);
    await expect(editor).toContainText('🚀');
    await page.getByTestId('send-message-button').click();
    expect(await lastText(page)).toBe(`for @${ownId} 🚀`);
  });
});

test('the first link asks once, and then shows what the site says', async () => {
  const site = await startSite();
  const { port } = site.address() as AddressInfo;
  try {
    await onStage(async ({ window }) => {
      const { page } = await window('alice', {
        env: { SESSION_TEST_HOST_MAP: JSON.stringify({ 'weather.example.org': `http://127.0.0.1:${port}` }) },
      });
      await createAccount(page, 'Alice');
      await startConversation(page, await readAccountId(page));
      await composer(page).fill('https://weather.example.org/today');
      const dialog = page.locator('[data-modal-id=confirmModal]');
      await dialog.getByTestId('session-confirm-ok-button').click();
      await expect(page.getByTestId('link-preview-title')).toHaveText('Sunny');
      await expect(page.getByTestId('link-preview-image')).toBeVisible();
      await page.getByTestId('send-message-button').click();
      await expect(page.getByTestId('link-preview')).toHaveCount(0);
      await expect
        .poll(() => lastPreview(page))
        .toMatchObject({ title: 'Sunny', image: { isVoiceMessage: false } });

      await composer(page).fill('https://elsewhere.example.org/');
      await composer(page).fill('again https://weather.example.org/');
      await expect(page.getByTestId('link-preview-title')).toHaveText('Sunny');
      await expect(dialog).toHaveCount(0);
      await page.getByTestId('link-preview-close').click();
      await expect(page.getByTestId('link-preview')).toHaveCount(0);
    });
  } finally {
    site.close();
  }
});

test('a voice message needs the microphone to be switched on, and is heard before it is sent', async () => {
  await onStage(async ({ window }) => {
    const { page } = await window('alice', { args: ['--use-fake-device-for-media-stream'] });
    await createAccount(page, 'Alice');
    await startConversation(page, await readAccountId(page));

    const refused = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        (error: DOMException) => error.name,
      ),
    );
    expect(refused).toBe('NotAllowedError');
    await page.getByTestId('microphone-button').click();
    await page.getByTestId('session-toast').click();
    await page.getByTestId('enable-microphone-settings-row').click();
    await expect(page.getByTestId('enable-microphone-settings-toggle').locator('input')).toBeChecked();
    await page.getByTestId('modal-close-button').click();
    const camera = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'given',
        (error: DOMException) => error.name,
      ),
    );
    expect(camera).toBe('NotAllowedError');

    await page.getByTestId('microphone-button').click();
    const bar = page.getByTestId('voice-recording');
    await expect(page.getByTestId('recording-timer')).toHaveText('0:02');
    await page.keyboard.press('Space');
    await expect(bar).toHaveAttribute('data-state', 'paused');
    await page.keyboard.press('Space');
    await page.getByTestId('end-voice-message').click();
    await expect(bar).toHaveAttribute('data-state', 'ready');
    await page.getByTestId('voice-play-pause').click();
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await page.getByTestId('send-message-button').click();
    await expect(bar).toHaveCount(0);
    const voice = await bytesOfLastFile(page);
    // The beginning of a frame of MPEG-1, layer III.
    expect(voice[0]).toBe(0xff);
    expect(voice[1]).toBe(0xfb);
    expect(voice.length).toBeGreaterThan(12_000);
    const message = await lastMessage(page);
    expect(message?.attachments[0]).toMatchObject({ isVoiceMessage: true, contentType: 'audio/mpeg' });
    expect(message?.attachments[0]?.durationMs).toBeGreaterThan(1_900);
  });
});

/** A picture as a camera makes it, from the page's own canvas. */
async function photograph(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    const gradient = context.createLinearGradient(0, 0, 640, 480);
    gradient.addColorStop(0, 'teal');
    gradient.addColorStop(1, 'orange');
    context.fillStyle = gradient;
    context.fillRect(0, 0, 640, 480);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return Buffer.from(bytes);
}

/** With a place planted where cameras write it. */
function withExif(jpeg: Buffer): Buffer {
  const payload = Buffer.concat([
    Buffer.from('Exif\0\0MM\0\x2a\0\0\0\x08\0\0\0\0\0\0'),
    Buffer.from(PLANTED),
  ]);
  const head = Buffer.of(0xff, 0xe1, (payload.length + 2) >> 8, (payload.length + 2) & 0xff);
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)]);
}

/** A page with a title and a picture. */
async function startSite(): Promise<Server> {
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const server = createServer((request, response) => {
    if (request.url === '/sun.png') response.setHeader('Content-Type', 'image/png').end(picture);
    else
      response
        .setHeader('Content-Type', 'text/html')
        .end(
          '<title>x</title><meta property="og:title" content="Sunny"><meta property="og:image" content="/sun.png">',
        );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** The newest message of the conversation that was active last. */
function lastMessage(page: Page) {
  return page.evaluate(async () => {
    const list = await window.undertone.invoke('conversations:list', { limit: 1 });
    const conversationId = list.ok ? list.value[0]?.id : undefined;
    if (conversationId === undefined) return undefined;
    const found = await window.undertone.invoke('messages:page', { conversationId, limit: 1 });
    return found.ok ? found.value.messages.at(-1) : undefined;
  });
}

async function lastText(page: Page): Promise<string | undefined> {
  return (await lastMessage(page))?.text;
}

async function lastPreview(page: Page) {
  return (await lastMessage(page))?.preview;
}

/** What of a file lies on the disk, decrypted. */
async function bytesOfLastFile(page: Page): Promise<Buffer> {
  await expect.poll(async () => (await lastMessage(page))?.attachments.length).toBe(1);
  const id = (await lastMessage(page))?.attachments[0]?.id;
  const bytes = await page.evaluate(async (attachmentId) => {
    const info = await window.undertone.invoke('app:info', undefined);
    if (!info.ok || info.value.media === undefined) throw new Error('no media');
    const { base, token } = info.value.media;
    const response = await fetch(`${base}attachment/${token}/${attachmentId}`);
    return [...new Uint8Array(await response.arrayBuffer())];
  }, id);
  return Buffer.from(bytes);
}
