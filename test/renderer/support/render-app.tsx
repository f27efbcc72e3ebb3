import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect } from 'vitest';

import { bootStore } from '../../../src/renderer/app/boot.ts';
import { loadLaterParts } from '../../../src/renderer/app/later-parts.ts';
import { Root } from '../../../src/renderer/app/root.tsx';
import { openConversation } from '../../../src/renderer/features/conversation/conversation-thunks.ts';
import { createAppStore } from '../../../src/renderer/app/store.ts';
import {
  type ComposerTools,
  createComposerTools,
} from '../../../src/renderer/features/composer/composer-tools.ts';
import { createFakeBridge, type FakeData } from './fake-bridge.ts';
import { installLayout } from './layout.ts';

afterEach(cleanup);

/** The whole window over a fake border: boots as `main.tsx` does, and gives what a test needs to use and watch it. */
export async function renderApp(data: FakeData = {}, composing?: Partial<ComposerTools>) {
  installLayout();
  document.hasFocus = () => true;
  const fake = createFakeBridge(data);
  const store = createAppStore(fake.bridge, { ...createComposerTools(), ...composing });
  let renewals = 0;
  const failureCode = await bootStore(store, fake.bridge, () => (renewals += 1));
  await loadLaterParts();
  const view = render(<Root store={store} bridge={fake.bridge} failureCode={failureCode} />);
  const user = userEvent.setup();
  return {
    fake,
    store,
    user,
    view,
    /** How often the page wanted to be loaded anew. */
    renewals: () => renewals,
    id: (testId: string) => screen.getByTestId(testId),
    all: (testId: string) => screen.queryAllByTestId(testId),
    find: (testId: string) => screen.findByTestId(testId),
    click: async (testId: string) => user.click(await screen.findByTestId(testId)),
    gone: (testId: string) => waitFor(() => expect(screen.queryByTestId(testId)).toBeNull()),
    /** Something that happens on the other side of the border. */
    remote: <Result,>(step: () => Result): Promise<Result> => act(async () => step()),
    /** By its row; requests and blocked people have none, and are opened as from elsewhere. */
    openConversation: async (name: string) => {
      await screen.findByTestId('new-conversation-button');
      const selector = '[data-testid="module-conversation__user__profile-name"]';
      const known = Object.values(store.getState().conversations.entities).find((view) => view.name === name);
      if (known?.isRequest === true || known?.isBlocked === true)
        await act(async () => store.dispatch(openConversation(known.id)));
      else await user.click(await screen.findByText(name, { selector }));
      await screen.findByTestId('messages-container');
    },
    /** Puts text into the composer the way automation does: at once, with one input event. */
    compose: async (text: string) => {
      const editor = await screen.findByTestId('message-input-text-area');
      await act(async () => {
        editor.textContent = text;
        const selection = document.getSelection();
        selection?.selectAllChildren(editor);
        selection?.collapseToEnd();
        editor.dispatchEvent(new InputEvent('input', { bubbles: true }));
      });
      return editor;
    },
  };
}
