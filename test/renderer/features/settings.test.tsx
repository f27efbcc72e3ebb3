// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

test('flow 1: avatar, page, back, close', async () => {
  const app = await renderApp();
  await app.click('leftpane-primary-avatar');
  expect((await app.find('your-profile-name')).textContent).toBe('Alice');
  expect(app.id('your-account-id').textContent).toBe(OWN_ID);
  expect(app.id('modal-heading').closest('[data-modal-id]')?.getAttribute('data-modal-id')).toBe(
    'userSettingsModal',
  );
  expect(app.all('modal-back-button')).toEqual([]);
  await app.click('appearance-settings-menu-item');
  await app.click('modal-back-button');
  await app.find('your-profile-name');
  await app.click('help-settings-menu-item');
  expect(screen.getByText(/not affiliated with/u)).toBeTruthy();
  await app.click('modal-close-button');
  await app.gone('modal-heading');
});

test('SET-02: Esc goes back, then closes', async () => {
  const app = await renderApp();
  await app.user.keyboard('{Control>},{/Control}');
  await app.click('appearance-settings-menu-item');
  await app.user.keyboard('{Escape}');
  await app.find('your-profile-name');
  await app.user.keyboard('{Escape}');
  await app.gone('modal-heading');
});

test('the focus returns to where it was before the dialog', async () => {
  const app = await renderApp();
  const gear = await app.find('settings-section');
  gear.focus();
  await app.user.keyboard('{Enter}');
  await app.find('modal-heading');
  expect(document.activeElement).not.toBe(gear);
  await app.user.keyboard('{Escape}');
  await app.gone('modal-heading');
  await waitFor(() => expect(document.activeElement).toBe(gear));
});

test('SET-07: a card changes the theme, the switch follows the system', async () => {
  const app = await renderApp();
  expect(document.documentElement.dataset['theme']).toBe('classic-dark');
  await app.click('settings-section');
  await app.click('appearance-settings-menu-item');
  await app.click('classic-light-themes-settings-menu-item');
  await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('classic-light'));
  expect(app.id('classic-light-themes-settings-menu-item').getAttribute('data-checked')).toBe('true');
  expect(app.id('classic-dark-themes-settings-menu-item').getAttribute('data-checked')).toBe('false');
  await app.click('enable-follow-system-theme');
  expect(app.fake.callsTo('settings:set').at(-1)).toMatchObject({ followSystem: true });
});

test('LST-01: the rail toggles between dark and light', async () => {
  const app = await renderApp();
  await app.click('theme-section');
  expect(app.fake.callsTo('settings:set')).toEqual([{ theme: 'classic-light', followSystem: false }]);
  await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('classic-light'));
});

test('SET-09: the words are asked for by opening the page, hidden on request, and gone with it', async () => {
  const app = await renderApp();
  await app.click('settings-section');
  expect(app.fake.callsTo('account:recovery-password')).toEqual([]);
  await app.click('recovery-password-settings-menu-item');
  expect((await app.find('recovery-password-seed-modal')).textContent?.split(' ')).toHaveLength(13);
  await app.user.click(screen.getByText('Hide', { selector: 'button' }));
  expect(app.all('recovery-password-seed-modal')).toEqual([]);
  await app.click('reveal-recovery-password-button');
  await app.find('recovery-password-seed-modal');
  await app.click('modal-back-button');
  await app.gone('recovery-password-seed-modal');
});

test('SET-13: the path leads from you over three nodes to the destination, and back to settings', async () => {
  const app = await renderApp();
  await app.click('settings-section');
  await app.click('path-settings-menu-item');
  const hops = await screen.findAllByRole('listitem');
  expect(hops.map((hop) => hop.textContent)).toEqual([
    'You',
    'Guard Node192.0.2.17',
    'Service Node198.51.100.204',
    'Service Node203.0.113.66',
    'Destination',
  ]);
  expect(app.all('modal-close-button')).toHaveLength(1);
  await app.click('modal-back-button');
  await app.find('your-profile-name');
});

test('§3.1: in test mode nothing moves, and toasts last a second', async () => {
  const app = await renderApp({ info: { testMode: true } });
  expect(document.documentElement.dataset['testMode']).toBe('true');
  await app.click('settings-section');
  await app.click('copy-button-account-id');
  expect((await app.find('session-toast')).textContent).toBe('Account ID Copied');
  await waitFor(() => expect(app.all('session-toast')).toEqual([]), { timeout: 2_000 });
});

test('TST-01: no more than five toasts at once', async () => {
  const app = await renderApp();
  await app.click('settings-section');
  for (let i = 0; i < 7; i += 1) await app.click('copy-button-account-id');
  expect(app.all('session-toast')).toHaveLength(5);
});

test('the menu of the application opens the settings, once', async () => {
  const app = await renderApp();
  await app.remote(() => app.fake.emit({ type: 'open-settings' }, { type: 'open-settings' }));
  await app.click('modal-close-button');
  await app.gone('modal-heading');
});

test('a key that lies unprotected on the disk is named in Help', async () => {
  const app = await renderApp({ info: { keyProtected: false } });
  await app.click('settings-section');
  await app.click('help-settings-menu-item');
  expect(screen.getByText(/lies unprotected on this disk/u)).toBeTruthy();
});
