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
import { type AccountKeys, createAccountKeys } from '../../ts/account/index.ts';
import type { LocalNetwork } from '../../ts/local-network/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import type { Measurement } from './harness/measurement.ts';
import { deposit } from './support/deposit.ts';
import { seedProfile, strangers } from './support/profile.ts';
import { withWorld } from './support/world.ts';

const MESSAGES = 100_000;
/** Pages up, a screen at a time. */
const SCREENS = 200;
/** How many messages arrive in a second, and for how many seconds. */
const ARRIVING = 50;
const ARRIVING_S = 10;
const SECOND_MS = 1_000;
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
        const people = { self: createAccountKeys(systemRandom), friend: createAccountKeys(systemRandom) };
        const app = await arrive({ instance: 'bench-long', seedUrl: network.seedUrl, profiles }, people);
        try {
          const frames = await framesWhileArriving(app, { network, ...people });
          return { measurements: [...(await measure(app, runs)), frames] };
        } finally {
          await closeApp(app);
        }
      }),
    ),
};

interface People {
  readonly self: AccountKeys;
  /** Who writes all those messages. */
  readonly friend: AccountKeys;
}

async function arrive(options: LaunchAppOptions, { self, friend }: People): Promise<RunningApp> {
  const { profileFolder } = readLaunchOptions({
    args: [],
    env: appEnv(options),
    appData: options.profiles,
    packaged: false,
  });
  const [long, short] = strangers(2, 1);
  if (long === undefined || short === undefined) throw new Error('nobody to talk to');
  seedProfile(profileFolder, {
    keys: self,
    displayName: 'Alice',
    contacts: [{ ...long, messages: MESSAGES }, short, { id: friend.accountId, name: 'Friend', messages: 1 }],
  });
  const app = await launchApp(options);
  await mainScreen(app.page).waitFor();
  return app;
}

/** The longest of the frames of each second, while messages arrive in the conversation that is open, and while none do. */
async function framesWhileArriving(
  { page }: RunningApp,
  { network, self, friend }: People & { readonly network: LocalNetwork },
): Promise<Measurement> {
  await open(page, 'Friend');
  const [idle, busy]: [number[], number[]] = [[], []];
  for (let second = 0; second < ARRIVING_S; second += 1) idle.push(await longestFrameMs(page));
  for (let second = 0; second < ARRIVING_S; second += 1) {
    const [longest] = await Promise.all([
      longestFrameMs(page),
      deposit(network, self, { count: ARRIVING, from: friend }),
    ]);
    busy.push(longest);
  }
  const arrived = await page.getByText(/^Waiting message/).count();
  if (arrived === 0) throw new Error('no message has arrived');
  return {
    name: `longest frame of a second in which ${ARRIVING} messages arrive`,
    unit: 'ms',
    samples: busy,
    floor: { name: 'the same, while none arrive', samples: idle },
    target: { kind: 'max', atMost: 50 },
  };
}

/** Of one second, in milliseconds. */
function longestFrameMs(page: Page): Promise<number> {
  return page.evaluate(async (forMs) => {
    const endMs = performance.now() + forMs;
    let longest = 0;
    for (let lastMs = performance.now(); lastMs < endMs;) {
      const nowMs = await new Promise<number>((resolve) =>
        requestAnimationFrame(() => resolve(performance.now())),
      );
      longest = Math.max(longest, nowMs - lastMs);
      lastMs = nowMs;
    }
    return longest;
  }, SECOND_MS);
}

async function measure({ page, electron }: RunningApp, runs: number): Promise<readonly Measurement[]> {
  const [opened, frames]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    await open(page, 'Contact 2');
    frames.push(await frameMs(page));
    opened.push(await open(page, 'Contact 1'));
  }
  const { most, oldest } = await readBack(page);
  if (oldest > MESSAGES - SCREENS) throw new Error(`reading back ended at message ${oldest}`);
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
  return [
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
  ];
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

/** Scrolls up screen by screen: how many messages were in the page at once, at most, and the number of the oldest seen. */
function readBack(page: Page): Promise<{ readonly most: number; readonly oldest: number }> {
  return page.evaluate(async (screens) => {
    const list = document.querySelector<HTMLElement>('[data-testid="messages-container"]');
    if (list === null) throw new Error('no messages');
    let [most, oldest] = [0, Infinity];
    for (let screen = 0; screen < screens; screen += 1) {
      list.scrollTop -= list.clientHeight;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve));
      const bubbles = [...document.querySelectorAll('[data-testid="message-content"]')];
      most = Math.max(most, bubbles.length);
      oldest = Number(/\d+/.exec(bubbles[0]?.textContent ?? '')?.[0] ?? oldest);
    }
    return { most, oldest };
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
