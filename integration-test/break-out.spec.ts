// The page is treated as if it were hostile (docs/threat-model.md, "A broken renderer"). Here it is: everything is tried that a script in it
// could try to become more than a page, and who stands outside tells whether anything got there.

/* eslint-disable @typescript-eslint/unbound-method -- Methods of the page are taken from their owners, as an intruder does. */

import { readdirSync } from 'node:fs';

import { type ElectronApplication, type Page, expect, test } from '@playwright/test';

import { CHANNELS } from '../src/ipc/channels.ts';
import { type Attempts, getThrough, inTask } from './support/break-out/attempt.ts';
import { CODE, NODE } from './support/break-out/code.ts';
import { DEVICES, PERMISSIONS } from './support/break-out/devices.ts';
import { ELSEWHERE } from './support/break-out/elsewhere.ts';
import { FILES, OWN_SCHEMES } from './support/break-out/files.ts';
import { type Listeners, listen, speakTo } from './support/break-out/listeners.ts';
import { OUTWARDS } from './support/break-out/outwards.ts';
import { instanceEnvironment, launchApp, scratchFolder } from './support/launch-app.ts';

const START_URL = 'app://bundle/index.html';

let scratch: ReturnType<typeof scratchFolder>;
let listeners: Listeners;
let running: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  scratch = scratchFolder();
  listeners = await listen(scratch.folder);
  running = await launchApp(instanceEnvironment(scratch.folder));
  page = await running.firstWindow();
  await page.getByTestId('create-account-button').waitFor();
});

test.afterEach(async () => {
  await running.close().catch(() => undefined);
  await listeners.close();
  scratch.remove();
});

/** Makes the attempts and says which got through. */
function getThroughAll(attempts: Attempts): Promise<readonly string[]> {
  return getThrough(page, attempts, listeners.target);
}

/** Nobody was reached, and whoever is reached would have told. */
async function expectSilence(): Promise<void> {
  expect(listeners.heard()).toEqual([]);
  await speakTo(listeners.target);
  await expect.poll(() => listeners.heard().length).toBe(3);
}

function invoke(channel: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, payload]) => window.undertone.invoke(name as 'app:info', payload as undefined),
    [channel, input] as const,
  );
}

/** Our page, alone, still the same one, and still answered. */
async function expectStillThere(after: string): Promise<void> {
  expect(await invoke('app:info', undefined), after).toMatchObject({ ok: true });
  expect(await page.evaluate(() => 'isTheSame' in window), after).toBe(true);
  expect(running.windows().length, after).toBe(1);
  expect(
    await running.evaluate(({ webContents }) => webContents.getAllWebContents().map((each) => each.getURL())),
    after,
  ).toEqual([START_URL]);
}

test('there is no Node in it, and no code runs that is no file of the bundle', async () => {
  expect(await getThroughAll(NODE)).toEqual([]);
  expect(await getThroughAll(CODE)).toEqual([]);
});

test('it reaches nobody', async () => {
  expect(await getThroughAll(OUTWARDS)).toEqual([]);
  await expectSilence();
});

test('with calls switched on and a proxy set it reaches nobody but through the proxy', async () => {
  await invoke('account:create', { displayName: 'Ada' });
  await invoke('privacy:set', { calls: true });
  // Port 9: a proxy that does not answer.
  expect(await invoke('network:set-settings', { proxy: 'socks5h://127.0.0.1:9' })).toMatchObject({
    ok: true,
  });
  expect(await getThroughAll(OUTWARDS)).toEqual([]);
  await expectSilence();
});

test('it goes nowhere, opens nothing and saves nothing', async () => {
  await page.evaluate(() => Object.assign(window, { isTheSame: true }));
  for (const [name, attempt] of Object.entries(ELSEWHERE)) {
    const outcome = page.evaluate(() => undefined).then(() => inTask(page, attempt, listeners.target));
    expect(await outcome, name).not.toBe(true);
    await expectStillThere(name);
  }
  expect(readdirSync(scratch.folder).sort()).toEqual(['Session-test-test-integration', 'intruder.js']);
  await expectSilence();
});

test('from the empty page, to which Chromium goes without asking, it comes back at once and has said nothing', async () => {
  const loaded = page.waitForEvent('load', () => page.url() === START_URL);
  await page.evaluate(() => void setTimeout(() => void (window.location.href = 'about:blank')));
  await loaded;
  await page.getByTestId('create-account-button').waitFor();
  await expectSilence();
});

test('it opens no file of this machine', async () => {
  expect(await getThroughAll(FILES)).toEqual([]);
  expect(await page.evaluate(() => 'intruded' in window)).toBe(false);
});

test('its own schemes give the bundle and what the token opens, and nothing besides', async () => {
  const { token } = await page.evaluate(async () => {
    const info = await window.undertone.invoke('app:info', undefined);
    if (!info.ok || info.value.media === undefined) throw new Error('no media');
    return info.value.media;
  });
  const ofToken = [
    '1',
    '0',
    '-1',
    '..',
    '..%2f1',
    '%00',
    '1%00',
    '1/2',
    '9'.repeat(16),
    `room-${'9'.repeat(15)}`,
    '',
  ];
  const urls = [
    ...OWN_SCHEMES,
    ...['attachment', 'avatar', 'store', '..'].flatMap((kind) =>
      ofToken.map((name) => `media://${kind}/${token}/${name}`),
    ),
  ];
  const answers = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (url) => {
          try {
            const response = await fetch(url);
            return { url, isOk: response.ok, bytes: (await response.text()).length };
          } catch {
            return { url, isOk: false, bytes: 0 };
          }
        }),
      ),
    urls,
  );
  expect(answers.filter(({ isOk, bytes }) => isOk || bytes > 0)).toEqual([]);
  const methods = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (method) => {
          const response = await fetch('app://bundle/index.html', { method }).catch(() => undefined);
          return response?.ok ?? false;
        }),
      ),
    ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'],
  );
  expect(methods).toEqual([false, false, false, false, false]);
});

test('what another profile shows is not shown to it', async () => {
  const other = await launchApp(instanceEnvironment(scratch.folder, 'test-integration-other'));
  try {
    const otherPage = await other.firstWindow();
    await otherPage.getByTestId('create-account-button').waitFor();
    const picture = await otherPage.evaluate(async () => {
      const { undertone } = window;
      const [info, account] = [
        await undertone.invoke('app:info', undefined),
        await undertone.invoke('account:create', { displayName: 'Bob' }),
      ];
      const canvas = new OffscreenCanvas(64, 64);
      canvas.getContext('2d')?.fillRect(0, 0, 9, 9);
      const bytes = await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer();
      const set = await undertone.invoke('account:set-picture', { bytes: new Uint8Array(bytes) });
      if (!info.ok || !account.ok || !set.ok) throw new Error(JSON.stringify([info, account, set]));
      return `${info.value.media?.base}avatar/${info.value.media?.token}/${account.value.id}`;
    });
    const statusOf = (where: Page): Promise<number> =>
      where.evaluate((url) => fetch(url).then(({ status }) => status), picture);
    expect(await statusOf(otherPage)).toBe(200);
    expect(await statusOf(page)).toBe(404);
  } finally {
    await other.close();
  }
});

test('every permission and every device is refused', async () => {
  const states = await page.evaluate(
    (names) =>
      Promise.all(
        names.map(async (name) => {
          // A name that this Chromium does not know is no permission.
          const status = await navigator.permissions
            .query({ name: name as PermissionName })
            .catch(() => undefined);
          return `${name}: ${status?.state ?? 'unknown'}`;
        }),
      ),
    PERMISSIONS,
  );
  expect(states.filter((state) => !/: (?:denied|unknown)$/.test(state))).toEqual([]);
  // After a click, which Chromium wants for some of them.
  await page.mouse.click(5, 5);
  expect(await getThroughAll(DEVICES)).toEqual([]);
  expect(running.windows()).toHaveLength(1);
});

test('it does not read what somebody has copied', async () => {
  const electron = await running.evaluate(() => Number.parseInt(process.versions['electron'] ?? '', 10));
  test.skip(
    electron < 36,
    'Electron before 36 lets every page paste by command and has no switch for it; releases are newer',
  );
  await running.evaluate(({ clipboard }) => clipboard.writeText('a copied secret'));
  const read = await page.evaluate(async () => {
    const field = document.createElement('textarea');
    document.body.append(field);
    field.focus();
    document.execCommand('paste');
    return [field.value, await navigator.clipboard.readText().catch(() => '')];
  });
  expect(read).toEqual(['', '']);
});

test('the tools of developers cannot be opened from within', async () => {
  await page.evaluate(() => {
    for (const key of ['F12', 'I']) {
      const init = { key, ctrlKey: key === 'I', shiftKey: key === 'I', bubbles: true };
      document.dispatchEvent(new KeyboardEvent('keydown', init));
    }
    // eslint-disable-next-line no-debugger
    debugger;
  });
  const areOpen = await running.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.isDevToolsOpened()),
  );
  expect(areOpen).toEqual([false]);
});

test.describe('the bridge', () => {
  test('cannot be changed or replaced', async () => {
    const changed = await page.evaluate(() => {
      const { undertone } = window;
      const own = { invoke: undertone.invoke, subscribe: undertone.subscribe };
      const tries: Readonly<Record<string, () => void>> = {
        assign: () => Object.assign(window, { undertone: {} }),
        define: () => void Object.defineProperty(window, 'undertone', { value: {} }),
        delete: () => void Reflect.deleteProperty(window, 'undertone'),
        invoke: () => Object.assign(undertone, { invoke: () => undefined }),
        add: () => Object.assign(undertone, { more: 1 }),
        prototype: () => void Object.setPrototypeOf(undertone, { more: 1 }),
      };
      for (const attempt of Object.values(tries)) {
        try {
          attempt();
        } catch {
          // Refused loudly is refused.
        }
      }
      return {
        isFrozen: Object.isFrozen(undertone),
        isSame: window.undertone === undertone && undertone.invoke === own.invoke,
        names: Object.keys(undertone),
        more: 'more' in undertone,
      };
    });
    expect(changed).toEqual({ isFrozen: true, isSame: true, names: ['invoke', 'subscribe'], more: false });
  });

  test('does not use what the page has made of its own world', async () => {
    const answers = await page.evaluate(async () => {
      const seen: unknown[] = [];
      const spy = (...args: readonly unknown[]): true => {
        seen.push(args);
        return true;
      };
      const { has } = Set.prototype;
      const own = { call: Function.prototype.call, apply: Function.prototype.apply };
      Set.prototype.has = spy;
      Object.assign(Object.prototype, { code: 'poisoned', channel: 'account:recovery-password' });
      Function.prototype.call = spy as never;
      Function.prototype.apply = spy as never;
      const unknown = await window.undertone.invoke('no:such' as 'app:info', undefined);
      const internal = await window.undertone.invoke('ELECTRON_BROWSER_REQUIRE' as 'app:info', undefined);
      Object.assign(Function.prototype, own);
      Set.prototype.has = has;
      for (const name of ['code', 'channel']) Reflect.deleteProperty(Object.prototype, name);
      return JSON.stringify([unknown, internal, seen.length]);
    });
    const refused = { ok: false, error: { code: 'ipc-invalid' } };
    expect(JSON.parse(answers)).toEqual([refused, refused, 0]);
  });

  test('answers nonsense of every kind, on every channel, with the one error that means it', async () => {
    const answers = await page.evaluate(async (channels) => {
      const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
      const cyclic: Record<string, unknown> = {};
      cyclic['cyclic'] = cyclic;
      // What becomes an empty object on its way, or is refused by the way itself, is left out.
      const nonsense: readonly unknown[] = [
        0,
        Number.NaN,
        'x',
        '\0',
        true,
        [],
        [undefined],
        { unknown: 1 },
        JSON.parse('{"__proto__":{"id":1},"constructor":1}'),
        { conversationId: '1', id: {}, text: [], path: '../../x' },
        { id: -1 },
        { id: 2 ** 60 },
        { id: 1, conversationId: 1, extra: true },
        deep(200),
        cyclic,
        new Uint8Array(10),
        10n,
        () => 1,
        Symbol('x'),
        Promise.resolve(1),
        { id: () => 1 },
      ];
      const answerTo = async (channel: unknown, input: unknown): Promise<string> => {
        try {
          const result = await window.undertone.invoke(channel as 'app:info', input as undefined);
          return result.ok ? 'done' : result.error.code;
        } catch (error) {
          return `thrown: ${String(error)}`;
        }
      };
      const found: string[] = [];
      for (const channel of channels) {
        for (const [at, input] of nonsense.entries()) {
          const answer = await answerTo(channel, input);
          if (answer !== 'ipc-invalid') found.push(`${channel}, ${at}: ${answer}`);
        }
      }
      const noChannels = [
        undefined,
        1,
        {},
        [],
        ['app:info'],
        { toString: () => 'app:info' },
        '',
        'events',
        '__proto__',
      ];
      for (const [at, channel] of noChannels.entries()) {
        const answer = await answerTo(channel, undefined);
        if (answer !== 'ipc-invalid') found.push(`no channel, ${at}: ${answer}`);
      }
      return found;
    }, CHANNELS);
    expect(answers).toEqual([]);
    expect(await invoke('app:info', undefined)).toMatchObject({ ok: true });
  });

  test('outlives a listener that is none, throws, or stops itself', async () => {
    const heard = page.evaluate(
      () =>
        new Promise((resolve) => {
          const { subscribe } = window.undertone;
          for (const listener of [
            undefined,
            1,
            {},
            () => {
              throw new Error('x');
            },
          ]) {
            try {
              subscribe(listener as never);
            } catch {
              // Refused loudly is refused.
            }
          }
          const stop = subscribe((events) => {
            stop();
            stop();
            resolve(events.length > 0);
          });
          void window.undertone.invoke('account:create', { displayName: 'Ada' });
        }),
    );
    expect(await heard).toBe(true);
    expect(await invoke('app:info', undefined)).toMatchObject({ ok: true });
  });
});
