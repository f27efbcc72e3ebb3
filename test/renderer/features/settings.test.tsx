// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { dialogOpened } from '../../../src/renderer/features/dialogs/dialogs-slice.ts';
import { BOB_ID, type FakeData, OWN_ID } from '../support/fake-bridge.ts';
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
  await app.click('conceal-recovery-password-button');
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

test('SET-13: whoever wants to know more is led to it, after a question', async () => {
  const app = await renderApp();
  await app.click('path-light-container');
  await app.click('learn-more-path-link');
  expect((await app.find('modal-description')).textContent).toContain('https://getsession.org/faq');
  expect(app.fake.callsTo('shell:open-url')).toEqual([]);
});

test('SET-06: the next sound begins by itself, if that is switched on', async () => {
  const app = await renderApp();
  await app.click('settings-section');
  await app.click('conversations-settings-menu-item');
  await app.click('audio-message-autoplay-settings-row');
  await waitFor(() => expect(app.fake.callsTo('settings:set')).toEqual([{ autoplayAudio: true }]));
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

/** Opens settings at a page of the first one. */
async function openPage(page: string, data: FakeData = {}) {
  const app = await renderApp(data);
  await app.click('settings-section');
  await app.click(`${page}-settings-menu-item`);
  return app;
}

const isOn = (toggle: HTMLElement) => toggle.querySelector('input')?.checked ?? toggle.matches(':checked');

test('SET-01: the Account ID is copied, and turned into a code and back', async () => {
  const app = await renderApp();
  await app.click('settings-section');
  await app.click('view-qr-code-button');
  await app.find('your-qr-code');
  expect(app.all('your-account-id')).toEqual([]);
  await app.click('view-qr-code-button');
  await app.find('your-account-id');
});

test('SET-03: a new name is saved; one that is none is said at the field', async () => {
  const app = await renderApp();
  await app.click('settings-section');
  await app.click('modal-pencil-button');
  await app.click('clear-profile-info-name-button');
  await app.user.keyboard('{Enter}');
  await app.user.type(app.id('update-profile-info-name-input'), ' {Enter}');
  expect((await app.find('error-message')).textContent).toBe('Please enter a display name.');
  await app.user.type(app.id('update-profile-info-name-input'), 'Alicia');
  await app.click('save-button-profile-update');
  await waitFor(() => expect(app.id('your-profile-name').textContent).toBe('Alicia'));
});

test('flow 7: calls are switched on with a warning, and off without', async () => {
  const app = await openPage('privacy');
  await app.click('enable-calls-settings-row');
  expect(app.id('modal-description').textContent).toMatch(/IP address/u);
  expect(app.id('modal-heading').closest('[data-modal-id]')?.getAttribute('data-modal-id')).toBe(
    'confirmModal',
  );
  await app.click('session-confirm-cancel-button');
  await app.click('enable-calls-settings-row');
  await app.click('session-confirm-ok-button');
  await app.click('calls-over-relays-settings-row');
  await waitFor(() => expect(isOn(app.id('calls-over-relays-settings-toggle'))).toBe(true));
  await app.click('enable-calls-settings-row');
  await app.gone('calls-over-relays-settings-row');
  expect(app.fake.callsTo('privacy:set')).toEqual([
    { calls: true },
    { callsOverRelays: true },
    { calls: false },
  ]);
});

test.each(['enable-read-receipts', 'enable-typing-indicators', 'enable-link-previews'])(
  'SET-04: the whole row of %s counts',
  async (id) => {
    const app = await openPage('privacy');
    expect(isOn(await app.find(`${id}-settings-toggle`))).toBe(false);
    await app.click(`${id}-settings-row`);
    await waitFor(() => expect(isOn(app.id(`${id}-settings-toggle`))).toBe(true));
    await app.click(`${id}-settings-toggle`);
    await waitFor(() => expect(isOn(app.id(`${id}-settings-toggle`))).toBe(false));
  },
);

test('APP-17: with a password the app locks itself after a while', async () => {
  const app = await openPage('privacy', { password: 'correct horse' });
  await app.click('lock-after-settings-select');
  await app.user.click(screen.getByRole('option', { name: '15 minutes' }));
  await waitFor(() => expect(app.fake.callsTo('settings:set')).toEqual([{ lockAfterMinutes: 15 }]));
});

test('SEC-03: the window is kept from being captured, where that is possible', async () => {
  const linux = await openPage('privacy');
  expect(linux.all('content-protection-settings-row')).toEqual([]);
  linux.view.unmount();
  const app = await openPage('privacy', { info: { platform: 'darwin' } });
  await app.click('content-protection-settings-row');
  await waitFor(() => expect(app.fake.callsTo('settings:set')).toEqual([{ contentProtection: true }]));
});

test('NOT-01, NOT-05: what notifications say is chosen, tried, and switched off', async () => {
  const app = await openPage('notifications');
  expect((await app.find('set-notifications-message-settings-radio')).dataset['checked']).toBe('true');
  await app.click('set-notifications-name-settings-row');
  await waitFor(() =>
    expect(app.id('set-notifications-name-settings-radio').dataset['checked']).toBe('true'),
  );
  await app.click('audio-notifications-settings-row');
  await app.click('preview-notification-settings-button');
  await app.click('notifications-settings-row');
  await app.gone('audio-notifications-settings-row');
  await app.click('notifications-settings-toggle');
  await app.find('set-notifications-count-settings-row');
  expect(app.fake.callsTo('notifications:preview')).toHaveLength(1);
  expect(app.fake.callsTo('notifications:set')).toEqual([
    { detail: 'name' },
    { isSoundOn: false },
    { detail: 'off' },
    { detail: 'message' },
  ]);
});

test('flow 8: who is blocked elsewhere appears in the list, and is unblocked from it', async () => {
  const app = await openPage('conversations', {
    conversations: [{ name: 'Bob' }, { name: 'Carol', peerId: `05${'cd'.repeat(32)}`, isBlocked: true }],
  });
  await app.click('blocked-contacts-settings-row');
  expect((await app.find('module-contact-name__profile-name')).textContent).toBe('Carol');
  expect(app.id('unblock-button-settings-screen').classList.contains('disabled')).toBe(true);
  await app.remote(() => app.fake.putConversation({ id: 1, name: 'Bob', isBlocked: true }));
  await app.user.click(
    await screen.findByText('Bob', { selector: '[data-testid="module-contact-name__profile-name"]' }),
  );
  await app.user.click(
    screen.getByText('Carol', { selector: '[data-testid="module-contact-name__profile-name"]' }),
  );
  await app.click('unblock-button-settings-screen');
  expect(app.id('modal-description').textContent).toBe('Do you want to unblock 2 contacts?');
  await app.click('session-confirm-ok-button');
  expect(await screen.findByText('No blocked contacts')).toBeTruthy();
  await app.click('modal-back-button');
  await app.find('blocked-contacts-settings-row');
});

test('SET-06: what blocked people write in groups is shown to whoever wants it', async () => {
  const app = await openPage('conversations', { conversations: [{ name: 'Bob', isBlocked: true }] });
  await app.click('blocked-contacts-settings-row');
  await app.click('show-blocked-in-groups-settings-row');
  await waitFor(() => expect(isOn(app.id('show-blocked-in-groups-settings-toggle'))).toBe(true));
  expect(app.fake.callsTo('privacy:set')).toEqual([{ showsBlockedInGroups: true }]);
});

test('flow 8: one who is blocked is named, and may be without a conversation', async () => {
  const app = await openPage('conversations');
  await app.remote(() =>
    app.store.dispatch(
      dialogOpened({ kind: 'unblock-contacts', contacts: [{ accountId: BOB_ID, name: 'Bob' }] }),
    ),
  );
  expect(app.id('modal-description').textContent).toBe('Do you want to unblock Bob?');
  await app.click('session-confirm-ok-button');
  await app.find('blocked-contacts-settings-row');
  expect(app.fake.callsTo('conversations:start')).toEqual([{ accountId: BOB_ID }]);
  expect(app.fake.callsTo('contacts:set-blocked')).toEqual([{ id: 1, isBlocked: false }]);
});

test('flow 9: the recovery password is hidden for good after two questions', async () => {
  const app = await openPage('recovery-password');
  await app.click('view-qr-code-button');
  await app.find('session-recovery-password');
  await app.click('hide-recovery-password-settings-button');
  const modal = () => app.id('modal-heading').closest('[data-modal-id]')?.getAttribute('data-modal-id');
  expect(modal()).toBe('hideRecoveryPasswordModal');
  expect(app.id('modal-heading').textContent).toBe('Hide Recovery Password Permanently');
  const first = app.id('modal-description').textContent;
  expect(app.id('session-confirm-ok-button').textContent).toBe('Continue');
  await app.click('session-confirm-ok-button');
  expect(modal()).toBe('hideRecoveryPasswordModal');
  expect(app.id('modal-description').textContent).not.toBe(first);
  expect(app.id('session-confirm-ok-button').textContent).toBe('Yes');
  const hiding = () =>
    app.fake.callsTo('settings:set').filter((change) => 'recoveryPasswordHidden' in (change as object));
  expect(hiding()).toEqual([]);
  await app.click('session-confirm-ok-button');
  await app.find('your-profile-name');
  expect(app.all('recovery-password-settings-menu-item')).toEqual([]);
  expect(hiding()).toEqual([{ recoveryPasswordHidden: true }]);
});

test('flows 10 and 14: device only is chosen before; the network is asked after a second question', async () => {
  const app = await openPage('clear-data');
  expect(app.id('modal-heading').closest('[data-modal-id]')?.getAttribute('data-modal-id')).toBe(
    'deleteAccountModal',
  );
  expect(app.id('input-device_only').dataset['checked']).toBe('true');
  expect(screen.getAllByText('Clear')).toHaveLength(1);
  await app.click('label-device_and_network');
  const release = app.fake.hold('account:delete');
  await app.click('session-confirm-ok-button');
  expect(screen.getAllByText('Clear')).toHaveLength(1);
  expect(app.fake.callsTo('account:delete')).toEqual([]);
  await app.click('session-confirm-ok-button');
  await app.find('loading-spinner');
  release();
  await app.find('create-account-button');
  expect(app.fake.callsTo('account:delete')).toEqual([{ scope: 'network' }]);
  expect(app.all('modal-heading')).toEqual([]);
});

test('SET-11: whoever is in groups may leave them first', async () => {
  const group = { kind: 'group', name: 'Hikers', groupAccess: 'member' } as const;
  const app = await openPage('clear-data', { conversations: [group] });
  expect(app.all('leave-groups-settings-row')).toEqual([]);
  await app.click('label-device_and_network');
  await app.find('leave-groups-settings-row');
  await app.click('session-confirm-ok-button');
  await app.click('session-confirm-ok-button');
  await app.find('create-account-button');
  expect(app.fake.callsTo('account:delete')).toEqual([{ scope: 'network', leavesGroups: true }]);
});

test('SET-11: when the network cannot be reached, nothing is lost and the device is offered', async () => {
  const app = await openPage('clear-data');
  await app.click('label-device_and_network');
  await app.click('session-confirm-ok-button');
  app.fake.refuse('account:delete', { code: 'network-unreachable' });
  await app.click('session-confirm-ok-button');
  expect(await screen.findByText(/Nothing was deleted/u)).toBeTruthy();
  expect(app.id('session-confirm-ok-button').textContent).toBe('Clear device only');
  await app.click('session-confirm-ok-button');
  expect(app.fake.callsTo('account:delete')).toEqual([{ scope: 'network' }, { scope: 'device' }]);
});

test('SET-10: the log goes where the person says; who chooses no place hears nothing of it', async () => {
  const app = await openPage('help');
  await app.click('export-logs-settings-row');
  expect((await app.find('session-toast')).textContent).toBe('The log was exported.');
  app.fake.refuse('app:export-logs', { code: 'file-not-chosen' });
  await app.click('export-logs-settings-button');
  expect(app.all('session-toast')).toHaveLength(1);
  await app.click('faq-settings-row');
  expect(app.id('modal-description').textContent).toContain('https://getsession.org/faq');
});

test('SET-16: a proxy is checked, kept, tried, and taken away', async () => {
  const app = await openPage('network');
  await app.user.type(await app.find('network-proxy-input'), 'http://x{Enter}');
  expect((await app.find('error-message')).textContent).toMatch(/SOCKS/u);
  await app.user.clear(app.id('network-proxy-input'));
  await app.user.type(app.id('network-proxy-input'), 'socks5h://127.0.0.1:9050');
  await app.click('network-proxy-save-button');
  await app.find('session-toast');
  expect(app.all('restart-needed-banner')).toEqual([]);
  await app.remote(() => app.fake.setNetwork({ state: 'connecting', paths: [] }));
  await app.click('network-test-button');
  expect(app.id('network-test-result').textContent).toBe('Trying to reach the network');
  await app.remote(() => app.fake.setNetwork({ state: 'offline', paths: [] }));
  await waitFor(() => expect(app.id('network-test-result').textContent).toBe('No connection to the network'));
  expect(app.fake.callsTo('network:retry')).toHaveLength(1);
  await app.user.clear(app.id('network-proxy-input'));
  await app.click('network-proxy-save-button');
  await waitFor(() => expect(app.fake.callsTo('network:set-settings').at(-1)).toEqual({ proxy: '' }));
});

test('SET-16: seeds are added and removed, and count from the next start', async () => {
  const app = await openPage('network');
  await app.user.type(await app.find('network-seed-input'), 'https://seed.example:22023{Enter}');
  expect((await app.find('network-seed')).textContent).toBe('https://seed.example:22023');
  await app.find('restart-needed-banner');
  await app.click('network-seed-remove-button');
  await app.gone('network-seed');
  expect(app.fake.callsTo('network:set-settings')).toEqual([
    { seeds: [{ url: 'https://seed.example:22023' }] },
    { seeds: [] },
  ]);
});

test('SET-08: what the Enter key does is chosen', async () => {
  const app = await openPage('preferences');
  expect(app.id('send-with-enterForSend-settings-radio').dataset['checked']).toBe('true');
  await app.click('send-with-enterForNewLine-settings-row');
  await waitFor(() =>
    expect(app.id('send-with-enterForNewLine-settings-radio').dataset['checked']).toBe('true'),
  );
  expect(app.fake.callsTo('settings:set')).toEqual([{ enterSends: false }]);
});
