import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { appEnv } from '../../build/drive/app.ts';
import { ROOT } from '../../build/run.ts';
import { readLaunchOptions } from '../../src/main/lifecycle/launch-options.ts';
import { createAccountKeys } from '../../ts/account/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import type { Measurement } from './harness/measurement.ts';
import { median } from './harness/statistics.ts';
import { writeEmptyApp } from './support/empty-window.ts';
import { seedProfile, strangers } from './support/profile.ts';
import { type StartTimes, type WindowProcess, timeStart } from './support/window-process.ts';
import { withWorld } from './support/world.ts';

const CONVERSATIONS = 1_000;
const MESSAGES_EACH = 20;
/** Chromium keeps compiled code from the second start on. */
const WARM_UP = 2;

/** From the start of the process to a list that a person can use, against a window with nothing in it. */
export const start: Benchmark = {
  name: 'start',
  about: `from process start to a usable list of ${CONVERSATIONS} conversations`,
  opensWindows: true,
  runs: 9,
  run: async ({ runs }) => {
    const folder = mkdtempSync(join(tmpdir(), 'undertone-bench-'));
    try {
      return await withWorld(async ({ network }) => {
        const ours = seededApp(join(folder, 'profiles'), network.seedUrl);
        const empty = emptyApp(folder);
        const [oursTimes, emptyTimes]: [StartTimes[], StartTimes[]] = [[], []];
        for (let turn = 0; turn < WARM_UP + runs; turn += 1) {
          const [oursTime, emptyTime] = [await timeStart(ours), await timeStart(empty)];
          if (turn < WARM_UP) continue;
          oursTimes.push(oursTime);
          emptyTimes.push(emptyTime);
        }
        return { measurements: measurements(oursTimes, emptyTimes), notes: phases(oursTimes, emptyTimes) };
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function seededApp(profiles: string, seedUrl: string): WindowProcess {
  const env = { ...process.env, ...appEnv({ instance: 'bench', seedUrl, profiles }) };
  const { profileFolder } = readLaunchOptions({ args: [], env, appData: profiles, packaged: false });
  seedProfile(profileFolder, {
    keys: createAccountKeys(systemRandom),
    displayName: 'Alice',
    contacts: strangers(CONVERSATIONS, MESSAGES_EACH),
  });
  return { app: ROOT, env, usableText: `Contact ${CONVERSATIONS}` };
}

function emptyApp(folder: string): WindowProcess {
  const app = join(folder, 'empty-window');
  writeEmptyApp(app);
  return { app, env: { ...process.env, XDG_CONFIG_HOME: join(folder, 'empty-profile') } };
}

function measurements(ours: readonly StartTimes[], empty: readonly StartTimes[]): readonly Measurement[] {
  return [
    {
      name: 'process start → usable list',
      unit: 'ms',
      samples: ours.map(({ usable }) => usable),
      floor: { name: 'an empty window, painted', samples: empty.map(({ usable }) => usable) },
      target: { kind: 'times-floor', atMost: 2 },
    },
  ];
}

/** Where the time goes: medians of the phases, ours and the empty window's. */
function phases(ours: readonly StartTimes[], empty: readonly StartTimes[]): readonly string[] {
  const steps: readonly { readonly name: string; readonly of: (times: StartTimes) => number }[] = [
    { name: 'process start → page asked for', of: ({ pageAsked }) => pageAsked },
    { name: '→ page read', of: ({ pageRead, pageAsked }) => pageRead - pageAsked },
    { name: '→ scripts run', of: ({ scriptsRan, pageRead }) => scriptsRan - pageRead },
    { name: '→ painted', of: ({ painted, scriptsRan }) => painted - scriptsRan },
    { name: '→ usable', of: ({ usable, painted }) => usable - painted },
  ];
  return steps.map(({ name, of }) => {
    const [oursMs, emptyMs] = [ours, empty].map((times) => Math.round(median(times.map(of))));
    return `${name}: ${oursMs} ms (empty window ${emptyMs} ms)`;
  });
}
