import type { Page } from 'playwright-core';

import {
  type LaunchAppOptions,
  type RunningApp,
  appEnv,
  closeApp,
  launchApp,
  withProfiles,
} from '../../build/drive/app.ts';
import { composer, mainScreen } from '../../build/drive/flows.ts';
import { readLaunchOptions } from '../../src/main/lifecycle/launch-options.ts';
import { createAccountKeys } from '../../ts/account/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { seedProfile, strangers } from './support/profile.ts';
import { withWorld } from './support/world.ts';

const MESSAGES = 100_000;
/** Pages up, a screen at a time. */
const SCREENS = 200;
const BYTES_PER_KB = 1_024;
const BYTES_PER_MB = 1_000_000;

/** A window with one conversation of years: opening it, reading back, writing. */
export const longConversation: Benchmark = {
  name: 'long-conversation',
  about: `a conversation of ${MESSAGES} messages in a window`,
  opensWindows: true,
  runs: 20,
  run: ({ runs }) =>
    withWorld(({ network }) =>
      withProfiles(async (profiles) => {
        const app = await arrive({ instance: 'bench-long', seedUrl: network.seedUrl, profiles });
        try {
          return await measure(app, runs);
        } finally {
          await closeApp(app);
        }
      }),
    ),
};

async function arrive(options: LaunchAppOptions): Promise<RunningApp> {
  const { profileFolder } = readLaunchOptions({
    args: [],
    env: appEnv(options),
    appData: options.profiles,
    packaged: false,
  });
  const [long, short] = strangers(2, 1);
  if (long === undefined || short === undefined) throw new Error('nobody to talk to');
  seedProfile(profileFolder, {
    keys: createAccountKeys(systemRandom),
    displayName: 'Alice',
    contacts: [{ ...long, messages: MESSAGES }, short],
  });
  const app = await launchApp(options);
  await mainScreen(app.page).waitFor();
  return app;
}

async function measure({ page, electron }: RunningApp, runs: number) {
  const [opened, frames]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    await open(page, 'Contact 2');
    frames.push(await frameMs(page));
    opened.push(await open(page, 'Contact 1'));
  }
  const most = await readBack(page);
  await composer(page).click();
  const [typed, idle]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    idle.push(await frameMs(page));
    typed.push(await typeOne(page));
  }
  const renderer = await electron.evaluate(({ app }) => {
    const metrics = app.getAppMetrics().filter(({ type }) => type === 'Tab');
    return Math.max(...metrics.map(({ memory }) => memory.workingSetSize));
  });
  const frame = { name: 'a frame in which nothing happens', samples: frames };
  return {
    measurements: [
      {
        name: 'click → first bubbles on the screen',
        unit: 'ms',
        samples: opened,
        floor: frame,
        target: { kind: 'median', atMost: 100 },
      },
      {
        name: 'key → letter on the screen',
        unit: 'ms',
        samples: typed,
        floor: { ...frame, samples: idle },
        target: { kind: 'above-floor', atMost: 16 },
      },
      {
        name: `messages in the page, at most, ${SCREENS} screens up`,
        unit: 'count',
        samples: [most],
        target: { kind: 'max', atMost: 200 },
      },
      {
        name: 'MB of memory of the page, afterwards',
        unit: 'count',
        samples: [(renderer * BYTES_PER_KB) / BYTES_PER_MB],
        target: { kind: 'max', atMost: 400 },
      },
    ],
  } as const;
}

/** Milliseconds from the click on a conversation to the frame that has its last message. */
function open(page: Page, name: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const rows = [
      ...document.querySelectorAll<HTMLElement>('[data-testid="module-conversation__user__profile-name"]'),
    ];
    const row = rows.find(({ textContent }) => textContent === wanted);
    if (row === undefined) throw new Error(`no conversation is called “${wanted}”`);
    const isThere = (): boolean =>
      [...document.querySelectorAll('[data-testid="message-content"]')].some((bubble) =>
        bubble.textContent?.includes(`of ${wanted}`),
      );
    const startMs = performance.now();
    row.click();
    while (!isThere()) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - startMs;
  }, name);
}

/** Milliseconds of an empty turn: to the next frame and behind it. */
function frameMs(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const startMs = performance.now();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - startMs;
  });
}

/** Scrolls up screen by screen. @returns how many messages were in the page at once, at most */
function readBack(page: Page): Promise<number> {
  return page.evaluate(async (screens) => {
    const list = document.querySelector<HTMLElement>('[data-testid="messages-container"]');
    if (list === null) throw new Error('no messages');
    let most = 0;
    for (let screen = 0; screen < screens; screen += 1) {
      list.scrollTop -= list.clientHeight;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve));
      most = Math.max(most, document.querySelectorAll('[data-testid="message-container"]').length);
    }
    return most;
  }, SCREENS);
}

/** Milliseconds from a letter's arrival to behind the frame that shows it. */
function typeOne(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const editor = document.querySelector<HTMLElement>('[data-testid="message-input-text-area"]');
    editor?.focus();
    const startMs = performance.now();
    document.execCommand('insertText', false, 'x');
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - startMs;
  });
}
