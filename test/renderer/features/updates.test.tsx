// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { UpdateView } from '../../../src/ipc/index.ts';
import { renderApp } from '../support/render-app.tsx';

const AVAILABLE: UpdateView = {
  phase: 'available',
  version: '1.2.0',
  way: 'install',
  page: 'https://undertone.example/1.2.0',
  outcome: 'found',
  checkedAtMs: 1_000,
  isOffered: true,
};
const words = async () => (await screen.findByTestId('update-banner-text')).textContent;

describe('APP-10: a new version is told of above the list', () => {
  test('from the offer over the download to the restart', async () => {
    const { fake, remote, click } = await renderApp({ conversations: [{}] });
    expect(screen.queryByTestId('update-banner')).toBeNull();
    await remote(() => fake.setUpdates(AVAILABLE));
    expect(await words()).toBe('Undertone 1.2.0 is available.');
    await click('update-download-button');
    expect(fake.callsTo('updates:load')).toHaveLength(1);
    await remote(() => fake.setUpdates({ ...AVAILABLE, phase: 'loading', percent: 40 }));
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0.4');
    expect(screen.queryByTestId('update-later-button')).toBeNull();
    await remote(() => fake.setUpdates({ ...AVAILABLE, phase: 'ready' }));
    expect(await words()).toBe('Undertone 1.2.0 is ready, and begins with the next start.');
    await click('update-restart-button');
    expect(fake.callsTo('updates:apply')).toHaveLength(1);
  });

  test('"later" is the end of it, and nobody loses the focus to it', async () => {
    const { fake, remote, click, gone, openConversation } = await renderApp({
      conversations: [{ name: 'Bob' }],
    });
    await openConversation('Bob');
    const composer = screen.getByTestId('message-input-text-area');
    composer.focus();
    await remote(() => fake.setUpdates(AVAILABLE));
    await screen.findByTestId('update-banner');
    expect(document.activeElement).toBe(composer);
    expect(screen.queryByRole('dialog')).toBeNull();
    await click('update-later-button');
    await gone('update-banner');
    expect(fake.callsTo('updates:later')).toHaveLength(1);
  });

  test('where a person has to get it, it leads to the page, after the question for links', async () => {
    await renderApp({ conversations: [{}], updates: { ...AVAILABLE, way: 'by-hand' } });
    expect(await words()).toBe('Undertone 1.2.0 is available. Get it the way you got this one.');
    expect(screen.queryByTestId('update-download-button')).toBeNull();
    screen.getByTestId('update-page-button').click();
    expect((await screen.findByTestId('modal-heading')).textContent).not.toBe('');
  });

  test('what did not work is said once it was tried', async () => {
    await renderApp({ conversations: [{}], updates: { ...AVAILABLE, isFailed: true } });
    expect(await words()).toBe('Undertone 1.2.0 could not be loaded. The one that you have is as it was.');
    expect(screen.getByTestId('update-download-button')).toBeDefined();
  });
});

describe('SET-08: updates in the preferences', () => {
  const open = async (updates: Partial<UpdateView>) => {
    const app = await renderApp({ updates });
    await app.click('settings-section');
    await app.click('preferences-settings-menu-item');
    await screen.findByText('New versions');
    return app;
  };

  test('looking by itself and betas are switched, and a look gets an answer', async () => {
    const { fake, click, remote, id } = await open({});
    await click('auto-update-settings-row');
    expect(fake.callsTo('settings:set').at(-1)).toEqual({ autoUpdate: false });
    await click('update-betas-settings-toggle');
    expect(fake.callsTo('settings:set').at(-1)).toEqual({ updateChannel: 'beta' });
    await click('look-for-updates-settings-button');
    expect(fake.callsTo('updates:look')).toHaveLength(1);
    for (const [outcome, answer] of [
      ['newest', 'You have the newest version.'],
      ['unreachable', 'Nobody answers there at the moment.'],
      [
        'refused',
        'What is served there is not signed as it must be, or older than before. It was left alone.',
      ],
      ['expired', 'What is served there is out of date, so nobody can say whether there is something newer.'],
    ] as const) {
      await remote(() => fake.setUpdates({ phase: 'waiting', outcome, isOffered: false }));
      expect(id('look-for-updates-settings-sub-text').textContent).toBe(answer);
    }
  });

  test('what was put off is still there', async () => {
    const { fake, click } = await open({ ...AVAILABLE, isOffered: false });
    expect(screen.queryByTestId('update-banner')).toBeNull();
    await click('update-download-button');
    expect(fake.callsTo('updates:load')).toHaveLength(1);
  });

  test('a package manager is left its work, with what to type', async () => {
    const { id } = await open({ ...AVAILABLE, way: 'by-hand', command: 'sudo apt install ./undertone.deb' });
    expect(id('update-state-settings-sub-text').textContent).toContain('sudo apt install ./undertone.deb');
  });

  test.each([
    ['no-updates', 'This build does not look for new versions.'],
    ['no-feed', 'This build does not know where to look. You can give it an address under Connection.'],
    [
      'proxy-password',
      'Your proxy wants a password, and only messages can give it one. So new versions are not looked for.',
    ],
  ] as const)('why nothing is looked for is said: %s', async (offReason, answer) => {
    const { id } = await open({ phase: 'off', offReason });
    expect(id('update-state-settings-text').textContent).toBe(answer);
    expect(screen.queryByTestId('auto-update-settings-row') === null).toBe(offReason === 'no-updates');
  });
});

test('SET-16: new versions can come from an address of one’s own', async () => {
  const { fake, click, user, id } = await renderApp();
  await click('settings-section');
  await click('network-settings-menu-item');
  const input = await screen.findByTestId('network-update-feed-input');
  await user.type(input, 'http://updates.example');
  await click('network-update-feed-save-button');
  expect(screen.getByText('This is not an https address.')).toBeDefined();
  expect(fake.callsTo('settings:set')).toEqual([]);
  await user.clear(input);
  await user.type(input, ' https://updates.example/undertone ');
  await click('network-update-feed-save-button');
  expect(fake.callsTo('settings:set').at(-1)).toEqual({ updateFeed: 'https://updates.example/undertone' });
  expect(id('network-update-feed-save-button')).toBeDefined();
});
