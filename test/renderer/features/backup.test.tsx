// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { dialogOpened } from '../../../src/renderer/features/dialogs/dialogs-slice.ts';
import { renderApp } from '../support/render-app.tsx';

test('a backup is restored from the start, with its password; main asks for the file and renews the page', async () => {
  const app = await renderApp({ phase: 'no-account' });
  await app.click('existing-account-button');
  await app.click('restore-backup-link');
  expect(app.all('modal-warning')).toEqual([]);
  expect(app.id('session-confirm-ok-button').hasAttribute('disabled')).toBe(true);
  const release = app.fake.hold('profile:restore');
  await app.user.type(app.id('password-input'), 'open sesame');
  await app.click('session-confirm-ok-button');
  expect(app.fake.callsTo('profile:restore')).toEqual([{ password: 'open sesame' }]);
  await app.remote(() => app.fake.emit({ type: 'restore-progress', doneBytes: 3, totalBytes: 4 }));
  expect(app.id('restore-backup-progress')).toHaveProperty('value', 0.75);
  // Half of it cannot be left.
  expect(app.id('session-confirm-cancel-button').hasAttribute('disabled')).toBe(true);
  await app.remote(() => app.fake.emit({ type: 'renew' }));
  expect(app.renewals()).toBe(1);
  release();
});

test.each([
  ['backup-wrong-password', 'This is not the password of the backup.'],
  ['backup-not-one', 'This file is not a backup of Undertone.'],
  ['backup-newer', /newer version/],
  ['backup-truncated', /incomplete/],
  ['backup-damaged', /damaged/],
  ['store-disk-full', /disk/i],
])('%s is said at the field, until it is edited', async (code, words) => {
  const app = await renderApp({ phase: 'no-account' });
  await app.click('existing-account-button');
  await app.click('restore-backup-link');
  app.fake.refuse('profile:restore', { code });
  await app.user.type(app.id('password-input'), 'x{Enter}');
  expect((await app.find('error-message')).textContent).toMatch(words);
  await app.user.type(app.id('password-input'), 'y');
  await app.gone('error-message');
});

test('who chooses no file is back where they were', async () => {
  const app = await renderApp({ phase: 'no-account' });
  await app.click('existing-account-button');
  await app.click('restore-backup-link');
  app.fake.refuse('profile:restore', { code: 'file-not-chosen' });
  await app.user.type(app.id('password-input'), 'x{Enter}');
  await waitFor(() => expect(app.id('session-confirm-ok-button').hasAttribute('disabled')).toBe(false));
  expect(app.all('error-message')).toEqual([]);
  await app.click('session-confirm-cancel-button');
  expect(screen.queryByText('Restore a Backup')).toBeNull();
});

test('where there is something to lose it says so, and wants the password of the app', async () => {
  const app = await renderApp({ password: 'correct horse' });
  await app.remote(() => app.store.dispatch(dialogOpened({ kind: 'restore-backup' })));
  expect(app.id('modal-warning').textContent).toMatch(/replaces everything/);
  app.fake.refuse('profile:restore', { code: 'password-wrong' });
  await app.user.type(app.id('password-input'), 'open sesame');
  await app.user.type(app.id('password-input-confirm'), 'wrong horse{Enter}');
  expect(app.fake.callsTo('profile:restore')).toEqual([
    { password: 'open sesame', appPassword: 'wrong horse' },
  ]);
  expect((await app.find('error-message')).textContent).toBe('Incorrect password');
  expect(app.id('password-input-confirm').getAttribute('aria-invalid')).toBe('true');
});

test('a backup is written under a password that was typed twice, and says how far it is', async () => {
  const app = await renderApp();
  await app.click('settings-section');
  await app.click('storage-settings-menu-item');
  await app.click('backup-settings-row');
  expect(app.id('write-backup-button').hasAttribute('disabled')).toBe(true);
  await app.user.type(app.id('password-input'), 'open sesame');
  await app.user.type(app.id('password-input-confirm'), 'open{Enter}');
  expect((await app.find('error-message')).textContent).toBe('The passwords are not the same.');
  const release = app.fake.hold('profile:backup');
  await app.user.type(app.id('password-input-confirm'), ' sesame{Enter}');
  expect((await app.find('write-backup-progress')).hasAttribute('aria-valuenow')).toBe(false);
  await app.remote(() => app.fake.emit({ type: 'backup-progress', doneBytes: 1, totalBytes: 4 }));
  expect(app.id('write-backup-progress').getAttribute('aria-valuenow')).toBe('0.25');
  // It cannot be left in the middle, but ended.
  await app.click('modal-close-button');
  expect(app.all('write-backup-progress')).toHaveLength(1);
  release();
  expect((await app.find('session-toast')).textContent).toBe('The backup was written.');
  await app.find('backup-settings-row');
  const [backup] = app.fake.callsTo('profile:backup') as [{ path: string; password: string }];
  expect(backup.password).toBe('open sesame');
  expect(backup.path).toMatch(/^Undertone \d{4}-\d\d-\d\d\.backup$/u);
  expect(JSON.stringify(app.store.getState())).not.toContain('sesame');
});

test('a backup wants the password of the app, and says what is wrong where it is', async () => {
  const app = await renderApp({ password: 'correct horse' });
  await app.remote(() => app.store.dispatch(dialogOpened({ kind: 'backup' })));
  await app.user.type(app.id('password-input'), 'a');
  await app.user.type(app.id('password-input-confirm'), 'a');
  await app.user.type(app.id('password-input-reconfirm'), 'wrong horse');
  app.fake.refuse('profile:backup', { code: 'password-wrong' });
  await app.click('write-backup-button');
  expect((await app.find('error-message')).textContent).toBe('Incorrect password');
  expect(app.id('password-input-reconfirm').getAttribute('aria-invalid')).toBe('true');
  app.fake.refuse('profile:backup', { code: 'store-disk-full' });
  await app.click('write-backup-button');
  await waitFor(() => expect(app.id('error-message').textContent).toMatch(/no space/u));
  expect(app.id('password-input').getAttribute('aria-invalid')).toBe('true');
});

test('SET-21: the database is looked at, and repaired when it is damaged', async () => {
  const app = await renderApp();
  app.fake.setHealth({ isChecking: false, isDamaged: true, checkedAtMs: 1_000 });
  await app.click('settings-section');
  await app.click('storage-settings-menu-item');
  expect((await app.find('check-database-settings-sub-text')).textContent).toBe('Some of it cannot be read.');
  await app.click('repair-database-settings-button');
  expect((await app.find('session-toast')).textContent).toBe('The database was repaired.');
  app.fake.setHealth({ isChecking: false, isDamaged: false, checkedAtMs: 1_000 });
  await app.click('check-database-settings-row');
  await app.gone('repair-database-settings-button');
  expect(app.fake.callsTo('profile:check')).toHaveLength(1);
});

test('a backup that is not wanted any more is ended, without a word of failure', async () => {
  const app = await renderApp();
  await app.remote(() => app.store.dispatch(dialogOpened({ kind: 'backup' })));
  await app.user.type(app.id('password-input'), 'a');
  await app.user.type(app.id('password-input-confirm'), 'a');
  app.fake.refuse('profile:backup', { code: 'export-cancelled' });
  const release = app.fake.hold('profile:backup');
  await app.click('write-backup-button');
  await app.click('cancel-backup-button');
  expect(app.fake.callsTo('profile:cancel-writing')).toHaveLength(1);
  await app.remote(() => release());
  await app.gone('write-backup-progress');
  expect(app.all('error-message')).toEqual([]);
  expect(app.id('write-backup-button').hasAttribute('disabled')).toBe(false);
});

test('CST-11: an export says how many messages it has, and can be ended', async () => {
  const app = await renderApp({ conversations: [{ id: 1, name: 'Bob' }] });
  await app.remote(() =>
    app.store.dispatch(dialogOpened({ kind: 'export-conversation', conversationId: 1 })),
  );
  app.fake.refuse('conversations:export', { code: 'export-cancelled' });
  const release = app.fake.hold('conversations:export');
  await app.click('export-conversation-button');
  await app.find('export-progress');
  await app.remote(() => app.fake.emit({ type: 'export-progress', conversationId: 1, messages: 1_400 }));
  expect(screen.getByText('1,400 messages written')).toBeTruthy();
  await app.click('cancel-export-button');
  expect(app.fake.callsTo('profile:cancel-writing')).toHaveLength(1);
  await app.remote(() => release());
  await app.gone('export-progress');
  expect(app.all('session-toast')).toEqual([]);
});
