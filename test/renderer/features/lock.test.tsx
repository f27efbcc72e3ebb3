// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { passwordStrength } from '../../../src/renderer/features/lock/password-strength.ts';
import { WORDS } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const PASSWORD = 'correct horse battery';
const LOCKED = { password: PASSWORD, isLocked: true, conversations: [{ name: 'Bob' }] } as const;

describe('the lock screen', () => {
  test('APP-11: shows nothing but a field, and everything after the password', async () => {
    const app = await renderApp(LOCKED);
    expect(app.all('password-input')).toHaveLength(1);
    expect(screen.queryByText('Bob')).toBeNull();
    expect(app.all('settings-section')).toEqual([]);
    expect(document.activeElement).toBe(app.id('password-input'));
    await app.user.type(app.id('password-input'), `${PASSWORD}{Enter}`);
    await screen.findByText('Bob');
    expect(app.all('password-input')).toEqual([]);
  });

  test('hides what is typed until somebody wants to see it', async () => {
    const app = await renderApp(LOCKED);
    expect(app.id('password-input').getAttribute('type')).toBe('password');
    await app.click('reveal-password-input-toggle');
    expect(app.id('password-input').getAttribute('type')).toBe('text');
    await app.click('hide-password-input-toggle');
    expect(app.id('password-input').getAttribute('type')).toBe('password');
  });

  test.each(['', 'wrong'])('the password %j is incorrect, until the field is edited', async (wrong) => {
    const app = await renderApp(LOCKED);
    if (wrong !== '') await app.user.type(app.id('password-input'), wrong);
    await app.click('unlock-button');
    expect((await app.find('error-message')).textContent).toBe('Incorrect password');
    await app.user.type(app.id('password-input'), 'x');
    await app.gone('error-message');
  });

  test('says how long the next try has to wait, and lets nobody try before', async () => {
    const app = await renderApp(LOCKED);
    await app.user.type(app.id('password-input'), 'wrong{Enter}');
    await app.find('error-message');
    await app.remote(() => app.fake.setLock({ retryAfterMs: 1_400 }));
    expect(screen.getByText('Try again in 2 seconds.')).toBeTruthy();
    const tries = app.fake.callsTo('lock:unlock').length;
    await app.user.type(app.id('password-input'), '{Enter}');
    expect(app.id('unlock-button').hasAttribute('disabled')).toBe(true);
    expect(app.fake.callsTo('lock:unlock')).toHaveLength(tries);
    await waitFor(() => expect(app.id('unlock-button').hasAttribute('disabled')).toBe(false), {
      timeout: 3_000,
    });
  });

  test('after three wrong passwords it offers to clear the device, and asks before', async () => {
    const app = await renderApp(LOCKED);
    for (let tries = 0; tries < 2; tries += 1) {
      await app.user.type(app.id('password-input'), 'x{Enter}');
      await app.find('error-message');
    }
    expect(app.all('clear-device-button')).toEqual([]);
    await app.user.type(app.id('password-input'), 'x{Enter}');
    await app.click('try-again-button');
    expect(app.id('password-input')).toHaveProperty('value', '');
    expect(document.activeElement).toBe(app.id('password-input'));
    await app.click('clear-device-button');
    await app.click('session-confirm-cancel-button');
    expect(app.fake.callsTo('lock:clear-device')).toEqual([]);
    await app.click('clear-device-button');
    await app.click('session-confirm-ok-button');
    expect(app.fake.callsTo('lock:clear-device')).toHaveLength(1);
  });

  test('while the key is derived the button is busy, and a second Enter does nothing', async () => {
    const app = await renderApp(LOCKED);
    const release = app.fake.hold('lock:unlock');
    await app.user.type(app.id('password-input'), `${PASSWORD}{Enter}{Enter}`);
    expect(app.id('unlock-button').hasAttribute('disabled')).toBe(true);
    expect(app.fake.callsTo('lock:unlock')).toHaveLength(1);
    await act(async () => release());
    await screen.findByText('Bob');
  });
});

test('what the client says before it is known to be unlocked does not keep the list from being loaded', async () => {
  const app = await renderApp(LOCKED);
  await app.remote(() => app.fake.setPhase('ready'));
  expect(app.all('password-input')).toHaveLength(1);
  expect(screen.queryByText('Bob')).toBeNull();
  await app.remote(() => app.fake.setLock({ state: 'unlocked' }));
  await screen.findByText('Bob');
  expect(app.renewals()).toBe(0);
});

test('a page that shows what is locked now wants to be loaded anew', async () => {
  const app = await renderApp({ password: PASSWORD });
  await app.remote(() => app.fake.setLock({ wrongTries: 1 }));
  expect(app.renewals()).toBe(0);
  await app.remote(() => app.fake.setLock({ state: 'locked' }));
  expect(app.renewals()).toBe(1);
});

describe('settings', () => {
  test('flow 2: set a password, which the recovery page then asks for', async () => {
    const app = await renderApp();
    await app.click('settings-section');
    await app.click('privacy-settings-menu-item');
    await app.click('set-password-settings-button');
    await app.user.type(await app.find('password-input'), PASSWORD);
    await app.user.type(app.id('password-input-confirm'), PASSWORD);
    await app.click('set-password-button');
    await waitFor(() => expect(app.all('session-toast').at(-1)?.textContent).toMatch(/has been set/u));
    await app.find('change-password-settings-button');
    expect(app.all('set-password-settings-button')).toEqual([]);
    await app.click('modal-back-button');

    await app.click('recovery-password-settings-menu-item');
    await app.find('password-input');
    expect(document.querySelector('[data-modal-id="enterPasswordModal"]')).toBeTruthy();
    expect(app.id('session-confirm-ok-button').textContent).toBe('Enter');
    await app.click('session-confirm-ok-button');
    expect((await app.find('error-message')).textContent).toBe('Incorrect password');
    await app.user.type(app.id('password-input'), PASSWORD);
    await app.click('session-confirm-ok-button');
    expect((await app.find('recovery-password-seed-modal')).textContent).toBe(WORDS);
    await app.click('conceal-recovery-password-button');
    await app.click('reveal-recovery-password-button');
    await app.find('password-input');
    await app.click('session-confirm-cancel-button');
    await app.find('your-profile-name');
  });

  test('SET-05: what is wrong is said at the field that it is about', async () => {
    const app = await renderApp();
    await app.click('settings-section');
    await app.click('privacy-settings-menu-item');
    // The whole row is clickable.
    await app.click('set-password-settings-text');
    await app.user.type(await app.find('password-input'), 'short');
    await app.user.type(app.id('password-input-confirm'), 'other');
    await app.click('set-password-button');
    expect((await app.find('error-message')).textContent).toBe('The passwords are not the same.');
    expect(app.fake.callsTo('lock:set-password')).toEqual([]);
    await app.user.clear(app.id('password-input-confirm'));
    await app.user.type(app.id('password-input-confirm'), 'short{Enter}');
    expect((await app.find('error-message')).textContent).toBe('A password has at least 8 characters.');
    await app.click('modal-back-button');
    await app.find('set-password-settings-button');
  });

  test('SET-05: how hard a new password is to guess is said while it is typed', async () => {
    const app = await renderApp();
    await app.click('settings-section');
    await app.click('privacy-settings-menu-item');
    await app.click('set-password-settings-button');
    await app.user.type(await app.find('password-input'), 'password');
    expect(app.id('password-strength').getAttribute('data-strength')).toBe('1');
    expect(app.id('password-strength').textContent).toBe('Easy to guess');
    await app.user.type(app.id('password-input'), ' in four words');
    expect(app.id('password-strength').getAttribute('data-strength')).toBe('4');
    expect(app.id('password-strength').textContent).toBe('A strong password');
  });

  test('change and remove want the old password', async () => {
    const app = await renderApp({ password: PASSWORD });
    await app.click('settings-section');
    await app.click('privacy-settings-menu-item');
    await app.click('change-password-settings-button');
    await app.user.type(await app.find('password-input'), 'not the old one');
    await app.user.type(app.id('password-input-confirm'), 'another password');
    await app.user.type(app.id('password-input-reconfirm'), 'another password{Enter}');
    expect((await app.find('error-message')).textContent).toBe('Incorrect password');
    await app.user.clear(app.id('password-input'));
    await app.user.type(app.id('password-input'), `${PASSWORD}{Enter}`);
    await app.click('remove-password-settings-button');
    await app.user.type(await app.find('password-input'), PASSWORD);
    await app.click('remove-password-button');
    await app.find('error-message');
    await app.user.clear(app.id('password-input'));
    await app.user.type(app.id('password-input'), 'another password{Enter}');
    await app.find('set-password-settings-button');
    expect(app.all('session-toast').at(-1)?.textContent).toBe('Your password has been removed.');
  });

  test('lock now, and lock with the computer', async () => {
    const app = await renderApp({ password: PASSWORD });
    await app.click('settings-section');
    await app.click('privacy-settings-menu-item');
    await app.click('lock-with-system-settings-row');
    await waitFor(() => expect(app.fake.callsTo('settings:set').at(-1)).toEqual({ lockWithSystem: true }));
    await app.click('lock-now-settings-button');
    await waitFor(() => expect(app.renewals()).toBe(1));
    expect(app.fake.callsTo('lock:now')).toHaveLength(1);
  });

  test('a key that lies unprotected is a reason to set a password', async () => {
    const app = await renderApp({ info: { keyProtected: false } });
    await app.click('settings-section');
    await app.click('privacy-settings-menu-item');
    expect(screen.getByText(/A password protects it/u)).toBeTruthy();
    await app.remote(() => app.fake.setLock({ hasPassword: true, keyProtected: true }));
    expect(screen.queryByText(/A password protects it/u)).toBeNull();
  });
});

test('SEC-02: no password ever enters the state of the store', async () => {
  const app = await renderApp({ ...LOCKED });
  const states: string[] = [];
  app.store.subscribe(() => states.push(JSON.stringify(app.store.getState())));
  await app.user.type(app.id('password-input'), 'horse of troy{Enter}');
  await app.find('error-message');
  await app.user.clear(app.id('password-input'));
  await app.user.type(app.id('password-input'), `${PASSWORD}{Enter}`);
  await app.click('settings-section');
  await app.click('privacy-settings-menu-item');
  await app.click('change-password-settings-button');
  await app.user.type(await app.find('password-input'), PASSWORD);
  await app.user.type(app.id('password-input-confirm'), 'a new horse');
  await app.user.type(app.id('password-input-reconfirm'), 'a new horse{Enter}');
  await app.find('change-password-settings-button');
  expect(states.length).toBeGreaterThan(5);
  expect(states.filter((state) => state.includes('horse'))).toEqual([]);
});

test.each([
  ['password', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['Passw0rd', 'fair'],
  ['Passw0rd!', 'fair'],
  ['correcthorsestaple', 'good'],
  ['correct horse battery staple', 'strong'],
  ['пароль-из-слов', 'fair'],
])('%s is %s', (password, strength) => {
  expect(passwordStrength(password)).toBe(strength);
});
