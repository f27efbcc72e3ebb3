// Takes the pictures of docs/screenshots: the real app in light and dark, on a local network with a few people in it.
//
//   npm run screenshots

import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { build } from './build.ts';
import { hasDisplay, onDisplay } from './display.ts';
import { closeApp, launchApp, withProfiles } from './drive/app.ts';
import { createAccount } from './drive/flows.ts';
import { ROOT, run } from './run.ts';
import { Photographer } from './screenshots/photographer.ts';
import { type Paintings, withDemo } from './screenshots/demo-world.ts';
import { type Scene, paint } from './screenshots/paint.ts';
import { startLocalNetwork } from '../ts/local-network/index.ts';
import { photographMirrored, photographOnboarding, photographScreens } from './screenshots/screens.ts';

const FOLDER = join(ROOT, 'docs', 'screenshots');

/** A picture that is larger makes everybody's clone slow. */
const LARGEST_BYTES = 150_000;

const SCENES: readonly Scene[] = ['lake', 'forest', 'cabin', 'mira', 'papa', 'yuki', 'lena'];

async function takeScreenshots(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const paintings = await beforeAnybodyIsThere();
  await withDemo(paintings, async ({ world: { network }, backup }) => {
    const { seedUrl } = network;
    const fileServer = network.fileServer.address;
    for (const language of ['en', 'ar_XB']) {
      await withProfiles(async (profiles) => {
        const env = { LANGUAGE: language, TZ: EVENING };
        const app = await launchApp({ instance: INSTANCE, seedUrl, fileServer, profiles, env });
        const photographer = new Photographer(app, FOLDER);
        await photographer.restore(backup);
        await (language === 'en' ? photographScreens(photographer) : photographMirrored(photographer));
        await closeApp(app);
      });
    }
  });
}

/** A place where it is about eight in the evening now: the pictures say the same, whenever they are taken. */
const EVENING = zoneAt(20, new Date().getUTCHours());

function zoneAt(hour: number, utcHour: number): string {
  const ahead = ((hour - utcHour + 36) % 24) - 12;
  // The signs of these zones are the other way round.
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

/** In test mode nothing moves. */
const INSTANCE = 'screenshots-test-integration';

/** The screens of a first start, and what has to be painted before people can send it. */
async function beforeAnybodyIsThere(): Promise<Paintings> {
  const network = await startLocalNetwork({ nodeCount: 24 });
  const paintings: Partial<Record<Scene, Paintings[Scene]>> = {};
  try {
    await withProfiles(async (profiles) => {
      const app = await launchApp({ instance: INSTANCE, seedUrl: network.seedUrl, profiles });
      for (const scene of SCENES) paintings[scene] = await paint(app.page, scene);
      const photographer = new Photographer(app, FOLDER);
      await photographOnboarding(photographer);
      await createAccount(app.page, 'Alice Winter');
      await photographer.take('welcome');
      await closeApp(app);
    });
  } finally {
    await network.close();
  }
  return paintings as Paintings;
}

function tellTooLarge(names: readonly string[]): void {
  for (const name of names) {
    const { size } = statSync(join(FOLDER, name));
    if (size > LARGEST_BYTES) throw new Error(`${name} has ${size} bytes: ${LARGEST_BYTES} at most`);
  }
}

process.chdir(ROOT);
if (hasDisplay()) {
  await build();
  await takeScreenshots();
  tellTooLarge(Photographer.taken);
} else {
  const { command, args } = onDisplay(process.execPath, ['build/screenshots.ts']);
  process.exitCode = (await run(command, args)).status;
}
