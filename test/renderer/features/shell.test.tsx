// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

import {
  keyNames,
  type Shortcut,
  shortcutsOf,
  SHORTCUTS,
} from '../../../src/renderer/features/shell/shortcuts.ts';
import { errorShown, toastShown } from '../../../src/renderer/features/toasts/toasts-slice.ts';
import { renderApp } from '../support/render-app.tsx';

const TWO = { conversations: [{ name: 'Bob' }, { name: 'Carol' }] } as const;

function widthOfList(): string {
  return screen.getByRole('list').closest<HTMLElement>('[style*="inline-size"]')?.style.inlineSize ?? '';
}

describe('LST-13: the list', () => {
  test('is made wider and narrower with the arrows, and collapses below its least width', async () => {
    const app = await renderApp({ ...TWO, settings: { listWidth: 256 } });
    const splitter = await app.find('list-splitter');
    expect(widthOfList()).toBe('256px');
    splitter.focus();
    await app.user.keyboard('{ArrowRight}');
    await waitFor(() => expect(widthOfList()).toBe('272px'));
    await app.user.keyboard('{Home}');
    await waitFor(() => expect(widthOfList()).toBe('240px'));
    await app.user.keyboard('{ArrowLeft}');
    await waitFor(() => expect(widthOfList()).toBe('76px'));
    expect(splitter.getAttribute('aria-valuenow')).toBe('0');
    await app.user.keyboard('{ArrowRight}');
    await waitFor(() => expect(widthOfList()).toBe('240px'));
  });

  test('is dragged, and stored when it is let go', async () => {
    const app = await renderApp({ ...TWO, settings: { listWidth: 300 } });
    const splitter = await app.find('list-splitter');
    splitter.setPointerCapture = () => undefined;
    fireEvent.pointerDown(splitter, { button: 0, clientX: 380, pointerId: 1 });
    fireEvent.pointerMove(splitter, { clientX: 430, pointerId: 1 });
    expect(widthOfList()).toBe('350px');
    expect(app.fake.callsTo('settings:set')).toEqual([]);
    fireEvent.pointerUp(splitter, { pointerId: 1 });
    expect(app.fake.callsTo('settings:set')).toEqual([{ isListCollapsed: false, listWidth: 350 }]);
  });

  test('collapses with Enter to pictures, which then have names of their own', async () => {
    const app = await renderApp(TWO);
    (await app.find('list-splitter')).focus();
    await app.user.keyboard('{Enter}');
    await waitFor(() => expect(widthOfList()).toBe('76px'));
    expect(screen.getByTitle('Bob')).toBeTruthy();
    await app.click('new-conversation-button');
    await app.find('chooser-new-conversation-button');
    expect(screen.getByLabelText('Conversations').style.inlineSize).toBe('240px');
  });
});

describe('shortcuts', () => {
  const press = ({ keys }: Shortcut, digit = '1') => ({
    key: keys.at(-1) === '1-9' ? digit : (keys.at(-1) ?? ''),
    ctrlKey: keys.includes('Mod'),
    metaKey: false,
    shiftKey: keys.includes('Shift'),
    altKey: keys.includes('Alt'),
  });

  test('none hides another', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SHORTCUTS), fc.integer({ min: 1, max: 9 }), (shortcut, digit) => {
        expect(shortcutsOf(press(shortcut, String(digit)))).toContain(shortcut);
      }),
    );
  });

  test('a key alone, or with one key more, is no shortcut', () => {
    const newMessage = press(SHORTCUTS.find(({ id }) => id === 'new-message')!);
    expect(shortcutsOf({ ...newMessage, ctrlKey: false })).toEqual([]);
    expect(shortcutsOf({ ...newMessage, altKey: true })).toEqual([]);
    expect(shortcutsOf({ ...newMessage, key: 'M' })[0]?.id).toBe('new-message');
    expect(shortcutsOf({ ...newMessage, key: '/' })[0]?.id).toBe('shortcuts');
  });

  test('are written as the platform writes them', () => {
    expect(keyNames(['Mod', 'Shift', 'm'], true)).toEqual(['⌘', '⇧', 'M']);
    expect(keyNames(['Mod', 'Shift', 'm'], false)).toEqual(['Ctrl', 'Shift', 'M']);
  });

  test('are all in a dialog of their own', async () => {
    const app = await renderApp(TWO);
    await app.user.keyboard('{Control>}/{/Control}');
    expect((await app.find('modal-heading')).closest('[data-modal-id]')?.getAttribute('data-modal-id')).toBe(
      'keyboardShortcutsModal',
    );
    expect(screen.getByText('Next conversation').closest('div')?.textContent).toBe('Next conversationAlt↓');
    await app.user.keyboard('{Escape}');
    await app.gone('modal-heading');
  });
});

test('BET-02: Tab begins with ways past the rail', async () => {
  const app = await renderApp(TWO);
  await app.openConversation('Bob');
  (document.activeElement as HTMLElement).blur();
  const toList = screen.getByText('Go to the conversations');
  const toMessage = screen.getByText('Go to the message field');
  await app.user.tab();
  expect(document.activeElement).toBe(toList);
  await app.user.keyboard('{Enter}');
  expect(document.activeElement?.textContent).toContain('Bob');
  toMessage.focus();
  await app.user.keyboard('{Enter}');
  expect(document.activeElement).toBe(app.id('message-input-text-area'));
});

test('BET-02: the rail is one stop of Tab, with arrows inside', async () => {
  const app = await renderApp(TWO);
  (await app.find('leftpane-primary-avatar')).focus();
  await app.user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(app.id('message-section'));
  await app.user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(app.id('settings-section'));
  await app.user.keyboard('{End}');
  await app.user.tab();
  expect(app.id('leftpane-section-container').contains(document.activeElement)).toBe(false);
  await app.user.tab({ shift: true });
  expect(document.activeElement).toBe(app.id('settings-section'));
});

describe('TST-01: a toast', () => {
  test('leads somewhere when it says so', async () => {
    const app = await renderApp();
    await app.remote(() =>
      app.store.dispatch(toastShown({ textKey: 'copied', opens: { kind: 'settings', page: 'privacy' } })),
    );
    await app.user.click(screen.getByRole('button', { name: 'Copied' }));
    expect((await app.find('modal-heading')).textContent).toBe('Privacy');
    await app.gone('session-toast');
  });

  test('goes by itself after three seconds', async () => {
    const app = await renderApp();
    vi.useFakeTimers();
    try {
      act(() => void app.store.dispatch(toastShown({ textKey: 'copied' })));
      act(() => void vi.advanceTimersByTime(2_900));
      expect(app.all('session-toast')).toHaveLength(1);
      act(() => void vi.advanceTimersByTime(200));
      expect(app.all('session-toast')).toHaveLength(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('stays as long as pointer or focus rest on it', async () => {
    const app = await renderApp({ info: { testMode: true } });
    vi.useFakeTimers();
    try {
      act(() => void app.store.dispatch(errorShown({ code: 'unexpected' })));
      const toast = screen.getByRole('alert');
      expect(toast.dataset['testid']).toBe('session-toast');
      const card = toast.parentElement!;
      fireEvent.pointerEnter(card);
      fireEvent.focus(screen.getByRole('button', { name: 'Close notification' }));
      fireEvent.pointerLeave(card);
      act(() => void vi.advanceTimersByTime(5_000));
      expect(app.all('session-toast')).toHaveLength(1);
      fireEvent.blur(screen.getByRole('button', { name: 'Close notification' }));
      act(() => void vi.advanceTimersByTime(1_100));
      expect(app.all('session-toast')).toHaveLength(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
