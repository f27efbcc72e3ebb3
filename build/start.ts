// `npm start`: builds the app and opens it.
//
//   npm start                        on a local Session Network, with a friendly contact to write to
//   npm start -- --profile bob       a second account on the same network
//   npm start -- --network mainnet   on the real Session Network
//
// Without a screen it plays the demo between two windows on a virtual one (build/start/demo.ts).

import { onParentEnd } from '../ts/util/index.ts';
import { build } from './build.ts';
import { hasDisplay, onDisplay } from './display.ts';
import { ROOT, run, secondsSince } from './run.ts';
import { startApp } from './start/app-process.ts';
import { embeddedNetwork } from './start/embedded-network.ts';
import { type StartOptions, readStartOptions } from './start/options.ts';
import { stateFolder } from './start/state-folder.ts';

async function start({ network, profile }: StartOptions): Promise<number> {
  const startMs = Date.now();
  if (await build()) console.log(`Built the app in ${secondsSince(startMs)}.`);
  if (network === 'local' && !hasDisplay()) return playDemo();
  if (network === 'local') return onEmbeddedNetwork(['--profile', localProfile(profile)]);
  return untilItEnds(['--network', network, ...(profile === undefined ? [] : ['--profile', profile])], {});
}

/** Accounts of the local network stay apart from those of the real one. */
function localProfile(profile: string | undefined): string {
  return profile === undefined ? 'local' : `local-${profile}`;
}

async function playDemo(): Promise<number> {
  console.log('There is no screen: two windows play a demo on a virtual one.');
  const { command, args } = onDisplay(process.execPath, ['build/start/demo.ts']);
  const { status } = await run(command, args);
  return status;
}

async function onEmbeddedNetwork(args: readonly string[]): Promise<number> {
  const network = await embeddedNetwork(stateFolder());
  console.log(
    network.isOurs
      ? 'A local Session Network runs in this terminal.'
      : 'Joined the local Session Network of the other terminal.',
  );
  for (const { name, url } of network.rooms) console.log(`${name}, a room to join: ${url}`);
  try {
    return await untilItEnds(args, {
      LOCAL_DEVNET_SEED_URL: network.seedUrl,
      LOCAL_DEVNET_FILE_SERVER: network.fileServer,
      UNDERTONE_GREETER_ID: network.echoId,
    });
  } finally {
    await network.close();
  }
}

async function untilItEnds(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const app = startApp(args, env);
  process.once('SIGINT', () => app.stop());
  process.once('SIGTERM', () => app.stop());
  onParentEnd(() => app.stop());
  return app.ended;
}

process.chdir(ROOT);
try {
  process.exitCode = await start(readStartOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
