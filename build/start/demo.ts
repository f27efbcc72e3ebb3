// Plays a conversation between two real windows, each with an account of its own, on a local Session Network:
// Alice writes to Bob, Bob answers. Prints who said what over which path and how long it took, and leaves screenshots.
//
//   node build/start/demo.ts

import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';

import { startLocalNetwork } from '../../ts/local-network/index.ts';
import {
  type LaunchAppOptions,
  type RunningApp,
  closeApp,
  launchApp,
  nextEvent,
  withProfiles,
} from '../drive/app.ts';
import {
  createAccount,
  openConversation,
  readAccountId,
  sendText,
  startConversation,
} from '../drive/flows.ts';
import { ROOT, secondsSince } from '../run.ts';

const NODE_COUNT = 24;
const SCREENSHOTS = join(ROOT, 'dist', 'demo');

interface Person {
  readonly name: string;
  readonly app: RunningApp;
}

async function play(): Promise<void> {
  const startMs = Date.now();
  const network = await startLocalNetwork({ nodeCount: NODE_COUNT });
  say(`A Session Network of ${NODE_COUNT} service nodes runs on this machine (${secondsSince(startMs)}).`);
  try {
    await withProfiles(async (profiles) => {
      const where = { seedUrl: network.seedUrl, fileServer: network.fileServer.address, profiles };
      const [alice, bob] = await Promise.all([arrive('Alice', where), arrive('Bob', where)]);
      try {
        await converse(alice, bob);
        await photograph(alice, bob);
      } finally {
        await Promise.all([closeApp(alice.app), closeApp(bob.app)]);
      }
    });
  } finally {
    await network.close();
  }
}

async function arrive(name: string, where: Omit<LaunchAppOptions, 'instance'>): Promise<Person> {
  const startMs = Date.now();
  const app = await launchApp({ instance: `demo-${name.toLowerCase()}`, ...where });
  await createAccount(app.page, name);
  say(`${name} has a window and an account (${secondsSince(startMs)}).`);
  return { name, app };
}

async function converse(alice: Person, bob: Person): Promise<void> {
  const bobId = await readAccountId(bob.app.page);
  await startConversation(alice.app.page, bobId);
  await tell(alice, bob, 'Hello Bob! Can you hear me?');
  await openConversation(bob.app.page, alice.name);
  await tell(bob, alice, 'Loud and clear, Alice. No server knows that we talk.');
}

/** One message, from the click on "send" to the bubble (or, while the conversation is closed, the row) in the other window. */
async function tell(from: Person, to: Person, text: string): Promise<void> {
  const delivered = nextEvent(from.app, 'delivered');
  const arrived = nextEvent(to.app, 'message');
  const startMs = performance.now();
  await sendText(from.app.page, text);
  await arrived;
  await visibleText(to, text);
  const tookMs = Math.round(performance.now() - startMs);
  const { path } = await delivered;
  say(`${from.name} → ${to.name}: ${text}`);
  say(`    visible after ${tookMs} ms, over ${path.map(({ id }) => id.slice(0, 8)).join(' → ')}`);
}

async function visibleText({ app }: Person, text: string): Promise<void> {
  await app.page.getByText(text, { exact: true }).first().waitFor();
}

async function photograph(...people: readonly Person[]): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const { name, app } of people) {
    const file = join(SCREENSHOTS, `${name.toLowerCase()}.png`);
    await app.page.screenshot({ path: file });
    say(`${name}'s window: ${relative(ROOT, file)}`);
  }
}

function say(line: string): void {
  console.log(line);
}

await play();
say('Both messages were delivered.');
