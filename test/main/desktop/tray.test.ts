import { expect, test } from 'vitest';

import { type TrayLook, Tray } from '../../../src/main/desktop/tray.ts';
import { withUnreadDot } from '../../../src/main/desktop/unread-dot.ts';
import { createTexts } from '../../../src/main/text/texts.ts';

/** A bar of the system with room for one icon, and a window. */
function fakeDesktop({ hasBar = true } = {}) {
  const state = {
    isShown: true,
    quits: 0,
    look: undefined as TrayLook | undefined,
    click: () => undefined as void,
  };
  const tray = new Tray({
    desktop: {
      create: (onClick) => {
        if (!hasBar) return undefined;
        state.click = onClick;
        return {
          update: (look) => {
            state.look = look;
          },
          remove: () => {
            state.look = undefined;
          },
        };
      },
    },
    texts: createTexts('en'),
    isWindowShown: () => state.isShown,
    showWindow: () => {
      state.isShown = true;
    },
    hideWindow: () => {
      state.isShown = false;
    },
    quit: () => {
      state.quits += 1;
    },
  });
  const labels = () => state.look?.items.map(({ label }) => label);
  return { tray, state, labels };
}

test('APP-07: the icon comes and goes, shows and hides the window, and quits', () => {
  const { tray, state, labels } = fakeDesktop();
  tray.setUnread(2);
  expect(state.look).toBeUndefined();
  tray.setOn(true);
  expect(tray.isThere).toBe(true);
  expect(state.look).toMatchObject({ tooltip: 'Undertone: 2 unread messages', isUnread: true });
  expect(labels()).toEqual(['Hide Undertone', 'Quit Undertone']);
  state.click();
  expect(state.isShown).toBe(false);
  expect(labels()).toEqual(['Show Undertone', 'Quit Undertone']);
  state.look?.items[0]?.run();
  expect(state.isShown).toBe(true);
  state.look?.items[1]?.run();
  expect(state.quits).toBe(1);
  tray.setUnread(0);
  expect(state.look).toMatchObject({ tooltip: 'Undertone', isUnread: false });
  tray.setOn(false);
  expect(state.look).toBeUndefined();
  expect(tray.isThere).toBe(false);
});

test('where there is no bar, it is not there', () => {
  const { tray } = fakeDesktop({ hasBar: false });
  tray.setOn(true);
  expect(tray.isThere).toBe(false);
});

test('the dot covers the lower right corner and leaves the rest of the picture as it was', () => {
  const size = { width: 22, height: 22 };
  const white = new Uint8Array(22 * 22 * 4).fill(255);
  const marked = withUnreadDot(white, size);
  const pixel = (x: number, y: number) => [...marked.subarray((y * 22 + x) * 4, (y * 22 + x) * 4 + 4)];
  expect(pixel(0, 0)).toEqual([255, 255, 255, 255]);
  expect(pixel(16, 16)).toEqual([0x3a, 0x3a, 0xe5, 255]);
  expect(white.every((byte) => byte === 255)).toBe(true);
});
