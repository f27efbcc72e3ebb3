// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';

import { BOB_ID } from '../support/fake-bridge.ts';
import { renderApp } from '../support/render-app.tsx';
import { ROOM_URL } from '../support/rooms.ts';

describe('links that lead into the app', () => {
  test('a link that the app was opened with is asked about, and followed when a person agrees', async () => {
    const { fake } = await renderApp({ link: { kind: 'account', accountId: BOB_ID } });
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain(BOB_ID);
    expect(fake.callsTo('conversations:start')).toEqual([]);
    await userEvent.click(screen.getByTestId('session-confirm-ok-button'));
    await screen.findByTestId('message-input-text-area');
    expect(fake.callsTo('conversations:start')).toEqual([{ accountId: BOB_ID }]);
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  test('a name is looked up only after that; what goes wrong is said in place', async () => {
    const { fake } = await renderApp();
    await act(async () => fake.openLink({ kind: 'name', name: 'bob' }));
    expect((await screen.findByRole('alertdialog')).textContent).toContain('bob');
    expect(fake.callsTo('names:look-up')).toEqual([]);
    fake.refuse('names:look-up', { code: 'name-not-found' });
    await userEvent.click(screen.getByTestId('session-confirm-ok-button'));
    expect((await screen.findByTestId('error-message')).textContent).not.toBe('');
    await userEvent.click(screen.getByTestId('session-confirm-cancel-button'));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(fake.callsTo('conversations:start')).toEqual([]);
  });

  test('an Account ID can be dragged into the window; other words and files lead nowhere', async () => {
    await renderApp();
    const drop = (text: string, types = ['text/plain']) =>
      fireEvent.drop(document.body, { dataTransfer: { types, getData: () => text } });
    drop('tea at five');
    drop(BOB_ID, ['Files']);
    expect(screen.queryByRole('alertdialog')).toBeNull();
    drop(BOB_ID);
    await waitFor(() => expect(screen.getByRole('alertdialog').textContent).toContain(BOB_ID));
  });

  test('so can the address of a community, which is looked at first', async () => {
    const { fake } = await renderApp();
    fireEvent.drop(document.body, { dataTransfer: { types: ['text/plain'], getData: () => ROOM_URL } });
    expect((await screen.findByTestId('modal-heading')).textContent).toBe('Join Community');
    expect((await screen.findByTestId('community-preview-name')).textContent).toBe('Garden');
    expect(fake.callsTo('communities:join')).toEqual([]);
  });
});

describe('the app on the desktop', () => {
  test('SET-08: the tray and starting with the session are settings of this computer', async () => {
    const { fake } = await renderApp();
    await userEvent.click(screen.getByTestId('settings-section'));
    await userEvent.click(screen.getByTestId('preferences-settings-menu-item'));
    await userEvent.click(screen.getByTestId('keep-in-tray-settings-row'));
    expect(fake.callsTo('settings:set').at(-1)).toEqual({ keepInTray: true });
    await userEvent.click(screen.getByRole('switch', { name: 'Start when you log in' }));
    expect(fake.callsTo('settings:set').at(-1)).toEqual({ startAtLogin: true });
  });
});
