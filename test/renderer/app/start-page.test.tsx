// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';

import { startPage } from '../../../src/renderer/app/start-page.tsx';
import { createAppStore } from '../../../src/renderer/app/store.ts';
import { createComposerTools } from '../../../src/renderer/features/composer/composer-tools.ts';
import { createFakeBridge } from '../support/fake-bridge.ts';
import { installLayout } from '../support/layout.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** A page that is about to start, and what it has drawn. */
function page() {
  installLayout();
  const fake = createFakeBridge({ settings: { theme: 'ocean-light', followSystem: false } });
  const store = createAppStore(fake.bridge, createComposerTools());
  const pictures: ReactNode[] = [];
  const view = render(<div />);
  const draw = (picture: ReactNode): void => {
    pictures.push(picture);
    act(() => view.rerender(picture));
  };
  return {
    fake,
    pictures,
    start: () => startPage({ store, bridge: fake.bridge, draw, reload: () => undefined }),
  };
}

test('a start that takes a while says so, in the theme of the settings, and then shows what there is', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { fake, pictures, start } = page();
  // As an engine that brings its database up to date first.
  const releases = [fake.hold('client:status'), fake.hold('network:status')];
  const started = start();
  await vi.advanceTimersByTimeAsync(900);
  expect(screen.getByTestId('starting').textContent).toContain('Opening your messages');
  expect(screen.getByRole('progressbar').hasAttribute('aria-valuenow')).toBe(false);
  expect(document.documentElement.dataset['theme']).toBe('ocean-light');
  await act(async () => {
    for (const release of releases) release();
    await started;
  });
  expect(screen.queryByTestId('starting')).toBeNull();
  expect(pictures).toHaveLength(2);
});

test('a quick start shows nothing in between', async () => {
  const { pictures, start } = page();
  await act(start);
  expect(pictures).toHaveLength(1);
});
