import type { ProxyConfig, WebContents } from 'electron';
import { expect, test } from 'vitest';

import { ChromiumNetwork, chromiumRoute, proxyConfig } from '../../../src/main/windows/chromium-network.ts';

test.each([
  ['socks5h://127.0.0.1:9050', 'socks5://127.0.0.1:9050'],
  ['socks5://alice:secret%20word@proxy.example:1081', 'socks5://proxy.example:1081'],
  ['socks://proxy.example', 'socks5://proxy.example:1080'],
  ['socks5h://[::1]:9050', 'socks5://[::1]:9050'],
])('behind %s everything goes to %s, also what is on this machine', (proxy, proxyRules) => {
  const config = { mode: 'fixed_servers', proxyRules, proxyBypassRules: '<-loopback>' };
  expect(proxyConfig(chromiumRoute({ proxy, calls: true }))).toEqual(config);
});

test('without a proxy the system’s own is not asked for either', () => {
  expect(proxyConfig(chromiumRoute({ calls: true }))).toEqual({ mode: 'direct' });
  expect(proxyConfig(chromiumRoute({ proxy: '', calls: true }))).toEqual({ mode: 'direct' });
});

test.each([{ proxy: '' }, { proxy: 'socks5h://127.0.0.1:9050' }])(
  'whoever has not switched calls on has no page that connects to anything: %j',
  (settings) => {
    expect(chromiumRoute({ ...settings, calls: false })).toBe('nowhere');
  },
);

test('nothing has a way out before the settings are known; a change reaches every page and cuts what was connected', async () => {
  const done: string[] = [];
  const say = (who: string) => (config: ProxyConfig) => {
    done.push(`${who} ${config.mode} ${config.proxyRules ?? ''}`.trim());
    return Promise.resolve();
  };
  const page = (name: string) =>
    ({
      setWebRTCIPHandlingPolicy: (policy: string) => done.push(`${name} ${policy}`),
    }) as never as WebContents;
  const pages: WebContents[] = [];
  let created = (_event: unknown, _contents: WebContents): void => undefined;
  const network = new ChromiumNetwork({
    app: {
      setProxy: say('app'),
      on: (_name: string, listener: typeof created) => {
        created = listener;
        return undefined as never;
      },
    } as never,
    session: {
      setProxy: say('session'),
      closeAllConnections: () => {
        done.push('cut');
        return Promise.resolve();
      },
    },
    pages: () => pages,
  });
  const take = (): readonly string[] => done.splice(0);
  await network.start();
  expect([...take()].sort()).toEqual([
    'app fixed_servers socks5://127.0.0.1:9',
    'session fixed_servers socks5://127.0.0.1:9',
  ]);
  pages.push(page('window'));
  created({}, pages[0] as WebContents);
  expect(take()).toEqual(['window disable_non_proxied_udp']);
  await network.use('direct');
  expect(take()).toEqual(['window default', 'session direct', 'cut']);
  await network.use({ proxy: 'socks5h://127.0.0.1:9050' });
  created({}, page('second'));
  expect(take()).toEqual([
    'window disable_non_proxied_udp',
    'session fixed_servers socks5://127.0.0.1:9050',
    'cut',
    'second disable_non_proxied_udp',
  ]);
});
