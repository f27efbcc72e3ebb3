// What people write, who they are and what opens their accounts is nowhere in the clear: not in the profile, not in logs, caches or
// temporary files, not after an end and not after a crash. Crashes leave no image of the memory either.

import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { type RunningApp, closeApp, killApp, launchApp, withProfiles } from '../build/drive/app.ts';
import { startLocalNetwork } from '../ts/local-network/index.ts';
import { liveALittle } from './support/little-life.ts';
import { tracesIn } from './support/traces.ts';

/** Images of a process's memory, by the names that Crashpad, Breakpad and Linux give them. */
const DUMP = /\.dmp$|\.mdmp$|^core(?:\.|$)|minidump/i;

interface Two {
  readonly alice: RunningApp;
  readonly bob: RunningApp;
  /** Folder of everything that they leave. */
  readonly profiles: string;
}

/** Two people whose profiles, homes and temporary files are below one folder. */
async function withTwo(story: (two: Two) => Promise<void>): Promise<void> {
  const network = await startLocalNetwork({ nodeCount: 24 });
  try {
    await withProfiles(async (profiles) => {
      const temporary = join(profiles, 'temporary');
      mkdirSync(temporary);
      const open = (instance: string): Promise<RunningApp> =>
        launchApp({
          instance: `trace-${instance}`,
          seedUrl: network.seedUrl,
          fileServer: network.fileServer.address,
          profiles,
          env: { TMPDIR: temporary, HOME: temporary },
        });
      await story({ alice: await open('alice'), bob: await open('bob'), profiles });
      expect(readdirSync(profiles).length).toBeGreaterThan(2);
    });
  } finally {
    await network.close();
  }
}

function dumpsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && DUMP.test(entry.name))
    .map(({ name }) => name);
}

test('after an end, and after a crash, nothing of it can be read on the disk', async () => {
  await withTwo(async ({ alice, bob, profiles }) => {
    const markers = await liveALittle(alice, bob);
    await Promise.all([closeApp(alice), killApp(bob)]);
    expect(tracesIn(profiles, markers)).toEqual([]);
  });
});

test('nobody writes down the memory of a page, a helper or the program that crashes', async () => {
  await withTwo(async ({ alice, bob, profiles }) => {
    const markers = await liveALittle(alice, bob);
    const dumps = await alice.electron.evaluate(({ app }) => app.getPath('crashDumps'));
    expect(dumps.startsWith(profiles)).toBe(true);
    await alice.electron.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      // It is loaded anew after its first crash.
      const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()));
      webContents.forcefullyCrashRenderer();
      return loaded;
    });
    const helpers = await bob.electron.evaluate(({ app }) =>
      app
        .getAppMetrics()
        .filter(({ type }) => type !== 'Browser')
        .map(({ pid, type, serviceName }) => ({ pid, type: String(serviceName ?? type) })),
    );
    // The page's own process, and those of the network and of the sound, as far as they run.
    for (const { pid } of helpers) process.kill(pid, 'SIGSEGV');
    const ended = [alice, bob].map(
      ({ electron }) => new Promise((resolve) => electron.process().once('exit', resolve)),
    );
    for (const { electron } of [alice, bob]) electron.process().kill('SIGSEGV');
    await Promise.all(ended);
    expect(dumpsIn(profiles)).toEqual([]);
    expect(tracesIn(profiles, markers)).toEqual([]);
  });
});

test('nothing that would report crashes runs', async () => {
  await withTwo(async ({ alice, bob }) => {
    const running = await alice.electron.evaluate(({ crashReporter }) => {
      try {
        return crashReporter.getUploadToServer();
      } catch {
        return false;
      }
    });
    expect(running).toBe(false);
    await Promise.all([closeApp(alice), closeApp(bob)]);
  });
});
