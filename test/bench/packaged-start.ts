import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packAsar } from '../../build/bootstrap/asar.mjs';
import { appEnv, chromiumFlags } from '../../build/drive/app.ts';
import { unpackedApp } from '../../build/packaging/packed-files.ts';
import { ROOT } from '../../build/run.ts';
import { readLaunchOptions } from '../../src/main/lifecycle/launch-options.ts';
import { createAccountKeys } from '../../ts/account/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { EMPTY_APP } from './support/empty-window.ts';
import { seedProfile, strangers } from './support/profile.ts';
import { type Program, WindowWatch } from './support/shown-window.ts';

const CONVERSATIONS = 1_000;
const MESSAGES_EACH = 20;
const WARM_UP = 2;
/** Nobody listens there. */
const OFFLINE = 'http://127.0.0.1:9';

/** From the start of a packaged program to its window, which is shown when it has been painted, against an empty app in the same package. */
export const packagedStart: Benchmark = {
  name: 'packaged-start',
  about: `from process start to a window, of what was packed last, with ${CONVERSATIONS} conversations`,
  opensWindows: true,
  runs: 9,
  run: async ({ runs }) => {
    if (!isThereOne())
      return { measurements: [], notes: ['Nothing is packed: run "npm run package -- --dir" first.'] };
    const folder = mkdtempSync(join(tmpdir(), 'undertone-bench-'));
    const place = mkdtempSync(join(ROOT, '.tsbuild', 'empty-package-'));
    await cryptoReady();
    const watch = new WindowWatch();
    try {
      const [ours, empty] = [packagedApp(folder), emptyPackage(place, folder)];
      const [oursMs, emptyMs]: [number[], number[]] = [[], []];
      for (let turn = 0; turn < WARM_UP + runs; turn += 1) {
        const [oursTime, emptyTime] = [await watch.timeShown(ours), await watch.timeShown(empty)];
        if (turn < WARM_UP) continue;
        oursMs.push(oursTime);
        emptyMs.push(emptyTime);
      }
      return {
        measurements: [
          {
            name: 'packaged: process start → window',
            unit: 'ms',
            samples: oursMs,
            floor: { name: 'an empty app in the same package', samples: emptyMs },
            target: { kind: 'times-floor', atMost: 1.2 },
          },
        ],
      };
    } finally {
      await watch.close();
      for (const each of [folder, place]) rmSync(each, { recursive: true, force: true });
    }
  },
};

function isThereOne(): boolean {
  const release = join(ROOT, 'release');
  return existsSync(release) && readdirSync(release).some((name) => name.startsWith('linux-unpacked'));
}

function packagedApp(profiles: string): Program {
  const env = appEnv({ instance: 'bench', seedUrl: OFFLINE, profiles });
  const { profileFolder } = readLaunchOptions({ args: [], env, appData: profiles, packaged: true });
  seedProfile(profileFolder, {
    keys: createAccountKeys(systemRandom),
    displayName: 'Alice',
    contacts: strangers(CONVERSATIONS, MESSAGES_EACH),
  });
  return { path: join(unpackedApp(), 'undertone'), args: chromiumFlags(), env: { ...process.env, ...env } };
}

/** The same Electron with the same fuses, and nothing of ours in it. */
function emptyPackage(place: string, profiles: string): Program {
  const app = join(place, 'app');
  execFileSync('cp', ['-rl', unpackedApp(), app]);
  const resources = join(app, 'resources');
  for (const name of readdirSync(resources)) rmSync(join(resources, name), { recursive: true });
  writeFileSync(join(resources, 'app.asar'), packAsar(EMPTY_APP));
  const env = { ...process.env, XDG_CONFIG_HOME: join(profiles, 'empty') };
  return { path: join(app, 'undertone'), args: chromiumFlags(), env };
}
