// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { ConversationView } from '../../../src/ipc/index.ts';
import {
  choiceOf,
  timeId,
  timesOf,
} from '../../../src/renderer/features/conversation-settings/disappearing-times.ts';
import { openConversation } from '../../../src/renderer/features/conversation/conversation-thunks.ts';
import { exportFileName } from '../../../src/renderer/features/conversation-settings/export-file-name.ts';
import {
  muteOf,
  muting,
  MUTE_SPANS,
} from '../../../src/renderer/features/conversation-settings/mute-times.ts';
import { BOB_ID, type FakeData, OWN_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';

const OFF = { mode: 'off', timerS: 0 } as const;

/** Opens the settings of the conversation with Bob, or of another one. */
async function openSettings(part: Partial<ConversationView> = {}, data: FakeData = {}) {
  const app = await renderApp({ ...data, conversations: [part] });
  await app.remote(() => app.store.dispatch(openConversation(1)));
  await app.click('conversation-options-avatar');
  return app;
}

const isOff = (element: HTMLElement) => element.classList.contains('disabled');

test('flow 3: a type, a time, set, and back on the first page', async () => {
  const app = await openSettings();
  expect(app.id('modal-heading').closest('[data-modal-id]')?.getAttribute('data-modal-id')).toBe(
    'conversationSettingsModal',
  );
  await app.click('disappearing-messages-menu-option');
  expect(app.all('modal-close-button')).toEqual([]);
  expect(app.all('modal-back-button')).toHaveLength(1);
  expect(isOff(app.id('disappear-set-button'))).toBe(true);
  await app.click('disappear-after-send-option');
  expect(app.id('input-time-option-1-days').dataset['checked']).toBe('true');
  expect(app.all('time-option-5-minutes')).toEqual([]);
  await app.click('disappear-after-read-option');
  expect(app.id('input-time-option-12-hours').dataset['checked']).toBe('true');
  await app.click('time-option-5-minutes');
  expect(app.id('input-disappear-after-read-option').dataset['checked']).toBe('true');
  await app.click('disappear-set-button');
  await app.find('disappearing-messages-menu-option');
  expect(app.fake.callsTo('conversations:set-disappearing')).toEqual([
    { conversationId: 1, mode: 'after-read', timerS: 300 },
  ]);
  await app.click('modal-close-button');
  await app.gone('modal-heading');
});

test('a refused setting stays on its page and says why', async () => {
  const app = await openSettings();
  app.fake.refuse('conversations:set-disappearing', { code: 'conversation-not-open' });
  await app.click('disappearing-messages-menu-option');
  await app.click('disappear-after-send-option');
  await app.click('disappear-set-button');
  await app.find('session-toast');
  expect(app.all('disappear-set-button')).toHaveLength(1);
});

test('times that others have set are shown among the offered ones', async () => {
  const app = await openSettings({ disappearing: { mode: 'after-read', timerS: 7_200 } });
  await app.click('disappearing-messages-menu-option');
  expect(app.id('input-time-option-2-hours').dataset['checked']).toBe('true');
  expect(isOff(app.id('disappear-set-button'))).toBe(true);
  await app.click('disappear-off-option');
  expect(isOff(app.id('disappear-set-button'))).toBe(false);
  await app.click('disappear-after-read-option');
  expect(isOff(app.id('disappear-set-button'))).toBe(true);
});

test('test mode offers seconds, and Note to Self has times with off and no types', async () => {
  const app = await openSettings(
    { kind: 'note-to-self', peerId: OWN_ID, name: '' },
    { info: { hasShortTimers: true } },
  );
  await app.click('disappearing-messages-menu-option');
  expect(app.all('disappear-off-option')).toEqual([]);
  expect(app.id('input-time-option-0-seconds').dataset['checked']).toBe('true');
  expect(screen.getByText('10 seconds')).toBeTruthy();
  expect(screen.getByText('12 hours')).toBeTruthy();
  await app.click('time-option-30-seconds');
  await app.click('disappear-set-button');
  await app.find('hide-nts-menu-option');
  expect(app.fake.callsTo('conversations:set-disappearing')).toEqual([
    { conversationId: 1, mode: 'after-send', timerS: 30 },
  ]);
});

test('whatever is set is among the times, which ascend and have ids of their own', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('after-read' as const, 'after-send' as const),
      fc.integer({ min: 1, max: 0xffff_ffff }),
      fc.boolean(),
      (mode, timerS, hasShortTimers) => {
        const times = timesOf(mode, { set: { mode, timerS }, hasShortTimers });
        expect(times).toContain(timerS);
        expect([...times].sort((a, b) => a - b)).toEqual(times);
        expect(new Set(times.map(timeId)).size).toBe(times.length);
      },
    ),
  );
  expect([10, 60, 300, 3_600, 43_200, 86_400, 1_209_600].map(timeId)).toEqual([
    '10-seconds',
    '60-seconds',
    '5-minutes',
    '1-hours',
    '12-hours',
    '1-days',
    '14-days',
  ]);
  expect(choiceOf('after-read', OFF)).toEqual({ mode: 'after-read', timerS: 43_200 });
  expect(choiceOf('after-send', OFF)).toEqual({ mode: 'after-send', timerS: 86_400 });
});

test('CST-05: a nickname is given, seen beside the real name, and taken away', async () => {
  const app = await openSettings();
  await app.click('set-nickname-confirm-button');
  expect(app.all('set-nickname-confirm-button')).toHaveLength(1);
  expect(isOff(app.id('set-nickname-confirm-button'))).toBe(true);
  expect(isOff(app.id('set-nickname-remove-button'))).toBe(true);
  await app.user.type(app.id('nickname-input'), '  Robert ');
  await app.click('set-nickname-confirm-button');
  await waitFor(() => expect(app.id('preferred-display-name').textContent).toBe('Robert'));
  expect(app.id('fallback-display-name').textContent).toBe('Bob');
  expect(app.fake.callsTo('conversations:change')).toEqual([{ id: 1, change: { nickname: 'Robert' } }]);
  await app.click('set-nickname-confirm-button');
  await app.click('clear-nickname-button');
  expect(app.id('nickname-input')).toHaveProperty('value', '');
  await app.click('set-nickname-remove-button');
  await waitFor(() => expect(app.id('preferred-display-name').textContent).toBe('Bob'));
});

test('a nickname that is too long is said at the field', async () => {
  const app = await openSettings();
  await app.click('set-nickname-confirm-button');
  await app.user.type(app.id('nickname-input'), 'ü'.repeat(51));
  await app.user.keyboard('{Enter}');
  expect((await app.find('error-message')).textContent).toMatch(/too long/u);
});

test('CST-01: the Account ID is shown, copied, and turned into a code', async () => {
  const app = await openSettings();
  expect(app.id('account-id').textContent).toBe(BOB_ID);
  await app.click('copy-account-id-menu-option');
  await waitFor(() => expect(app.fake.clipboard()?.text).toBe(BOB_ID));
  await app.user.click(screen.getByText('View QR'));
  expect(screen.getByLabelText('QR code of the Account ID')).toBeTruthy();
  expect(app.all('account-id')).toEqual([]);
});

test('CST-07: blocking asks with the name, says so, and offers the way back', async () => {
  const app = await openSettings();
  await app.click('block-user-menu-option');
  expect(app.id('modal-heading').closest('[data-modal-id]')?.getAttribute('data-modal-id')).toBe(
    'blockOrUnblockModal',
  );
  expect(app.id('modal-description').textContent).toMatch(/^Bob can no longer/u);
  await app.click('session-confirm-ok-button');
  expect((await app.find('session-toast')).textContent).toBe('Blocked.');
  expect(app.id('block-user-menu-option').textContent).toBe('Unblock');
  expect(app.all('disappearing-messages-menu-option')).toEqual([]);
  await app.click('block-user-menu-option');
  await app.click('session-confirm-ok-button');
  expect(app.fake.callsTo('contacts:set-blocked')).toEqual([
    { id: 1, isBlocked: true },
    { id: 1, isBlocked: false },
  ]);
});

test.each([
  ['delete-conversation', 'conversations:delete', /stay in your contacts/u],
  ['delete-contact', 'contacts:delete', /removed from your contacts/u],
] as const)('CST-08: %s has its own words, and leaves the conversation', async (option, channel, words) => {
  const app = await openSettings();
  await app.click(`${option}-menu-option`);
  expect(app.id('modal-description').textContent).toMatch(words);
  await app.click('session-confirm-ok-button');
  await app.gone('modal-heading');
  expect(app.fake.callsTo(channel)).toEqual([{ id: 1 }]);
  await app.gone('messages-container');
});

test('CST-06: clearing leaves the conversation, and everything else of it', async () => {
  const app = await openSettings({}, { messages: [{ text: 'long ago' }] });
  await app.click('clear-all-messages-menu-option');
  expect(app.id('modal-description').textContent).toMatch(/on this device/u);
  await app.click('session-confirm-ok-button');
  await app.find('clear-all-messages-menu-option');
  expect(app.fake.callsTo('conversations:clear')).toEqual([{ id: 1 }]);
  await waitFor(() => expect(screen.queryByText('long ago')).toBeNull());
});

test('CST-06: notes are cleared here, or on all of our devices', async () => {
  const app = await openSettings({ kind: 'note-to-self', peerId: OWN_ID });
  await app.click('clear-all-messages-menu-option');
  const [here, everywhere] = ['device', 'everyone'].map(
    (scope) => app.id(`clear-${scope}-radio-option`) as HTMLInputElement,
  );
  expect([here?.checked, everywhere?.checked]).toEqual([true, false]);
  await app.click('session-confirm-ok-button');
  await app.click('clear-all-messages-menu-option');
  await app.user.click(app.id('clear-everyone-radio-option-label'));
  await app.click('session-confirm-ok-button');
  await app.find('clear-all-messages-menu-option');
  expect(app.fake.callsTo('conversations:clear')).toEqual([{ id: 1 }, { id: 1, scope: 'own-devices' }]);
});

test('CST-06: with other people there is no such choice', async () => {
  const app = await openSettings();
  await app.click('clear-all-messages-menu-option');
  expect(app.all('clear-everyone-radio-option')).toEqual([]);
});

test('a conversation that goes away elsewhere takes its dialogs with it', async () => {
  const app = await openSettings();
  await app.click('delete-contact-menu-option');
  await app.remote(() => app.fake.emit({ type: 'conversation-removed', conversationId: 1 }));
  await app.gone('modal-heading');
  expect(app.store.getState().dialogs.stack).toEqual([]);
});

test('pinning is one click, and so is the opposite', async () => {
  const app = await openSettings();
  await app.click('pin-conversation-menu-option');
  await waitFor(() => expect(app.id('pin-conversation-menu-option').textContent).toBe('Unpin'));
  await app.click('pin-conversation-menu-option');
  await waitFor(() => expect(app.id('pin-conversation-menu-option').textContent).toBe('Pin'));
});

test('CST-04: silent for an hour, for good, and loud again', async () => {
  const app = await openSettings();
  await app.click('notifications-menu-option');
  expect(app.id('notifications-all-messages-radio-button').dataset['checked']).toBe('true');
  expect(isOff(app.id('notifications-set-button'))).toBe(true);
  await app.click('notifications-mute-button');
  expect(isOff(app.id('notifications-set-button'))).toBe(true);
  await app.click('mute-option-always');
  await app.click('notifications-set-button');
  await app.click('notifications-menu-option');
  expect(app.id('notifications-mute-radio-button').dataset['checked']).toBe('true');
  await app.click('mute-option-hour');
  await app.click('notifications-set-button');
  await app.click('notifications-menu-option');
  expect(screen.getByText(/^Muted until/u)).toBeTruthy();
  await app.click('notifications-all-messages-button');
  await app.click('notifications-set-button');
  await app.find('notifications-menu-option');
  expect(app.fake.callsTo('conversations:change')).toMatchObject([
    { change: { notify: 'none', mutedUntilS: 0 } },
    { change: { notify: 'all' } },
    { change: { notify: 'all', mutedUntilS: 0 } },
  ]);
});

test('what is muted is silent, until it is not', () => {
  const nowMs = 1_700_000_000_123;
  for (const span of MUTE_SPANS) {
    const muted = muting(span, { notify: 'none', nowMs });
    expect(muteOf(muted, nowMs)).toBeDefined();
    const { untilMs } = muteOf(muted, nowMs) ?? {};
    if (untilMs !== undefined) expect(muteOf(muted, untilMs)).toBeUndefined();
  }
  expect(muteOf({ notify: 'default', mutedUntilS: 0 }, nowMs)).toBeUndefined();
});

test('CST-11: an export has words for the page, and none for data', async () => {
  const app = await openSettings();
  await app.click('export-conversation-menu-option');
  await app.click('export-disappearing-checkbox');
  await app.click('export-conversation-button');
  expect((await app.find('session-toast')).textContent).toBe('The conversation was exported.');
  const [page] = app.fake.callsTo('conversations:export') as [Record<string, unknown>];
  expect(page).toMatchObject({
    conversationId: 1,
    withDisappearing: true,
    words: { title: 'Bob', you: 'You' },
  });
  expect(JSON.stringify(page['words'])).toContain('{author} changed when messages disappear.');
  await app.click('export-conversation-menu-option');
  await app.click('export-json-option');
  app.fake.refuse('conversations:export', { code: 'file-not-chosen' });
  await app.click('export-conversation-button');
  expect(app.fake.callsTo('conversations:export').at(-1)).not.toHaveProperty('words');
  // Whoever chose no place is where they were, and hears nothing of it.
  await waitFor(() => expect(isOff(app.id('export-conversation-button'))).toBe(false));
  expect(app.all('session-toast')).toHaveLength(1);
});

test('the name of an export is one that every file system takes', () => {
  const nowMs = Date.UTC(2025, 4, 6);
  expect(exportFileName({ name: 'Bob', format: 'html', nowMs })).toBe('Undertone Bob 2025-05-06.html');
  expect(exportFileName({ name: '../a\u202E/b:?', format: 'json', nowMs })).not.toMatch(/[/\\:?\u202E]/u);
  expect(exportFileName({ name: '/', format: 'json', nowMs })).toBe('Undertone 2025-05-06.json');
});

test('a request can be blocked or deleted, and nothing else', async () => {
  const app = await openSettings({ isRequest: true });
  expect(app.all('notifications-menu-option')).toEqual([]);
  expect(app.all('delete-conversation-menu-option')).toEqual([]);
  await app.click('delete-contact-menu-option');
  await app.click('session-confirm-ok-button');
  await app.gone('modal-heading');
  expect(app.fake.callsTo('requests:decline')).toEqual([{ id: 1 }]);
});

test('MED-06: what was sent is listed by kind and month, as far back as one looks', async () => {
  const day = Date.UTC(2025, 4, 6, 12);
  const media = Array.from({ length: 60 }, (_, index) => ({
    messageId: 100 - index,
    authorId: BOB_ID,
    sentAtMs: day - index * 86_400_000,
    attachments: [{ id: 500 + index, contentType: 'image/png', state: 'ready' as const }],
  }));
  const files = [
    {
      messageId: 7,
      authorId: BOB_ID,
      sentAtMs: day,
      attachments: [
        { id: 9, contentType: 'application/pdf', fileName: 'plan.pdf', size: 2_000, state: 'ready' as const },
      ],
    },
  ];
  const app = await openSettings({}, { media: { media, files, voice: [] } });
  await app.click('attachments-menu-option');
  expect(await screen.findByRole('heading', { name: 'May 2025' })).toBeTruthy();
  expect(app.all('attachments-tile')).toHaveLength(50);
  await app.click('attachments-more-button');
  await waitFor(() => expect(app.all('attachments-tile')).toHaveLength(60));
  expect(app.all('attachments-more-button')).toEqual([]);
  expect(screen.getByRole('heading', { name: 'March 2025' })).toBeTruthy();
  await app.click('attachments-voice-tab');
  await app.find('attachments-none');
  await app.click('attachments-files-tab');
  expect((await app.find('attachments-line')).textContent).toContain('plan.pdf');
  await app.user.click(screen.getByRole('button', { name: 'Save plan.pdf' }));
  await waitFor(() => expect(app.fake.callsTo('attachments:save')).toEqual([{ id: 9, path: 'plan.pdf' }]));
});
