import type { Page } from 'playwright-core';

import {
  type LaunchAppOptions,
  type RunningApp,
  appEnv,
  closeApp,
  launchApp,
  nextEvent,
  withProfiles,
} from '../../build/drive/app.ts';
import { composer, openConversation } from '../../build/drive/flows.ts';
import { readLaunchOptions } from '../../src/main/lifecycle/launch-options.ts';
import { type AccountKeys, createAccountKeys } from '../../ts/account/index.ts';
import type { LocalNetwork } from '../../ts/local-network/index.ts';
import { systemRandom } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import { timed } from './harness/clock.ts';
import { HOPS, RETRIEVE, STORE } from './support/onion-sizes.ts';
import { watchPolls } from './support/poll-watch.ts';
import { seedProfile } from './support/profile.ts';
import { type RelayChain, startRelayChain } from './support/relay-chain.ts';
import { withWorld } from './support/world.ts';

const WARM_UP = 3;
/** A message that takes so long is lost. */
const BUBBLE_LIMIT_MS = 20_000;

/** Two windows: from the click on "send" in one to the painted bubble in the other. */
export const windowToWindow: Benchmark = {
  name: 'window-to-window',
  about: 'from the click on “send” to the painted bubble in the other window',
  opensWindows: true,
  runs: 30,
  run: async ({ runs }) => {
    const chain = await startRelayChain(HOPS);
    try {
      const { total, withoutPause, floor } = await withWorld(({ network }) =>
        withProfiles((profiles) => converse({ network, profiles, chain, runs })),
      );
      const chained = { name: `${2 * HOPS} chained HTTPS requests`, samples: floor };
      return {
        measurements: [
          {
            name: 'send → visible, without the pause between polls',
            unit: 'ms',
            samples: withoutPause,
            floor: chained,
            target: { kind: 'above-floor', atMost: 100 },
          },
          { name: 'send → visible, as it happens', unit: 'ms', samples: total, floor: chained },
        ],
      };
    } finally {
      await chain.close();
    }
  },
};

interface Scene {
  readonly network: LocalNetwork;
  readonly profiles: string;
  readonly chain: RelayChain;
  readonly runs: number;
}

interface Samples {
  readonly total: number[];
  readonly withoutPause: number[];
  readonly floor: number[];
}

async function converse({ network, profiles, chain, runs }: Scene): Promise<Samples> {
  const [aliceKeys, bobKeys] = strangersInSwarms(network);
  const where = { seedUrl: network.seedUrl, fileServer: network.fileServer.address, profiles };
  const alice = await arrive(
    { ...where, instance: 'bench-alice' },
    { self: aliceKeys, name: 'Alice', peer: bobKeys, peerName: 'Bob' },
  );
  const bob = await arrive(
    { ...where, instance: 'bench-bob' },
    { self: bobKeys, name: 'Bob', peer: aliceKeys, peerName: 'Alice' },
  );
  const samples: Samples = { total: [], withoutPause: [], floor: [] };
  try {
    const polls = watchPolls(network, bobKeys.accountId, await guardsOf(bob));
    for (let turn = 0; turn < WARM_UP + runs; turn += 1) {
      const floorMs = await timed(async () => {
        await chain.exchange(STORE);
        await chain.exchange(RETRIEVE);
      });
      const text = `Message number ${turn}`;
      const bubble = await watchForBubble(bob.page, text);
      const clickedMs = await send(alice.page, text);
      const visibleMs = await bubble.seenMs();
      if (turn < WARM_UP) continue;
      const { storedMs, pollMs } = polls.newest();
      const totalMs = visibleMs - clickedMs;
      samples.floor.push(floorMs);
      samples.total.push(totalMs);
      samples.withoutPause.push(totalMs - Math.max(0, pollMs - storedMs));
    }
    return samples;
  } finally {
    await Promise.allSettled([closeApp(alice), closeApp(bob)]);
  }
}

/** Two accounts of different swarms, so that it is clear whose polls a swarm answers. */
function strangersInSwarms(network: LocalNetwork): readonly [AccountKeys, AccountKeys] {
  const first = createAccountKeys(systemRandom);
  const [firstNode = ''] = network.swarmOf(first.accountId);
  for (;;) {
    const second = createAccountKeys(systemRandom);
    if (!network.swarmOf(second.accountId).includes(firstNode)) return [first, second];
  }
}

interface Person {
  readonly self: AccountKeys;
  readonly name: string;
  readonly peer: AccountKeys;
  readonly peerName: string;
}

/** A window in which the conversation with the other is open, connected. */
async function arrive(
  options: LaunchAppOptions,
  { self, name, peer, peerName }: Person,
): Promise<RunningApp> {
  const { profileFolder } = readLaunchOptions({
    args: [],
    env: appEnv(options),
    appData: options.profiles,
    packaged: false,
  });
  seedProfile(profileFolder, {
    keys: self,
    displayName: name,
    contacts: [{ id: peer.accountId, name: peerName, messages: 0 }],
  });
  const app = await launchApp(options);
  await openConversation(app.page, peerName);
  return app;
}

/** The nodes through which this window's requests enter the network, once it is connected. */
async function guardsOf(app: RunningApp): Promise<ReadonlySet<string>> {
  const state = async () => {
    const answer = await app.page.evaluate(() => window.undertone.invoke('network:status', undefined));
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value;
  };
  let network = await state();
  while (network.state !== 'online') {
    const changed = nextEvent(app, 'network');
    network = await state();
    if (network.state !== 'online') await changed;
  }
  return new Set(network.paths.flatMap(([guard]) => (guard === undefined ? [] : [guard.id])));
}

/** Types, clicks, and says when the click was, in wall-clock milliseconds. */
async function send(page: Page, text: string): Promise<number> {
  await composer(page).fill(text);
  return page.getByTestId('send-message-button').evaluate((button: HTMLElement) => {
    const clickedMs = performance.timeOrigin + performance.now();
    button.click();
    return clickedMs;
  });
}

/** Lets the page itself notice when it has painted a bubble with this text: the way to here would be measured too. */
async function watchForBubble(page: Page, text: string): Promise<{ seenMs(): Promise<number> }> {
  const watch = await page.evaluateHandle(
    ({ wanted, limitMs }) => {
      const isThere = (): boolean =>
        [...document.querySelectorAll('[data-testid="message-content"]')].some((bubble) =>
          bubble.textContent?.includes(wanted),
        );
      const seen = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`no bubble says “${wanted}”`)), limitMs);
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          // The task after the frame's callback comes when the frame is on its way to the screen.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
            port2.postMessage(undefined);
          });
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      });
      return { seen };
    },
    { wanted: text, limitMs: BUBBLE_LIMIT_MS },
  );
  return { seenMs: () => watch.evaluate(({ seen }) => seen) };
}
