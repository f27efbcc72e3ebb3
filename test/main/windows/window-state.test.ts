import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  FIRST_SIZE,
  MIN_SIZE,
  minimumSize,
  movedIntoSight,
  placeWindow,
  randomPlace,
  readWindowState,
  type Rectangle,
  type WindowState,
  writeWindowState,
} from '../../../src/main/windows/window-state.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PRIMARY: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };
const LEFT: Rectangle = { x: -1280, y: 100, width: 1280, height: 1000 };

function stateAt(bounds: Rectangle): WindowState {
  return { bounds, maximized: false, fullScreen: false };
}

const RECTANGLE = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
  width: fc.integer({ min: 1, max: 9000 }),
  height: fc.integer({ min: 1, max: 9000 }),
});

describe('APP-01: where the window opens', () => {
  test('880 × 820 the first time, wherever the system likes', () => {
    expect(placeWindow({ state: undefined, displays: [PRIMARY], positionable: true })).toEqual({
      ...FIRST_SIZE,
      maximized: false,
      fullScreen: false,
    });
  });

  test('where it was, on any display, in the state it was in', () => {
    const bounds = { x: -900, y: 150, width: 700, height: 600 };
    const state: WindowState = { bounds, maximized: true, fullScreen: true };
    expect(placeWindow({ state, displays: [PRIMARY, LEFT], positionable: true })).toEqual({
      ...bounds,
      maximized: true,
      fullScreen: true,
    });
  });

  test.each([
    ['right of everything', { x: 1900, y: 10, width: 700, height: 600 }],
    ['above everything', { x: 100, y: -300, width: 700, height: 600 }],
    ['below everything', { x: 100, y: 1030, width: 700, height: 600 }],
    ['on a display that is gone', { x: -900, y: 150, width: 700, height: 600 }],
  ])('a position %s is ignored; the size is kept', (_name, bounds) => {
    const placement = placeWindow({ state: stateAt(bounds), displays: [PRIMARY], positionable: true });
    expect(placement).toEqual({ width: 700, height: 600, maximized: false, fullScreen: false });
  });

  test('no position where windows cannot choose', () => {
    const state = stateAt({ x: 10, y: 10, width: 700, height: 600 });
    expect(placeWindow({ state, displays: [PRIMARY], positionable: false })).not.toHaveProperty('x');
  });

  test('APP-02: never smaller than usable, never larger than the display unless that is tiny', () => {
    fc.assert(
      fc.property(RECTANGLE, fc.array(RECTANGLE, { maxLength: 3 }), (bounds, displays) => {
        const placement = placeWindow({ state: stateAt(bounds), displays, positionable: true });
        expect(placement.width).toBeGreaterThanOrEqual(MIN_SIZE.width);
        expect(placement.height).toBeGreaterThanOrEqual(MIN_SIZE.height);
        if (displays.length === 0) return;
        const widest = Math.max(...displays.map(({ width }) => width));
        expect(placement.width).toBeLessThanOrEqual(Math.max(MIN_SIZE.width, widest));
      }),
    );
  });
});

test('a random place is inside the display, and can be every corner', () => {
  const size = { width: 800, height: 600 };
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.999_999, noNaN: true }), (random) => {
      const { x, y } = randomPlace(LEFT, size, () => random);
      expect(x).toBeGreaterThanOrEqual(LEFT.x);
      expect(x + size.width).toBeLessThanOrEqual(LEFT.x + LEFT.width);
      expect(y).toBeGreaterThanOrEqual(LEFT.y);
      expect(y + size.height).toBeLessThanOrEqual(LEFT.y + LEFT.height);
    }),
  );
  expect(randomPlace(LEFT, size, () => 0)).toEqual({ x: LEFT.x, y: LEFT.y });
  expect(randomPlace(LEFT, size, () => 0.999_999)).toEqual({ x: -800, y: 500 });
  expect(randomPlace(LEFT, { width: 9000, height: 9000 }, () => 0.5)).toEqual({ x: LEFT.x, y: LEFT.y });
});

describe('the file', () => {
  test('what was written is read', () => {
    const path = join(temporaryFolder(), 'window-state.json');
    const state: WindowState = { bounds: LEFT, maximized: true, fullScreen: false };
    expect(readWindowState(path)).toBeUndefined();
    writeWindowState(path, state);
    expect(readWindowState(path)).toEqual(state);
  });

  test('anything else is no state', () => {
    const path = join(temporaryFolder(), 'window-state.json');
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        writeFileSync(path, text);
        expect(readWindowState(path)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
    writeFileSync(path, JSON.stringify(stateAt({ x: 0.5, y: 0, width: 1e9, height: 1 })));
    expect(readWindowState(path)).toBeUndefined();
  });
});

test('APP-02: the smallest window grows with the zoom, as far as the screen is large', () => {
  expect(minimumSize(50, PRIMARY)).toEqual(MIN_SIZE);
  expect(minimumSize(100, PRIMARY)).toEqual(MIN_SIZE);
  expect(minimumSize(200, PRIMARY)).toEqual({ width: 720, height: 960 });
  expect(minimumSize(200, { width: 640, height: 480 })).toEqual({ width: 640, height: 480 });
});

test('a window whose display is gone moves into the first one, and is no larger than that', () => {
  const small = { x: 0, y: 0, width: 1280, height: 720 };
  const window = { x: 2000, y: 100, width: 1600, height: 600 };
  expect(movedIntoSight(window, [small])).toEqual({ x: 0, y: 60, width: 1280, height: 600 });
  expect(movedIntoSight(window, [small, { x: 1920, y: 0, width: 1920, height: 1080 }])).toBeUndefined();
  expect(movedIntoSight(window, [])).toBeUndefined();
});
