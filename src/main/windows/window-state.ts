import { z } from 'zod';

import { writeFileAtomically } from '../files/atomic-write.ts';
import { parseJson, readTextIfPresent } from '../files/read-file.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window was, not maximised, and what it was (spec 08 APP-01). */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
  readonly fullScreen: boolean;
}

/** How to open the window: without a position the operating system chooses one. */
export interface WindowPlacement {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly maximized: boolean;
  readonly fullScreen: boolean;
}

export const FIRST_SIZE = { width: 880, height: 820 } as const;
export const MIN_SIZE = { width: 360, height: 480 } as const;

/** So much of a window must be on a display that it can be grabbed. */
const VISIBLE_PX = 64;

const coordinate = z.number().int().min(-100_000).max(100_000);
const length = z.number().int().min(1).max(100_000);
const schema = z.object({
  bounds: z.object({ x: coordinate, y: coordinate, width: length, height: length }),
  maximized: z.boolean(),
  fullScreen: z.boolean(),
});

/** The state stored last, or `undefined` when there is none that can be read. */
export function readWindowState(path: string): WindowState | undefined {
  try {
    const text = readTextIfPresent(path);
    return text === undefined ? undefined : schema.safeParse(parseJson(text)).data;
  } catch {
    return undefined;
  }
}

/** @throws whatever the file system says. */
export function writeWindowState(path: string, state: WindowState): void {
  writeFileAtomically(path, `${JSON.stringify(state)}\n`);
}

export interface PlacementOptions {
  readonly state: WindowState | undefined;
  /** Work areas of all displays, the primary one first. */
  readonly displays: readonly Rectangle[];
  /** Wayland does not let windows choose. */
  readonly positionable: boolean;
}

/** Where and how large to open the window: as it was, but never where nobody can see it, and not larger than the first display. */
export function placeWindow({ state, displays, positionable }: PlacementOptions): WindowPlacement {
  const bounds = state?.bounds;
  const visibleOn =
    bounds === undefined ? undefined : displays.find((display) => isGrabbable(bounds, display));
  const room = visibleOn ?? displays[0];
  return {
    width: clamp(bounds?.width ?? FIRST_SIZE.width, MIN_SIZE.width, room?.width),
    height: clamp(bounds?.height ?? FIRST_SIZE.height, MIN_SIZE.height, room?.height),
    ...(positionable && bounds !== undefined && visibleOn !== undefined ? { x: bounds.x, y: bounds.y } : {}),
    maximized: state?.maximized ?? false,
    fullScreen: state?.fullScreen ?? false,
  };
}

/** The smallest window in which everything can still be used at a zoom, in px of the screen; never larger than `area`. */
export function minimumSize(
  zoomPercent: number,
  area: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const factor = Math.max(1, zoomPercent / 100);
  return {
    width: Math.min(area.width, Math.round(MIN_SIZE.width * factor)),
    height: Math.min(area.height, Math.round(MIN_SIZE.height * factor)),
  };
}

/** Where a window goes that nobody can grab any more: into the first display. Nowhere when it can be. */
export function movedIntoSight(window: Rectangle, displays: readonly Rectangle[]): Rectangle | undefined {
  const [first] = displays;
  if (first === undefined || displays.some((display) => isGrabbable(window, display))) return undefined;
  const width = Math.min(window.width, first.width);
  const height = Math.min(window.height, first.height);
  return {
    x: first.x + Math.floor((first.width - width) / 2),
    y: first.y + Math.floor((first.height - height) / 2),
    width,
    height,
  };
}

/** A rectangle of `size` somewhere inside `area`; `random` gives numbers from 0 to below 1. */
export function randomPlace(
  area: Rectangle,
  size: { readonly width: number; readonly height: number },
  random: () => number,
): { readonly x: number; readonly y: number } {
  const roomX = Math.max(0, area.width - size.width);
  const roomY = Math.max(0, area.height - size.height);
  return { x: area.x + Math.floor(random() * (roomX + 1)), y: area.y + Math.floor(random() * (roomY + 1)) };
}

/** The title bar is at the top: it must be inside the display, and wide enough to be caught. */
function isGrabbable(window: Rectangle, display: Rectangle): boolean {
  const overlap =
    Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x);
  return (
    overlap >= VISIBLE_PX && window.y >= display.y && window.y <= display.y + display.height - VISIBLE_PX
  );
}

function clamp(value: number, min: number, max: number | undefined): number {
  return Math.max(min, Math.min(value, max ?? value));
}
