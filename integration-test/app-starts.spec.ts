import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { type ElectronApplication, type Page, expect, test } from '@playwright/test';

import type { IpcResult } from '../src/ipc/index.ts';
import { finished, spawnApp } from './support/app-process.ts';
import {
  definedEnvironment,
  instanceEnvironment,
  launchApp,
  ROOT,
  scratchFolder,
} from './support/launch-app.ts';

declare global {
  interface Window {
    intruded?: boolean;
  }
}

let scratch: ReturnType<typeof scratchFolder>;
let running: ElectronApplication | undefined;

test.beforeEach(() => {
  scratch = scratchFolder();
});

test.afterEach(async () => {
  await running?.close().catch(() => undefined);
  running = undefined;
  scratch.remove();
});

/** Folder of the profile that {@link instanceEnvironment} leads to. */
function profile(): string {
  return join(scratch.folder, 'Session-test-test-integration');
}

async function open(options: Parameters<typeof launchApp>[1] = {}): Promise<Page> {
  running = await launchApp(instanceEnvironment(scratch.folder), options);
  return running.firstWindow();
}

/** Ends the app as its menu does and gives its exit status. */
async function quit(): Promise<number | null> {
  const app = running!;
  running = undefined;
  const child = app.process();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await app.evaluate(({ app: electronApp }) => electronApp.quit()).catch(() => undefined);
  return ended;
}

/** How Chromium would reach a web site and this machine, and what its pages may do with UDP. */
function waysOut(): Promise<{ readonly routes: readonly string[]; readonly policies: readonly string[] }> {
  return running!.evaluate(async ({ session, webContents }) => ({
    routes: await Promise.all(
      ['https://example.com/', 'http://127.0.0.1:80/'].map((url) => session.defaultSession.resolveProxy(url)),
    ),
    policies: webContents
      .getAllWebContents()
      .filter((each) => each.getURL().startsWith('app://'))
      .map((each) => each.getWebRTCIPHandlingPolicy()),
  }));
}

test.describe('SEC-01: the page is walled in', () => {
  test('it is our bundle, isolated, sandboxed, with a bridge of two functions', async () => {
    const page = await open();
    expect(page.url()).toBe('app://bundle/index.html');
    const seen = await page.evaluate(() => ({
      bridge: Object.entries(window.undertone).map(([name, value]) => `${name}: ${typeof value}`),
      leaks: ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
      stopped: typeof window.undertone.subscribe(() => undefined)(),
    }));
    expect(seen).toEqual({
      bridge: ['invoke: function', 'subscribe: function'],
      leaks: [],
      stopped: 'undefined',
    });
    const preferences = await running!.evaluate(({ webContents }) => {
      const contents = webContents.getAllWebContents().find((each) => each.getURL().startsWith('app://'));
      return (
        contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
  });

  test('Chromium connects nowhere by itself, and where a proxy is set never without it', async () => {
    let connections = 0;
    const server = createServer();
    server.on('connection', (socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const page = await open();
      await page.getByTestId('create-account-button').waitFor();
      const nowhere = 'SOCKS5 127.0.0.1:9';
      const wallsUp = { routes: [nowhere, nowhere], policies: ['disable_non_proxied_udp'] };
      await expect.poll(waysOut).toEqual(wallsUp);
      const allowCalls = (calls: boolean) =>
        page.evaluate(
          async (wanted) => (await window.undertone.invoke('privacy:set', { calls: wanted })).ok,
          calls,
        );
      expect(await allowCalls(true)).toBe(true);
      expect(await waysOut()).toEqual({ routes: ['DIRECT', 'DIRECT'], policies: ['default'] });
      const set = (proxy: string) =>
        page.evaluate(
          async (url) => (await window.undertone.invoke('network:set-settings', { proxy: url })).ok,
          proxy,
        );
      expect(await set(`socks5h://user:secret@127.0.0.1:${port}`)).toBe(true);
      const proxied = `SOCKS5 127.0.0.1:${port}`;
      expect(await waysOut()).toEqual({
        routes: [proxied, proxied],
        policies: ['disable_non_proxied_udp'],
      });
      expect(await set('')).toBe(true);
      expect((await waysOut()).routes).toEqual(['DIRECT', 'DIRECT']);
      expect(await allowCalls(false)).toBe(true);
      expect(await waysOut()).toEqual(wallsUp);
      connections = 0;
      const failure = await running!.evaluate(
        ({ session }, url) => session.defaultSession.fetch(url).then(() => '', String),
        `http://127.0.0.1:${port}/`,
      );
      expect(failure).toContain('ERR_BLOCKED_BY_CLIENT');
      expect(connections).toBe(0);
    } finally {
      server.close();
    }
  });

  test('no inline script, no evaluated text, nothing from elsewhere', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.end('window.intruded = true');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const page = await open();
      const outcome = await page.evaluate(async (remote) => {
        const load = (tag: 'script' | 'img'): Promise<string> =>
          new Promise((resolve) => {
            const element = document.createElement(tag);
            element.onload = () => resolve('loaded');
            element.onerror = () => resolve('refused');
            element.src = `${remote}/${tag}`;
            document.body.append(element);
          });
        const inline = document.createElement('script');
        inline.textContent = 'window.intruded = true';
        document.body.append(inline);
        const button = document.createElement('button');
        button.setAttribute('onclick', 'window.intruded = true');
        document.body.append(button);
        button.click();
        // In a task of its own, because what Playwright runs may evaluate.
        const evaluated = await new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              resolve(String((0, eval)('1 + 1')));
            } catch {
              resolve('refused');
            }
          });
        });
        return {
          script: await load('script'),
          image: await load('img'),
          fetched: await fetch(remote).then(
            () => 'fetched',
            () => 'refused',
          ),
          opened: window.open(remote) === null ? 'refused' : 'opened',
          evaluated,
          intruded: window.intruded ?? false,
        };
      }, origin);
      expect(outcome).toEqual({
        script: 'refused',
        image: 'refused',
        fetched: 'refused',
        opened: 'refused',
        evaluated: 'refused',
        intruded: false,
      });

      await page.evaluate((remote) => {
        const form = Object.assign(document.createElement('form'), { action: remote, method: 'post' });
        document.body.append(form);
        form.submit();
        window.location.href = remote;
      }, origin);
      expect(await invoke(page, 'app:info', undefined)).toMatchObject({ ok: true });
      expect(page.url()).toBe('app://bundle/index.html');
      expect(running!.windows()).toHaveLength(1);
      expect(requests).toBe(0);
    } finally {
      server.close();
    }
  });

  test('it may load itself anew, and go to no other page of the bundle', async () => {
    const page = await open();
    await page.getByTestId('create-account-button').waitFor();
    const loaded = page.waitForEvent('load');
    await page.evaluate(() => {
      window.intruded = true;
      setTimeout(() => window.location.reload());
    });
    await loaded;
    expect(await page.evaluate(() => window.intruded)).toBeUndefined();
    await page.evaluate(() => {
      window.intruded = true;
      window.location.href = 'app://bundle/other.html';
    });
    expect(await invoke(page, 'app:info', undefined)).toMatchObject({ ok: true });
    expect(await page.evaluate(() => window.intruded)).toBe(true);
    expect(page.url()).toBe('app://bundle/index.html');
  });

  test('permissions are refused, except writing to the clipboard', async () => {
    const page = await open();
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'persistent-storage'];
      const queries = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
      return (await Promise.all(queries)).map(({ state }) => state);
    });
    expect(new Set(states)).toEqual(new Set(['denied']));
    const media = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        (error: unknown) => (error as DOMException).name,
      ),
    );
    expect(media).toMatch(/^Not(?:Allowed|Found)Error$/);
  });

  test('a page that is not ours gets no answer, even with our preload script', async () => {
    await open();
    const answer = await running!.evaluate(
      async ({ BrowserWindow }, preload) => {
        const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        await window.loadURL('data:text/html,elsewhere');
        const result = (await window.webContents.executeJavaScript(
          "window.undertone.invoke('account:recovery-password')",
        )) as unknown;
        window.destroy();
        return result;
      },
      join(ROOT, 'dist', 'preload', 'index.cjs'),
    );
    expect(answer).toEqual({ ok: false, error: { code: 'ipc-invalid' } });
  });
});

/** Calls the bridge as the interface does. */
function invoke(page: Page, channel: string, input: unknown): Promise<IpcResult<unknown>> {
  return page.evaluate(
    ([name, payload]) => window.undertone.invoke(name as 'app:info', payload as undefined),
    [channel, input] as const,
  );
}

test.describe('the engine behind the bridge', () => {
  test('an account made in one run is there in the next; the profile is private', async () => {
    const first = await open();
    const created = await invoke(first, 'account:create', { displayName: 'Ada' });
    expect(created).toMatchObject({ ok: true, value: { displayName: 'Ada' } });
    expect(await invoke(first, 'account:create', { displayName: 'Ada' })).toEqual({
      ok: false,
      error: { code: 'account-exists' },
    });
    expect(await invoke(first, 'messages:send', { conversationId: 'one', text: 'a' })).toEqual({
      ok: false,
      error: { code: 'ipc-invalid' },
    });
    expect(await invoke(first, 'no:such-channel', undefined)).toEqual({
      ok: false,
      error: { code: 'ipc-invalid' },
    });
    expect(await quit()).toBe(0);

    const second = await open();
    const account = created.ok ? created.value : undefined;
    expect(await invoke(second, 'client:status', undefined)).toEqual({
      ok: true,
      value: { phase: 'ready', account },
    });
    expect(await quit()).toBe(0);

    const log = readFileSync(join(profile(), 'logs', 'undertone.log'), 'utf8');
    expect(log).toContain(' ended ');
    expect(log).not.toContain((account as { readonly id: string }).id);
    expect(log).not.toContain('Ada');
  });

  test('the window, the theme and test mode', async () => {
    const page = await open();
    const bounds = (): Promise<{ width: number; height: number }> =>
      running!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds());
    await expect(invoke(page, 'app:info', undefined)).resolves.toMatchObject({
      ok: true,
      value: { testMode: true, networkName: 'local', locale: 'en' },
    });
    await expect(invoke(page, 'settings:set', { theme: 'classic-light' })).resolves.toMatchObject({
      ok: true,
    });
    await running!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setSize(640, 500));
    await expect.poll(bounds).toMatchObject({ width: 640, height: 500 });
    await running!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
    await new Promise<void>((resolve) => running!.once('close', () => resolve()));

    const again = await open();
    expect(await bounds()).toMatchObject({ width: 640, height: 500 });
    expect(await invoke(again, 'settings:get', undefined)).toMatchObject({
      ok: true,
      value: { theme: 'classic-light', followSystem: false, zoomPercent: 100 },
    });
  });

  for (const [how, close] of [
    ['the window is closed', ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close()],
    ['the app quits', ({ app }) => app.quit()],
  ] as const satisfies readonly (readonly [string, (electron: typeof Electron.Main) => void])[]) {
    test(`APP-13: what the page saves while it goes is saved: ${how}`, async () => {
      const page = await open();
      const { value } = (await invoke(page, 'account:create', { displayName: 'Ada' })) as {
        value: { id: string };
      };
      await invoke(page, 'conversations:start', { accountId: value.id });
      await page.evaluate(() => {
        window.addEventListener('beforeunload', () => {
          void window.undertone.invoke('conversations:save-draft', { conversationId: 1, text: 'last words' });
        });
      });
      const ended = new Promise((resolve) => running!.process().once('exit', resolve));
      await running!.evaluate(close).catch(() => undefined);
      expect(await ended).toBe(0);
      running = undefined;
      expect(await invoke(await open(), 'conversations:get', { id: 1 })).toMatchObject({
        ok: true,
        value: { draft: 'last words' },
      });
    });
  }

  test('APP-05: the menu opens the settings, once there is an account', async () => {
    const page = await open();
    const preferences = (): Promise<boolean> =>
      running!.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('preferences')!.enabled);
    expect(await preferences()).toBe(false);
    await invoke(page, 'account:create', { displayName: 'Ada' });
    await expect.poll(preferences).toBe(true);
    await expect(page.locator('.inbox.index')).toBeVisible();
    await running!.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('preferences')!.click());
    await expect(page.locator('[data-modal-id=userSettingsModal]')).toBeVisible();
    const menus = await running!.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()!.items.map(({ label }) => label),
    );
    expect(menus).toEqual(expect.arrayContaining(['File', 'Edit', 'View', 'Window', 'Help']));
  });

  test('a page that crashes comes back once, and is reported the second time', async () => {
    await open();
    const app = running!;
    let output = '';
    app.process().stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const crash = (): Promise<void> =>
      app.evaluate(({ BrowserWindow }) => {
        const { webContents } = BrowserWindow.getAllWindows()[0]!;
        // Until the end of the process is noticed, its page looks as if nothing had happened.
        const noticed = new Promise<void>((resolve) => {
          webContents.once('render-process-gone', () => resolve());
        });
        webContents.forcefullyCrashRenderer();
        return noticed;
      });
    const url = (): Promise<string | undefined> =>
      app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        return contents?.isCrashed() === false && !contents.isLoading() ? contents.getURL() : undefined;
      });
    await crash();
    await expect.poll(url).toBe('app://bundle/index.html');
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    await crash().catch(() => undefined);
    expect(await ended).toBe(3);
    expect(output).toContain('"code":"page-lost"');
  });
});

test.describe('process contract', () => {
  test('the bundle starts when a file elsewhere loads it, whatever flags there are', async () => {
    const page = await open({ args: ['--an-unknown-flag', '--another=value'] });
    await expect(invoke(page, 'client:status', undefined)).resolves.toMatchObject({ ok: true });
    expect(existsSync(join(profile(), 'vault.json'))).toBe(true);
    expect(await running!.evaluate(({ app }) => app.getName())).toBe('Undertone');
  });

  test('two instances run side by side', async () => {
    await open();
    const other = await launchApp(instanceEnvironment(scratch.folder, 'test-integration-2'));
    try {
      await expect(invoke(await other.firstWindow(), 'client:status', undefined)).resolves.toMatchObject({
        ok: true,
      });
    } finally {
      await other.close();
    }
  });

  test('APP-03: without an instance name the second start only wakes the first', async () => {
    const {
      NODE_ENV: _environment,
      NODE_APP_INSTANCE: _instance,
      ...env
    } = {
      ...definedEnvironment(),
      ...instanceEnvironment(scratch.folder),
    };
    running = await launchApp(env);
    await running.firstWindow();
    const woken = running.evaluate(
      ({ app }) => new Promise((resolve) => app.once('second-instance', () => resolve('woken'))),
    );
    const { status } = await finished(spawnApp(env));
    expect(status).toBe(0);
    expect(await woken).toBe('woken');
    expect(running.windows()).toHaveLength(1);
    expect(existsSync(join(scratch.folder, 'Undertone', 'vault.json'))).toBe(true);
  });

  test('APP-13: SIGTERM is a quit, not a crash', async () => {
    await open();
    const child = running!.process();
    running = undefined;
    const ended = new Promise((resolve) => child.once('exit', (status) => resolve(status)));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(readFileSync(join(profile(), 'logs', 'undertone.log'), 'utf8')).toContain(' ended {"status":0}');
  });
});

test.describe('APP-12: a start that fails says why and touches nothing', () => {
  async function failedStart(): Promise<{
    readonly status: number | undefined;
    readonly report: Record<string, unknown>;
  }> {
    const { status, output } = await finished(spawnApp(instanceEnvironment(scratch.folder)));
    const line = output.split('\n').find((text) => text.startsWith('{"dialog"')) ?? '{}';
    return { status, report: JSON.parse(line) as Record<string, unknown> };
  }

  async function useOnce(): Promise<void> {
    const page = await open();
    await invoke(page, 'account:create', { displayName: 'Ada' });
    expect(await quit()).toBe(0);
  }

  const ALL_OFFERS = ['Copy Error', 'Delete All Data', 'Quit'];

  test('a damaged database, a wrong key, a missing key', async () => {
    await useOnce();
    const vaultPath = join(profile(), 'vault.json');
    const storePath = join(profile(), 'store', 'undertone.sqlite');
    const vault = readFileSync(vaultPath, 'utf8');
    const store = readFileSync(storePath);

    const otherKey = {
      ...(JSON.parse(vault) as object),
      wrap: Buffer.alloc(32, 1).toString('base64'),
      os: false,
    };
    writeFileSync(vaultPath, JSON.stringify(otherKey));
    expect(await failedStart()).toMatchObject({
      status: 3,
      report: { code: 'store-wrong-key', buttons: ALL_OFFERS },
    });
    expect(readFileSync(storePath)).toEqual(store);

    writeFileSync(vaultPath, 'not a vault');
    expect(await failedStart()).toMatchObject({
      status: 3,
      report: { code: 'vault-malformed', buttons: ALL_OFFERS },
    });
    expect(readFileSync(vaultPath, 'utf8')).toBe('not a vault');

    writeFileSync(vaultPath, '{"v":2}');
    expect(await failedStart()).toMatchObject({
      status: 3,
      report: { code: 'vault-newer', buttons: ALL_OFFERS },
    });

    writeFileSync(vaultPath, vault);
    writeFileSync(storePath, store.subarray(0, Math.floor(store.length / 2) + 7));
    const damaged = await failedStart();
    expect(damaged.status).toBe(3);
    expect(damaged.report['code']).toMatch(/^store-(?:corrupt|wrong-key)$/);

    writeFileSync(storePath, store);
    const page = await open();
    await expect(invoke(page, 'client:status', undefined)).resolves.toMatchObject({
      ok: true,
      value: { phase: 'ready', account: { displayName: 'Ada' } },
    });
  });

  test('a file in the place of the profile', async () => {
    writeFileSync(profile(), 'in the way');
    expect(await failedStart()).toMatchObject({
      status: 3,
      report: { code: 'profile-io', buttons: ['Copy Error', 'Quit'] },
    });
    expect(readFileSync(profile(), 'utf8')).toBe('in the way');
  });
});
