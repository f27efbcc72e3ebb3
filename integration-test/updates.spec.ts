import { existsSync, readFileSync, readdirSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

import { type ElectronApplication, type Page, expect, test } from '@playwright/test';

import { type Signer, newSigner, signedEnvelope } from '../build/updates/signing-key.ts';
import type { IpcResult, UpdateView } from '../src/ipc/index.ts';
import { envelopeJson } from '../src/main/updates/envelope.ts';
import {
  MANIFEST_TYPE,
  type Manifest,
  type ReleaseFile,
  manifestPayload,
} from '../src/main/updates/manifest.ts';
import { trustJson } from '../src/main/updates/trust.ts';
import { writeImage } from './support/image-pair.ts';
import { instanceEnvironment, launchApp, scratchFolder } from './support/launch-app.ts';
import { type UpdateFeed, startUpdateFeed } from './support/update-feed.ts';

const DAY_MS = 86_400_000;
const NEW = '9.1.0';
const signer = newSigner();
const roots = [newSigner(), newSigner()] as const;

let scratch: ReturnType<typeof scratchFolder>;
let feed: UpdateFeed;
let running: ElectronApplication | undefined;
/** The program that runs, as far as the updater knows. */
let image: string;
let old: Buffer;
let file: ReleaseFile;

test.beforeEach(async () => {
  scratch = scratchFolder();
  feed = await startUpdateFeed();
  image = join(scratch.folder, 'Undertone.AppImage');
  await writeImage(image, { version: '0.0.1', name: 'old' });
  old = readFileSync(image);
  const built = join(scratch.folder, 'built');
  file = await writeImage(built, { version: NEW, name: `undertone-${NEW}-linux-x86_64.AppImage` });
  feed.files.set(file.name, readFileSync(built));
});

test.afterEach(async () => {
  await running?.close().catch(() => undefined);
  running = undefined;
  await feed.close();
  scratch.remove();
});

/** Starts the app, whose updates come from the feed of this test and need its keys; by itself it looks for nothing. */
async function open(): Promise<Page> {
  const trust = trustJson({
    serial: 1,
    roots: roots.map(({ key }) => key),
    threshold: 2,
    releaseKeys: [signer.key, newSigner().key],
    revoked: [],
  });
  running = await launchApp({
    ...instanceEnvironment(scratch.folder),
    APPIMAGE: image,
    UNDERTONE_TEST_UPDATES: JSON.stringify({ feed: feed.url, trust }),
  });
  const page = await running.firstWindow();
  await page.getByTestId('create-account-button').waitFor();
  return page;
}

function publish(change: Partial<Manifest> = {}, signers: readonly Signer[] = [signer]): void {
  const manifest: Manifest = {
    format: 1,
    channel: 'latest',
    version: NEW,
    signedAtMs: Date.now() - DAY_MS,
    expiresAtMs: Date.now() + DAY_MS,
    files: [file],
    ...change,
  };
  const envelope = signedEnvelope(
    { payloadType: MANIFEST_TYPE, payload: manifestPayload(manifest) },
    signers,
  );
  feed.files.set('latest.json', Buffer.from(JSON.stringify(envelopeJson(envelope))));
}

async function ask(
  page: Page,
  channel: 'updates:look' | 'updates:load' | 'updates:get',
): Promise<UpdateView> {
  const result: IpcResult<UpdateView> = await page.evaluate(
    (name) => window.undertone.invoke(name, undefined),
    channel,
  );
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

function expectOldIntact(): void {
  expect(readFileSync(image).equals(old)).toBe(true);
  expect(readdirSync(dirname(image)).filter((name) => name.endsWith('.new'))).toEqual([]);
}

/** Resolves when a file is there, whole. */
async function appears(path: string): Promise<string> {
  const watcher = watch(dirname(path));
  try {
    while (!existsSync(path)) await new Promise((resolve) => watcher.once('change', resolve));
    return readFileSync(path, 'utf8');
  } finally {
    watcher.close();
  }
}

test('APP-10: only what has changed is loaded, takes the old one’s place, and begins', async () => {
  publish({ page: 'https://undertone.example/9.1.0' });
  const page = await open();
  expect(await ask(page, 'updates:look')).toMatchObject({
    phase: 'available',
    version: NEW,
    way: 'install',
    isOffered: true,
  });
  feed.takeSentBytes();
  expect(await ask(page, 'updates:load')).toMatchObject({ phase: 'ready', version: NEW });
  expect(feed.takeSentBytes()).toBeLessThan(file.size / 4);
  expect(feed.requests.some((request) => /bytes=\d+-\d+, \d+-\d+/.test(request))).toBe(true);
  expectOldIntact();
  // Nothing tells this computer from others.
  const headers = [...feed.headers];
  expect(headers.filter((header) => /staging|cookie|auth|0\.1\.0|Electron/.test(header))).toEqual([]);
  expect(headers.filter((header) => header.startsWith('accept-language:'))).toEqual(['accept-language: en']);

  const app = running!;
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  running = undefined;
  await page.evaluate(() => void window.undertone.invoke('updates:apply', undefined)).catch(() => undefined);
  await ended;
  expect(await appears(`${image}.ran`)).toBe(NEW);
  expect(readFileSync(image).equals(feed.files.get(file.name)!)).toBe(true);
  expect(readdirSync(join(scratch.folder, 'Session-test-test-integration', 'updates'))).not.toContain('load');
});

test('APP-10: the card is seen, put off, and found again in the preferences', async () => {
  publish();
  const page = await open();
  await page.evaluate(() => window.undertone.invoke('account:create', { displayName: 'Ada' }));
  const card = page.getByTestId('update-banner');
  await expect(card).toContainText(NEW);
  await page.getByTestId('update-later-button').click();
  await expect(card).toHaveCount(0);
  await page.getByTestId('settings-section').click();
  await page.getByTestId('preferences-settings-menu-item').click();
  await expect(page.getByTestId('auto-update-settings-toggle')).toBeVisible();
  await page.getByTestId('update-download-button').click();
  await expect(page.getByTestId('update-restart-button').last()).toBeVisible();
  expectOldIntact();
});

test('APP-10: whatever is wrong ends quietly, and the old one stays as it is', async () => {
  const page = await open();
  expect(await ask(page, 'updates:look')).toMatchObject({
    phase: 'waiting',
    outcome: 'unreachable',
    isOffered: false,
  });
  publish({}, [newSigner(), ...roots]);
  expect(await ask(page, 'updates:look')).toMatchObject({
    phase: 'waiting',
    outcome: 'refused',
    isOffered: false,
  });
  publish({ version: '0.0.9' });
  expect(await ask(page, 'updates:look')).toMatchObject({
    phase: 'waiting',
    outcome: 'newest',
    isOffered: false,
  });
  publish({ expiresAtMs: Date.now() - 1 });
  expect(await ask(page, 'updates:look')).toMatchObject({
    phase: 'waiting',
    outcome: 'expired',
    isOffered: false,
  });

  publish();
  expect(await ask(page, 'updates:look')).toMatchObject({ phase: 'available', version: NEW });
  for (const fault of ['changes-a-byte', 'cuts-off', 'never-ends'] as const) {
    feed.fail(fault);
    expect(await ask(page, 'updates:load'), fault).toMatchObject({ phase: 'available', isFailed: true });
    expectOldIntact();
  }
  publish({ version: '9.0.0' });
  expect((await ask(page, 'updates:look')).outcome).toBe('refused');

  const asked = feed.requests.length;
  await page.evaluate(() =>
    window.undertone.invoke('network:set-settings', { proxy: 'socks5h://127.0.0.1:9' }),
  );
  expect(await ask(page, 'updates:look')).toMatchObject({ outcome: 'unreachable' });
  expect(await ask(page, 'updates:load')).toMatchObject({ isFailed: true });
  await page.evaluate(() =>
    window.undertone.invoke('network:set-settings', { proxy: 'socks5h://a:b@127.0.0.1:9' }),
  );
  expect(await ask(page, 'updates:look')).toMatchObject({ phase: 'off', offReason: 'proxy-password' });
  expect(feed.requests).toHaveLength(asked);

  await page.evaluate(() => window.undertone.invoke('network:set-settings', { proxy: '' }));
  await feed.close();
  expect(await ask(page, 'updates:look')).toMatchObject({ outcome: 'unreachable' });
  expect(await ask(page, 'updates:load')).toMatchObject({ isFailed: true });
  expectOldIntact();
});
