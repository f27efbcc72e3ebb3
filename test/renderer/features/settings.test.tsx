// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
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
  await app.click('auto-dark-mode-settings-toggle');
  expect(app.fake.callsTo('settings:set').at(-1)).toMatchObject({ followSystem: true });
});

test('LST-01: the rail toggles between dark and light', async () => {
  const app = await renderApp();
  await app.click('theme-section');
  expect(app.fake.callsTo('settings:set')).toEqual([{ theme: 'classic-light', followSystem: false }]);
  await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('classic-light'));
});

test('LST-01: the toggle stays within the family', async () => {
  const app = await renderApp({ settings: { theme: 'ocean-dark' } });
  expect(document.documentElement.dataset['accent']).toBe('blue');
  await app.click('theme-section');
  await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('ocean-light'));
});

test('SET-07: an accent holds in every theme', async () => {
  const app = await renderApp();
  await app.click('settings-section');
  await app.click('appearance-settings-menu-item');
  expect(app.id('green-primary-color-settings-menu-item').getAttribute('data-checked')).toBe('true');
  await app.click('pink-primary-color-settings-menu-item');
  await waitFor(() => expect(document.documentElement.dataset['accent']).toBe('pink'));
  await app.click('ocean-light-themes-settings-menu-item');
  await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('ocean-light'));
  expect(document.documentElement.dataset['accent']).toBe('pink');
  expect(screen.getByRole('radio', { name: 'Pink' })).toHaveProperty('checked', true);
});

test('SET-07: another family does not end following the system, the other mode does', async () => {
  const app = await renderApp({ settings: { followSystem: true, theme: 'classic-light' } });
  const theme = document.documentElement.dataset['theme'] === 'classic-dark' ? 'dark' : 'light';
  const other = theme === 'dark' ? 'light' : 'dark';
  await app.click('settings-section');
  await app.click('appearance-settings-menu-item');
  await app.click(`ocean-${theme}-themes-settings-menu-item`);
  expect(app.fake.callsTo('settings:set').at(-1)).toEqual({ theme: `ocean-${theme}`, followSystem: true });
  await app.click(`ocean-${other}-themes-settings-menu-item`);
  expect(app.fake.callsTo('settings:set').at(-1)).toEqual({ theme: `ocean-${other}`, followSystem: false });
});

test('SET-07: the zoom goes in steps, and takes effect when the slider is let go', async () => {
  const app = await renderApp({ settings: { zoomPercent: 190 } });
  await app.click('settings-section');
  await app.click('appearance-settings-menu-item');
  await app.user.click(screen.getByRole('button', { name: 'Larger' }));
  expect(app.fake.callsTo('settings:set').at(-1)).toEqual({ zoomPercent: 200 });
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Larger' })).toHaveProperty('disabled', true),
  );
  const calls = app.fake.callsTo('settings:set').length;
  const slider = app.id('zoom-factor-settings-slider');
  fireEvent.change(slider, { target: { value: '80' } });
  expect(app.id('zoom-factor-settings-sub-text').textContent).toBe('80%');
  expect(app.fake.callsTo('settings:set')).toHaveLength(calls);
  fireEvent.pointerUp(slider);
  expect(app.fake.callsTo('settings:set').at(-1)).toEqual({ zoomPercent: 80 });
});

test('APP-06: the menu bar can be hidden where a window has one', async () => {
  const app = await renderApp({ info: { platform: 'linux' } });
  await app.click('settings-section');
  await app.click('appearance-settings-menu-item');
  await app.click('hide-menu-bar-settings-row');
  expect(app.fake.callsTo('settings:set').at(-1)).toEqual({ hideMenuBar: true });
  await waitFor(() =>
    expect(screen.getByRole('switch', { name: 'Hide the menu bar' })).toHaveProperty('checked', true),
  );
});

test('APP-06: macOS has its menu bar elsewhere', async () => {
  const app = await renderApp({ info: { platform: 'darwin' } });
  await app.click('settings-section');
  await app.click('appearance-settings-menu-item');
  expect(app.all('hide-menu-bar-settings-row')).toEqual([]);
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
