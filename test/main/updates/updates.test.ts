import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { newSigner } from '../../../build/updates/signing-key.ts';
import type { UpdateView } from '../../../src/ipc/index.ts';
import type { InstallWay } from '../../../src/main/updates/install-way.ts';
import type { LoadableRelease } from '../../../src/main/updates/installer.ts';
import { UpdateError } from '../../../src/main/updates/update-error.ts';
import { type UpdateSettings, Updates } from '../../../src/main/updates/updates.ts';
import { memoryLog } from '../support/memory-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { DAY_MS, NOW_MS, manifestOf, newPublisher, release, textOf } from './support/publisher.ts';

const { first, trust } = newPublisher();
const FEED = 'https://updates.example/undertone';
const APP_IMAGE: InstallWay = { platform: 'linux', arch: 'x64', kind: 'AppImage', way: 'install' };
const DEB: InstallWay = { platform: 'linux', arch: 'x64', kind: 'deb', way: 'by-hand' };
const NETWORK = { seeds: [], isRestartNeeded: false } as { readonly proxy?: string };
const MINUTE_MS = 60_000;

interface World {
  readonly way?: InstallWay | undefined;
  readonly feed?: string;
  readonly trust?: typeof trust | undefined;
  readonly settings?: Partial<UpdateSettings>;
  readonly isTheirTurn?: boolean;
}

/** A running app of version 1.0.0 with a feed that the test fills, and an installer that does as it is told. */
function world(options: World = {}, recordPath = join(temporaryFolder(), 'updates.json')) {
  const files = new Map<string, string>();
  const asked: string[] = [];
  const routes: unknown[] = [];
  const views: UpdateView[] = [];
  const timers: { readonly dueMs: number; readonly run: () => void }[] = [];
  const installs: { readonly version: string; readonly restarts: boolean }[] = [];
  let nowMs = NOW_MS;
  let settings: UpdateSettings = {
    autoUpdate: true,
    updateChannel: 'stable',
    updateFeed: '',
    ...options.settings,
  };
  let isReachable = true;
  let loading: (onProgress: (percent: number) => void) => Promise<void> = () => Promise.resolve();
  let installSucceeds = true;
  let current: LoadableRelease | undefined;
  let restartsAsked = 0;
  const updates = new Updates({
    version: '1.0.0',
    way: 'way' in options ? options.way : APP_IMAGE,
    trust: 'trust' in options ? options.trust : trust,
    feed: options.feed ?? FEED,
    settings: () => settings,
    connection: {
      use: (route) => routes.push(route),
      fetchText: (url) => {
        asked.push(url);
        return isReachable
          ? Promise.resolve(files.get(new URL(url).pathname.split('/').at(-1) ?? ''))
          : Promise.reject(new UpdateError('update-unreachable'));
      },
    },
    installer: () => ({
      isForUs: (found) => {
        current = found;
        return Promise.resolve(options.isTheirTurn !== false);
      },
      load: (onProgress) => loading(onProgress),
      install: ({ restarts }) => {
        installs.push({ version: current?.version ?? '', restarts });
        return installSucceeds;
      },
    }),
    recordPath,
    clock: {
      nowMs: () => nowMs,
      setTimer: (delayMs, run) => {
        const timer = { dueMs: nowMs + delayMs, run };
        timers.push(timer);
        return { cancel: () => timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0) };
      },
    },
    random: () => 0.5,
    log: memoryLog(),
    onChange: (view) => views.push(view),
    onRestart: () => (restartsAsked += 1),
  });
  return {
    updates,
    asked,
    routes,
    views,
    timers,
    installs,
    recordPath,
    restartsAsked: () => restartsAsked,
    publish: (change: Parameters<typeof release>[0], signers = [first]) =>
      files.set('latest.json', textOf(release(change, signers))),
    put: (name: string, text: string) => files.set(name, text),
    cutOff: (isCut = true) => (isReachable = !isCut),
    loads: (next: typeof loading) => (loading = next),
    installFails: () => (installSucceeds = false),
    set: (change: Partial<UpdateSettings>) => {
      settings = { ...settings, ...change };
      updates.settingsChanged();
    },
    /** Time goes on to the next timer, which rings; resolves when what it began has ended. */
    async next(): Promise<number> {
      const [timer] = timers.splice(0);
      const passedMs = (timer?.dueMs ?? nowMs) - nowMs;
      nowMs += passedMs;
      timer?.run();
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      return passedMs;
    },
    pass: (ms: number) => (nowMs += ms),
  };
}

/** A world whose app is started and knows its network. */
function running(options?: World, recordPath?: string) {
  const it = world(options, recordPath);
  it.updates.useNetwork(NETWORK);
  it.updates.start();
  return it;
}

describe('APP-10: looking', () => {
  test('begins after the first picture and goes on every ten minutes', async () => {
    const { next, asked, publish, updates } = running();
    publish({ version: '1.0.0' });
    expect(asked).toEqual([]);
    expect(await next()).toBe(20_000);
    expect(asked).toEqual([`${FEED}/keys.json`, `${FEED}/latest.json`]);
    expect(updates.view()).toMatchObject({ phase: 'waiting', outcome: 'newest', isOffered: false });
    expect(await next()).toBe(10 * MINUTE_MS);
    expect(asked).toHaveLength(4);
  });

  test('a feed that is gone for ever is never told of, and asked less and less', async () => {
    const { next, cutOff, views, updates } = running();
    cutOff();
    await next();
    const pauses: number[] = [];
    for (let look = 0; look < 8; look += 1) pauses.push((await next()) / MINUTE_MS);
    expect(pauses).toEqual([20, 40, 80, 160, 320, 360, 360, 360]);
    expect(views.filter(({ isOffered, isFailed }) => isOffered || isFailed === true)).toEqual([]);
    expect(updates.view().phase).toBe('waiting');
    cutOff(false);
    await next();
    expect(updates.view().outcome).toBe('unreachable');
  });

  test('does not happen before the way to the network is known', async () => {
    const { updates, next, asked, publish } = world();
    publish({ version: '1.1.0' });
    updates.start();
    await next();
    await updates.look();
    expect(asked).toEqual([]);
    updates.useNetwork(NETWORK);
    await next();
    expect(updates.view().version).toBe('1.1.0');
  });

  test('goes through the proxy of the person; where Chromium cannot use it, nothing is asked', async () => {
    const { updates, routes, asked, next, publish } = running();
    publish({ version: '1.1.0' });
    updates.useNetwork({ ...NETWORK, proxy: 'socks5h://127.0.0.1:9050' });
    expect(routes).toEqual(['direct', { proxy: 'socks5h://127.0.0.1:9050' }]);
    updates.useNetwork({ ...NETWORK, proxy: 'socks5h://ada:secret@127.0.0.1:9050' });
    expect(routes.at(-1)).toBe('nowhere');
    await next();
    expect(await updates.look()).toEqual({ phase: 'off', offReason: 'proxy-password', isOffered: false });
    expect(asked).toEqual([]);
  });

  test('does not happen by itself when it is switched off; whoever asks gets an answer', async () => {
    const { updates, next, asked, publish, set } = running({ settings: { autoUpdate: false } });
    publish({ version: '1.0.0' });
    for (let times = 0; times < 5; times += 1) await next();
    expect(asked).toEqual([]);
    expect((await updates.look()).outcome).toBe('newest');
    const looked = asked.length;
    await next();
    expect(asked).toHaveLength(looked);
    set({ autoUpdate: true });
    await next();
    expect(asked.length).toBeGreaterThan(looked);
  });

  test.each<[string, World, UpdateView['offReason']]>([
    ['nobody is trusted yet', { trust: undefined }, 'no-updates'],
    ['this is no package of ours', { way: undefined }, 'no-updates'],
    ['there is no feed', { feed: '' }, 'no-feed'],
  ])('is off when %s, and says so', async (_why, options, offReason) => {
    const { updates, next, asked } = running(options);
    await next();
    await updates.look();
    await updates.load();
    expect(updates.view()).toEqual({ phase: 'off', offReason, isOffered: false });
    expect(asked).toEqual([]);
  });

  test('SET-16: asks a feed of one’s own instead, which has to be signed by the same keys', async () => {
    const own = 'https://mirror.example/u/';
    const { updates, asked, put, publish } = running({ feed: '', settings: { updateFeed: own } });
    publish({ version: '1.1.0' });
    expect((await updates.look()).version).toBe('1.1.0');
    expect(asked.at(-1)).toBe(`${own}latest.json`);
    put('latest.json', textOf(release({ version: '6.6.6' }, [newSigner()])));
    expect(await updates.look()).toMatchObject({ outcome: 'refused', version: '1.1.0' });
  });

  test('betas are for those who want them', async () => {
    const { updates, put, publish, set } = running();
    publish({ version: '1.1.0' });
    put('beta.json', textOf(release({ channel: 'beta', version: '1.2.0-beta.1' }, [first])));
    expect((await updates.look()).version).toBe('1.1.0');
    set({ updateChannel: 'beta' });
    expect((await updates.look()).version).toBe('1.2.0-beta.1');
  });

  test('other settings are no reason to look, and what was found by other wishes is offered no more', async () => {
    const { updates, put, publish, set, timers } = running({ settings: { updateChannel: 'beta' } });
    publish({ version: '1.1.0' });
    put('beta.json', textOf(release({ channel: 'beta', version: '1.2.0-beta.1' }, [first])));
    expect((await updates.look()).isOffered).toBe(true);
    set({});
    const [due] = timers.map(({ dueMs }) => dueMs);
    set({});
    expect(timers.map(({ dueMs }) => dueMs)).toEqual([due]);
    set({ updateChannel: 'stable' });
    expect(updates.view()).toEqual({ phase: 'waiting', isOffered: false });
    expect((await updates.look()).version).toBe('1.1.0');
  });

  test('after the end nothing is written, even if an answer comes late', async () => {
    const { updates, publish, recordPath } = running();
    publish({ version: '1.1.0' });
    const looking = updates.look();
    updates.stop();
    await looking;
    expect(existsSync(recordPath)).toBe(false);
  });

  test('a release of the past, one of strangers and one that has expired each end in a quiet answer', async () => {
    const { updates, publish, views } = running();
    publish({ version: '0.9.0' });
    expect((await updates.look()).outcome).toBe('newest');
    publish({ version: '1.1.0' }, [newSigner()]);
    expect((await updates.look()).outcome).toBe('refused');
    publish({ version: '1.1.0', expiresAtMs: NOW_MS });
    expect((await updates.look()).outcome).toBe('expired');
    publish({ version: '0.8.0' });
    expect((await updates.look()).outcome).toBe('refused');
    expect(views.some(({ isOffered }) => isOffered)).toBe(false);
  });

  test('a release without a file for this computer is none', async () => {
    const { updates, publish } = running();
    publish({ version: '1.1.0', files: [{ ...manifestOf().files[0]!, arch: 'arm64' }] });
    expect(await updates.look()).toMatchObject({ phase: 'waiting', outcome: 'newest' });
  });

  test('whose turn has not come yet hears nothing', async () => {
    const { updates, publish } = running({ isTheirTurn: false });
    publish({ version: '1.1.0', stagingPercentage: 5 });
    expect(await updates.look()).toMatchObject({ phase: 'waiting', outcome: 'newest', isOffered: false });
  });

  test('what was seen is remembered over restarts', async () => {
    const { updates, publish, recordPath } = running();
    publish({ version: '1.2.0' });
    await updates.look();
    const again = running({}, recordPath);
    again.publish({ version: '1.1.0' });
    expect((await again.updates.look()).outcome).toBe('refused');
  });
});

describe('APP-10: offering', () => {
  test('a new version is offered once; after "later" not again for days, the next one at once', async () => {
    const { updates, publish, pass, recordPath } = running();
    publish({ version: '1.1.0', page: 'https://undertone.example/1.1.0' });
    expect(await updates.look()).toMatchObject({
      phase: 'available',
      version: '1.1.0',
      way: 'install',
      page: 'https://undertone.example/1.1.0',
      isOffered: true,
    });
    expect(updates.later()).toMatchObject({ phase: 'available', isOffered: false });
    pass(DAY_MS);
    expect((await updates.look()).isOffered).toBe(false);
    const again = running({}, recordPath);
    again.publish({ version: '1.1.0' });
    expect((await again.updates.look()).isOffered).toBe(false);
    again.publish({ version: '1.1.1', signedAtMs: NOW_MS });
    expect((await again.updates.look()).isOffered).toBe(true);
    pass(3 * DAY_MS);
    expect((await updates.look()).isOffered).toBe(true);
  });

  test('a package of the package manager is told of, never touched; a staged release only when it is for all', async () => {
    const { updates, publish, installs } = running({ way: DEB });
    const file = { ...manifestOf().files[0]!, kind: 'deb' as const, name: 'undertone-1.1.0-linux-amd64.deb' };
    publish({ version: '1.1.0', files: [file], stagingPercentage: 20 });
    expect((await updates.look()).phase).toBe('waiting');
    publish({ version: '1.1.0', files: [file], signedAtMs: NOW_MS });
    expect(await updates.look()).toMatchObject({
      phase: 'available',
      way: 'by-hand',
      command: 'sudo apt install ./undertone-1.1.0-linux-amd64.deb',
    });
    expect((await updates.load()).phase).toBe('available');
    updates.apply();
    updates.finish();
    expect(installs).toEqual([]);
  });
});

describe('APP-10: loading and applying', () => {
  test('progress is told, and what was loaded takes its place at the end, with or without a restart', async () => {
    const { updates, publish, views, loads, installs, restartsAsked } = running();
    publish({ version: '1.1.0' });
    await updates.look();
    loads(async (onProgress) => [0.2, 40, 40.4, 39, 100].forEach(onProgress));
    expect(await updates.load()).toMatchObject({ phase: 'ready', version: '1.1.0', isOffered: true });
    const told = views.filter(({ phase }) => phase === 'loading').map(({ percent }) => percent);
    expect(told).toEqual([0, 40, 100]);
    updates.apply();
    expect(restartsAsked()).toBe(1);
    expect(updates.finish()).toEqual({ restartsOld: false });
    expect(installs).toEqual([{ version: '1.1.0', restarts: true }]);
  });

  test('"later" waits for the end without a word; so does whoever does not quit after all', async () => {
    const { updates, publish, installs } = running();
    publish({ version: '1.1.0' });
    await updates.look();
    await updates.load();
    expect(updates.later()).toMatchObject({ phase: 'ready', isOffered: false });
    expect(await updates.look()).toMatchObject({ phase: 'ready', isOffered: false });
    updates.apply();
    updates.applyNotNow();
    updates.finish();
    expect(installs).toEqual([{ version: '1.1.0', restarts: false }]);
  });

  test('what did not come is offered again, and says that it did not work', async () => {
    const { updates, publish, loads, installs } = running();
    publish({ version: '1.1.0' });
    await updates.look();
    loads(() => Promise.reject(new UpdateError('update-download-failed')));
    expect(await updates.load()).toMatchObject({ phase: 'available', isFailed: true, isOffered: true });
    expect(await updates.look()).toMatchObject({ phase: 'available', isFailed: true });
    updates.apply();
    updates.finish();
    expect(installs).toEqual([]);
    loads(() => Promise.resolve());
    const ready = await updates.load();
    expect(ready.phase).toBe('ready');
    expect(ready.isFailed).toBeUndefined();
  });

  test('what cannot take its place leaves the old one, which begins again', async () => {
    const { updates, publish, installFails } = running();
    publish({ version: '1.1.0' });
    await updates.look();
    await updates.load();
    installFails();
    updates.apply();
    expect(updates.finish()).toEqual({ restartsOld: true });
    expect(updates.view().phase).toBe('ready');
  });

  test('a newer version takes the place of one that waits', async () => {
    const { updates, publish } = running();
    publish({ version: '1.1.0' });
    await updates.look();
    await updates.load();
    publish({ version: '1.1.1', signedAtMs: NOW_MS });
    expect(await updates.look()).toMatchObject({ phase: 'available', version: '1.1.1', isOffered: true });
  });

  test('nothing is loaded that was not offered, and nothing is written before there is something to know', async () => {
    const { updates, recordPath, installs } = running();
    await updates.load();
    updates.later();
    updates.apply();
    updates.finish();
    expect(installs).toEqual([]);
    expect(existsSync(recordPath)).toBe(false);
  });

  test('the record says nothing but versions, times and keys', async () => {
    const { updates, publish, recordPath } = running();
    publish({ version: '1.1.0' });
    await updates.look();
    updates.later();
    expect(JSON.parse(readFileSync(recordPath, 'utf8'))).toEqual({
      seen: { latest: { version: '1.1.0', signedAtMs: NOW_MS - DAY_MS } },
      later: { version: '1.1.0', untilMs: NOW_MS + 3 * DAY_MS },
    });
  });
});
