import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

import { chromiumFlags } from '../../../build/drive/app.ts';
import { electronRuntime } from '../../../build/electron-path.mjs';
import { wallMs } from '../harness/clock.ts';

/** Moments of one start in milliseconds since the process was started. */
export interface StartTimes {
  /** The page was asked for: all that Electron and the main process needed before. */
  readonly pageAsked: number;
  /** The HTML was there and read. */
  readonly pageRead: number;
  /** Something was painted for the first time. */
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

/** Starts Electron, reads when its window was ready, and ends it. The page is asked when all is over, so as not to disturb it. */
export async function timeStart({ app, env, usableText }: WindowProcess): Promise<StartTimes> {
  const startMs = wallMs();
  const child = spawn(electronRuntime().executable, [app, ...chromiumFlags(), '--remote-debugging-port=0'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  try {
    const times = await readTimes(await debuggerPort(child), usableText);
    const since = (pageMs: number): number => times.originMs + pageMs - startMs;
    return {
      pageAsked: since(0),
      pageRead: since(times.readMs),
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
  readonly paintedMs: number;
  readonly usableMs: number;
  readonly text: string;
}

async function debuggerPort(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new TypeError('standard error is not read');
  const lines = createInterface({ input: child.stderr });
  for await (const line of lines) {
    const port = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1];
    if (port === undefined) continue;
    child.stderr.resume();
    return port;
  }
  throw new Error('Electron ended before it had a window');
}

/** Waits in the page for the entries of its own performance timeline. */
function pageScript(usableText: string | undefined): string {
  const usable = usableText === undefined ? '[painted]' : "performance.getEntriesByName('usable')";
  return `new Promise((resolve) => {
    const read = () => {
      const [navigation] = performance.getEntriesByType('navigation');
      const [painted] = performance.getEntriesByName('first-paint');
      const [usable] = ${usable};
      if (painted === undefined || usable === undefined) return;
      resolve(JSON.stringify({
        originMs: performance.timeOrigin,
        readMs: navigation.domInteractive,
        paintedMs: painted.startTime,
        usableMs: usable.startTime,
        text: document.body.innerText,
      }));
    };
    new PerformanceObserver(read).observe({ type: 'paint', buffered: true });
    new PerformanceObserver(read).observe({ type: 'mark', buffered: true });
  })`;
}

async function readTimes(port: string, usableText: string | undefined): Promise<PageTimes> {
  const socket = new WebSocket(await pageDebugger(port));
  await once(socket, 'open');
  try {
    for (;;) {
      const value = await evaluate(socket, pageScript(usableText));
      if (value === undefined) {
        await delay(LOOK_AGAIN_MS);
        continue;
      }
      const times = JSON.parse(value) as PageTimes;
      if (times.text.includes(usableText ?? '')) return times;
      throw new Error(`The window shows something else: ${times.text}`);
    }
  } finally {
    socket.close();
  }
}

/** The text that a promise of the page resolves to; undefined when the page was not there yet, or was left meanwhile. */
async function evaluate(socket: WebSocket, expression: string): Promise<string | undefined> {
  const request = { id: 1, method: 'Runtime.evaluate', params: { expression, awaitPromise: true } };
  socket.send(JSON.stringify(request));
  const [{ data }] = (await once(socket, 'message')) as [MessageEvent<string>];
  const answer = JSON.parse(data) as { readonly result?: { readonly result?: { readonly value?: string } } };
  return answer.result?.result?.value;
}

/** Address of the debugger of the one page; asked for again until there is one. */
async function pageDebugger(port: string): Promise<string> {
  for (;;) {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly {
      readonly type: string;
      readonly url: string;
      readonly webSocketDebuggerUrl: string;
    }[];
    const page = targets.find(({ type, url }) => type === 'page' && url !== 'about:blank' && url !== '');
    if (page !== undefined) return page.webSocketDebuggerUrl;
    await delay(LOOK_AGAIN_MS);
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
