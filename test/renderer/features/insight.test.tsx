// @vitest-environment happy-dom
import { waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { dialogOpened, type SettingsPage } from '../../../src/renderer/features/dialogs/dialogs-slice.ts';
import type { FakeData } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

async function openPage(page: SettingsPage, data: FakeData = {}) {
  const app = await renderApp(data);
  await app.remote(() => app.store.dispatch(dialogOpened({ kind: 'settings', page })));
  return app;
}

const SERVERS = [
  { kind: 'file-server', origin: 'http://files.example', failedAtMs: 2_000, answeredAtMs: 1_000 },
  {
    kind: 'community',
    origin: 'https://garden.example:8443',
    answeredAtMs: 1_000,
    latency: { medianMs: 1_240, lastMs: 90, samples: 4 },
  },
  { kind: 'community', origin: 'http://quiet.example' },
] as const;

test('SET-13: what we are connected to is reached from the network settings: state, paths, servers, facts', async () => {
  const app = await openPage('network', { connection: { servers: SERVERS, proxy: '127.0.0.1:9050' } });
  await app.click('connection-settings-row');
  expect((await app.find('connection-state')).textContent).toBe('Connected over 2 paths');
  const [first] = app.all('connection-path');
  expect(first?.textContent).toContain('For messages');
  expect(first?.textContent).toContain('240 ms there and back');
  expect([...(first?.querySelectorAll('bdi') ?? [])].map(({ textContent }) => textContent)).toEqual([
    '192.0.2.17',
    '198.51.100.204',
    '203.0.113.66',
  ]);
  const [files, garden, quiet] = app.all('connection-server').map(({ textContent }) => textContent);
  expect(files).toMatch(/files\.exampleNo answer /u);
  expect(garden).toMatch(/garden\.example:8443Answered .*1\.2 sec/u);
  expect(quiet).toMatch(/Not asked yet$/u);
  const facts = app.id('connection-facts').textContent;
  expect(facts).toContain('7 nodes keep your messages');
  expect(facts).toContain('1,812, from a list made');
  expect(facts).toContain('Agrees with the network');
  expect(facts).toContain('127.0.0.1:9050');
  expect(facts).toContain('42, 1 without an answer');
  expect(facts).toContain('120 kB sent, 2.4 MB received');
  await app.click('modal-back-button');
  await app.find('connection-settings-row');
});

test('it is asked for again every two seconds, and what it shows follows; only “Test now” asks others', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    const app = await openPage('connection');
    await app.find('connection-state');
    app.fake.setConnection({ clockOffsetMs: -3_200, swarmSize: 5 });
    await app.remote(() => vi.advanceTimersByTimeAsync(2_100));
    expect(app.id('connection-facts').textContent).toContain('3.2 s behind the network');
    expect(app.fake.callsTo('network:test')).toEqual([]);
    const release = app.fake.hold('network:test');
    await app.click('connection-test-button');
    expect(
      app.id('connection-test-button').getAttribute('aria-disabled') ??
        app.id('connection-test-button').hasAttribute('disabled'),
    ).toBeTruthy();
    app.fake.setConnection({ servers: SERVERS });
    await app.remote(() => release());
    await waitFor(() => expect(app.all('connection-server')).toHaveLength(3));
    expect(app.fake.callsTo('network:test')).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

test('offline says why, and that there are no paths', async () => {
  const app = await openPage('connection', {
    network: { state: 'offline', problem: 'proxy-refused', paths: [] },
    connection: { polledAtMs: undefined as never },
  });
  expect((await app.find('connection-state')).textContent).toBe('No connection to the network');
  expect(app.id('connection-state').parentElement?.textContent).toContain('does not accept the user name');
  expect(app.id('connection-polled').textContent).toBe('Messages have not been looked for yet.');
  expect(app.all('connection-path')).toEqual([]);
});

test('SET-21: what takes room is counted, and the largest conversations lead to themselves', async () => {
  const app = await renderApp({
    conversations: [{ name: 'Bob' }, { name: 'Carol', peerId: `05${'cd'.repeat(32)}` }],
  });
  const release = app.fake.hold('profile:storage');
  await app.remote(() => app.store.dispatch(dialogOpened({ kind: 'settings', page: 'storage' })));
  await app.find('storage-counting');
  await app.remote(() => release());
  const room = await app.find('storage-room');
  expect(room.textContent).toContain('361.4 MB');
  expect(room.textContent).toContain('12,345 messages in 2 conversations, 21 people');
  expect(room.textContent).toContain('230 attachments310 MB');
  expect(room.textContent).toContain('Free room in the database2 MB');
  const [first, second] = app.all('storage-conversation');
  expect(first?.textContent).toContain('1,000 messages, 10 files');
  await app.user.click(second as HTMLElement);
  await app.gone('modal-heading');
  await app.find('messages-container');
  expect(app.store.getState().navigation.openConversationId).toBe(2);
});

test('SET-21: the database is made smaller: how far it is, and what that brought', async () => {
  const app = await openPage('storage', { wonBytes: 1_900_000 });
  const release = app.fake.hold('profile:compact');
  await app.click('compact-database-settings-row');
  expect((await app.find('compact-progress')).hasAttribute('aria-valuenow')).toBe(false);
  await app.remote(() =>
    app.fake.emit({
      type: 'health',
      health: { isChecking: false, isDamaged: false, checkedAtMs: 1, compaction: 0.4 },
    }),
  );
  await waitFor(() => expect(app.id('compact-progress').getAttribute('aria-valuenow')).toBe('0.4'));
  app.fake.setHealth({ isChecking: false, isDamaged: false, checkedAtMs: 1 });
  await app.remote(() => {
    release();
    app.fake.emit({ type: 'health', health: { isChecking: false, isDamaged: false, checkedAtMs: 1 } });
  });
  await app.gone('compact-progress');
  expect(app.id('compact-database-settings-sub-text').textContent).toBe(
    '1.9 MB were given back to your disk.',
  );
  // What takes room is counted anew.
  await waitFor(() => expect(app.fake.callsTo('profile:storage').length).toBeGreaterThan(1));
});

test('SET-21: a look at the database that goes on elsewhere is seen, too', async () => {
  const app = await openPage('storage');
  await app.find('check-database-settings-button');
  app.fake.setHealth({ isChecking: true, isDamaged: false, checkedAtMs: 1 });
  await app.remote(() =>
    app.fake.emit({ type: 'health', health: { isChecking: true, isDamaged: false, checkedAtMs: 1 } }),
  );
  expect((await app.find('check-progress')).getAttribute('role')).toBe('progressbar');
  app.fake.setHealth({ isChecking: false, isDamaged: true, checkedAtMs: 1 });
  await app.remote(() =>
    app.fake.emit({ type: 'health', health: { isChecking: false, isDamaged: true, checkedAtMs: 1 } }),
  );
  await app.gone('check-progress');
  expect(app.id('check-database-settings-sub-text').textContent).toBe('Some of it cannot be read.');
});
