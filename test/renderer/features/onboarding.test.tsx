// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { OWN_ID, WORDS } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

test('a new account needs only a name, and Enter is enough', async () => {
  const app = await renderApp({ phase: 'no-account' });
  await app.click('create-account-button');
  await app.user.type(app.id('display-name-input'), '  Alice {Enter}');
  expect(await app.find('empty-msg-view-account-created')).toBeTruthy();
  expect(app.fake.callsTo('account:create')).toEqual([{ displayName: '  Alice ' }]);
  expect(app.view.container.querySelector('div.inbox.index')).not.toBeNull();
});

test('ONB-02: an empty and an over-long name are explained, and typing takes the words away', async () => {
  const app = await renderApp({ phase: 'no-account' });
  await app.click('create-account-button');
  await app.click('continue-button');
  expect((await app.find('error-message')).textContent).toBe('Please enter a display name.');
  await app.user.type(app.id('display-name-input'), 'a');
  await app.gone('error-message');
  await app.user.click(app.id('display-name-input'));
  await app.user.paste('x'.repeat(101));
  await app.click('continue-button');
  expect((await app.find('error-message')).textContent).toBe('Please pick a shorter display name.');
});

test.each([
  ['aching abducts', 'The recovery password you entered is not long enough. Please check and try again.'],
  [`${WORDS} aching`, 'Please check your recovery password and try again.'],
  [
    WORDS.replace('alpine', 'xyz'),
    'Some of the words in your recovery password are incorrect. Please check and try again.',
  ],
])('ONB-04: the words %j', async (words, message) => {
  const app = await renderApp({ phase: 'no-account' });
  await app.click('existing-account-button');
  await app.user.click(app.id('recovery-phrase-input'));
  await app.user.paste(words);
  await app.click('continue-button');
  expect((await app.find('error-message')).textContent).toBe(message);
});

test('ONB-04: an unknown word is named, with what it may have been', async () => {
  const app = await renderApp({ phase: 'no-account' });
  await app.click('existing-account-button');
  await app.user.click(app.id('recovery-phrase-input'));
  await app.user.paste(WORDS.replace('alpine', 'xyz'));
  await app.user.keyboard('{Enter}');
  expect(await screen.findByText(/Word 11 of 13 .* Did you mean almost or alpine\?/u)).toBeTruthy();
});

test('the words are hidden until somebody wants to see them', async () => {
  const app = await renderApp({ phase: 'no-account' });
  await app.click('existing-account-button');
  expect(app.id('recovery-phrase-input').getAttribute('type')).toBe('password');
  await app.click('reveal-recovery-phrase-toggle');
  expect(app.id('recovery-phrase-input').getAttribute('type')).toBe('text');
  await app.click('hide-recovery-phrase-toggle');
  expect(app.id('recovery-phrase-input').getAttribute('type')).toBe('password');
});

test('ONB-05 and ONB-07: a restored account whose name was found goes straight on, without a greeting', async () => {
  const app = await renderApp({ phase: 'no-account', displayName: 'Alice' });
  await app.click('existing-account-button');
  await app.user.click(app.id('recovery-phrase-input'));
  await app.user.paste(WORDS);
  await app.click('continue-button');
  expect(await app.find('loading-animation')).toBeTruthy();
  expect(await app.find('empty-msg-view-welcome')).toBeTruthy();
  expect(app.all('empty-msg-view-account-created')).toEqual([]);
});

test('a restored account is not told that there is nothing before the network has said so', async () => {
  const app = await renderApp({ origin: 'restored', isIncomplete: true });
  const welcome = await app.find('empty-msg-view-welcome');
  expect(within(welcome).getByRole('status').textContent).toMatch(/^Looking for your conversations/u);
  expect(within(welcome).getByRole('progressbar', { name: 'Loading' })).toBeTruthy();
  expect(screen.queryByText("You don't have any conversations yet")).toBeNull();
  await app.click('new-conversation-button');
  await app.click('chooser-new-group');
  expect(await screen.findByText('Your contacts are still on their way from the network.')).toBeTruthy();
  expect(screen.queryByText(/^You have nobody to invite yet/u)).toBeNull();
  await app.remote(() => app.fake.complete());
  expect(await screen.findByText(/^You have nobody to invite yet/u)).toBeTruthy();
  expect(within(welcome).getByRole('status').textContent).toMatch(/^You don't have any conversations yet/u);
  expect(within(welcome).queryByRole('progressbar')).toBeNull();
});

test('a restored account is not told that nobody is blocked before the network has said so', async () => {
  const app = await renderApp({ origin: 'restored', isIncomplete: true });
  await app.click('settings-section');
  await app.click('conversations-settings-menu-item');
  await app.click('blocked-contacts-settings-row');
  expect(await screen.findByText('Your contacts are still on their way from the network.')).toBeTruthy();
  expect(screen.queryByText('No blocked contacts')).toBeNull();
  await app.remote(() => app.fake.complete());
  expect(await screen.findByText('No blocked contacts')).toBeTruthy();
});

test('ONB-05: while the name is looked for a bar goes on, and says what for', async () => {
  const app = await renderApp({ phase: 'restoring' });
  const bar = await app.find('loading-animation');
  expect(bar.getAttribute('role')).toBe('progressbar');
  expect(bar.getAttribute('aria-label')).toBe('Loading your account');
  // How far it is nobody knows: it has no value, only a length.
  expect(bar.hasAttribute('aria-valuenow')).toBe(false);
  expect(bar.firstElementChild).not.toBeNull();
  await app.remote(() => app.fake.setPhase('needs-name'));
  await app.find('display-name-input');
  expect(app.all('loading-animation')).toEqual([]);
});

test('ONB-05: a restored account without a name is asked for one', async () => {
  const app = await renderApp({ phase: 'no-account', displayName: '' });
  await app.click('existing-account-button');
  await app.user.click(app.id('recovery-phrase-input'));
  await app.user.paste(WORDS);
  await app.click('continue-button');
  await app.user.type(await app.find('display-name-input'), 'Alice{Enter}');
  expect(await app.find('leftpane-primary-avatar')).toBeTruthy();
  expect(app.fake.callsTo('account:set-name')).toEqual([{ displayName: 'Alice' }]);
});

test('ONB-06: going back asks first; cancel stays, quit forgets the account', async () => {
  const app = await renderApp({ phase: 'needs-name' });
  await app.click('back-button');
  expect((await app.find('modal-heading')).textContent).toBe('Warning');
  await app.click('session-confirm-cancel-button');
  await app.gone('session-confirm-cancel-button');
  expect(app.fake.callsTo('account:discard')).toEqual([]);
  await app.click('back-button');
  expect((await app.find('session-confirm-ok-button')).textContent).toBe('Quit');
  await app.click('session-confirm-ok-button');
  expect(await app.find('create-account-button')).toBeTruthy();
  expect(app.fake.callsTo('account:discard')).toHaveLength(1);
});

test('ONB-06: nothing was made yet, so nothing is discarded', async () => {
  const app = await renderApp({ phase: 'no-account' });
  await app.click('create-account-button');
  await app.click('back-button');
  await app.click('session-confirm-ok-button');
  expect(await app.find('create-account-button')).toBeTruthy();
  expect(app.fake.callsTo('account:discard')).toEqual([]);
});

test('SEC-02: the recovery password never enters the state of the store', async () => {
  const app = await renderApp({ phase: 'no-account' });
  const states: string[] = [];
  app.store.subscribe(() => states.push(JSON.stringify(app.store.getState())));
  await app.click('existing-account-button');
  await app.user.click(app.id('recovery-phrase-input'));
  await app.user.paste(WORDS);
  await app.click('continue-button');
  await app.user.type(await app.find('display-name-input'), 'Alice{Enter}');
  await app.click('settings-section');
  await app.click('recovery-password-settings-menu-item');
  expect((await app.find('recovery-password-seed-modal')).textContent).toBe(WORDS);
  await app.user.click(screen.getByText('Copy', { selector: 'button' }));
  await waitFor(() => expect(app.fake.clipboard()).toEqual({ text: WORDS, clearAfterMs: 60_000 }));
  expect(states.length).toBeGreaterThan(5);
  expect(states.filter((state) => state.includes('abducts'))).toEqual([]);
  expect(states.some((state) => state.includes(OWN_ID))).toBe(true);
});

test('ONB-01: terms and privacy are one dialog away, and ask before they open', async () => {
  const app = await renderApp({ phase: 'no-account' });
  await app.click('open-url');
  await app.click('terms-of-service-button');
  await app.click('open-url-confirm-button');
  await app.gone('open-url-confirm-button');
  expect(app.fake.callsTo('shell:open-url')).toEqual([{ url: 'https://getsession.org/terms-of-service' }]);
});

test('ONB-10: the theme is chosen on the first screen', async () => {
  const app = await renderApp({ phase: 'no-account' });
  await app.find('create-account-button');
  await app.user.click(screen.getByRole('button', { name: 'Switch to the light theme' }));
  await waitFor(() => expect(app.fake.callsTo('settings:set')).toMatchObject([{ theme: 'classic-light' }]));
});
