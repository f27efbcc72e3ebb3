import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { chromiumFlags } from '../../../build/drive/app.ts';
import { electronRuntime } from '../../../build/electron-path.mjs';
import { wallMs } from '../harness/clock.ts';
import { DevToolsPipe } from './devtools-pipe.ts';

/** Moments of one start in milliseconds since the process was started. */
export interface StartTimes {
  /** The page was asked for: all that Electron and the main process needed before. */
  readonly pageAsked: number;
  /** The HTML was there and read. */
  readonly pageRead: number;
  /** The scripts of the page had been loaded and run. */
  readonly scriptsRan: number;
  /** Something was on the screen; text, where there is some. */
  readonly painted: number;
  /** Painted, and where the page sets the mark `usable`, that too. */
  readonly usable: number;
}

export interface WindowProcess {
  /** Folder with the package.json of the app. */
  readonly app: string;
  readonly env: NodeJS.ProcessEnv;
  /** Text of a page that sets the mark `usable`; other pages are usable when painted. */
  readonly usableText?: string;
}

const START_LIMIT_MS = 30_000;
const END_LIMIT_MS = 12_000;
const LOOK_AGAIN_MS = 50;

/** Starts Electron, reads when its window was ready, and ends it. The page is asked late, so as not to disturb it. */
export async function timeStart({ app, env, usableText }: WindowProcess): Promise<StartTimes> {
  const startMs = wallMs();
  const child = spawn(electronRuntime().executable, [app, ...chromiumFlags(), '--remote-debugging-pipe'], {
    env,
    stdio: ['ignore', 'inherit', 'ignore', 'pipe', 'pipe'],
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  try {
    const times = await readTimes(child, usableText);
    const since = (pageMs: number): number => times.originMs + pageMs - startMs;
    return {
      pageAsked: since(0),
      pageRead: since(times.readMs),
      scriptsRan: since(times.ranMs),
      painted: since(times.paintedMs),
      usable: since(Math.max(times.paintedMs, times.usableMs)),
    };
  } finally {
    clearTimeout(limit);
    await end(child);
  }
}

/** What the page knows: its origin since the epoch, the rest since that. */
interface PageTimes {
  readonly originMs: number;
  readonly readMs: number;
  readonly ranMs: number;
  readonly paintedMs: number;
  readonly usableMs: number;
  readonly text: string;
}

/** Waits in the page for the entries of its own performance timeline. */
function pageScript(usableText: string | undefined): string {
  const names =
    usableText === undefined ? ['first-paint', 'first-paint'] : ['first-contentful-paint', 'usable'];
  return `new Promise((resolve) => {
    const read = () => {
      const [navigation] = performance.getEntriesByType('navigation');
      const [painted, usable] = ${JSON.stringify(names)}.map((name) => performance.getEntriesByName(name)[0]);
      if (painted === undefined || usable === undefined) return;
      resolve(JSON.stringify({
        originMs: performance.timeOrigin,
        readMs: navigation.domInteractive,
        ranMs: navigation.domContentLoadedEventStart,
        paintedMs: painted.startTime,
        usableMs: usable.startTime,
        text: document.body.innerText,
      }));
    };
    new PerformanceObserver(read).observe({ type: 'paint', buffered: true });
    new PerformanceObserver(read).observe({ type: 'mark', buffered: true });
  })`;
}

async function readTimes(child: ChildProcess, usableText: string | undefined): Promise<PageTimes> {
  const devTools = new DevToolsPipe(child);
  const page = await devTools.attachToPage();
  for (;;) {
    const value = await devTools.evaluate(page, pageScript(usableText));
    if (value === undefined) {
      await delay(LOOK_AGAIN_MS);
      continue;
    }
    const times = JSON.parse(value) as PageTimes;
    if (times.text.includes(usableText ?? '')) return times;
    throw new Error(`The window shows something else: ${times.text}`);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
  await ended;
  clearTimeout(limit);
}
