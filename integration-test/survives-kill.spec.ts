import { expect, test } from '@playwright/test';

import {
  type RunningApp,
  closeApp,
  killApp,
  launchApp,
  nextEvent,
  withProfiles,
} from '../build/drive/app.ts';
import { createAccount, mainScreen } from '../build/drive/flows.ts';
import type { LocalNetwork } from '../ts/local-network/index.ts';
import { withWorld } from '../test/client/world.ts';

const ROUNDS = 20;

/** Points at which the power fails, from "just written" to "arrived". Each returns when its point is reached. */
const KILL_POINTS = [
  { name: 'as soon as the message is accepted', wait: () => Promise.resolve() },
  { name: 'when the swarm has it', wait: (_app: RunningApp, stored: Promise<unknown>) => stored },
  { name: 'when the window hears of the delivery', wait: (app: RunningApp) => nextEvent(app, 'delivered') },
] as const;

test(`${ROUNDS} times killed between writing and delivery: nothing is lost, nothing is doubled`, async () => {
  test.setTimeout(180_000);
  await withWorld(async ({ network, person }) => {
    const bob = await person('Bob');
    await withProfiles(async (profiles) => {
      const start = (): Promise<RunningApp> =>
        launchApp({
          instance: 'killed',
          seedUrl: network.seedUrl,
          fileServer: network.fileServer.address,
          profiles,
        });
      const texts: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const app = await start();
        if (round === 0) await createAccount(app.page, 'Alice');
        await mainScreen(app.page).waitFor();
        const text = `round ${round}`;
        texts.push(text);
        await writeAndKill(app, network, { to: bob.id, text, round });
      }
      const last = await start();
      await mainScreen(last.page).waitFor();
      await send(last, bob.id, 'the end');
      await bob.received('the end');
      const aliceId = await accountIdOf(last);
      expect(bob.textsWith(aliceId)).toEqual([...texts, 'the end']);
      expect(await textsIn(last, bob.id)).toEqual([...texts, 'the end']);
      await closeApp(last);
    });
  });
});

async function writeAndKill(
  app: RunningApp,
  network: LocalNetwork,
  { to, text, round }: { readonly to: string; readonly text: string; readonly round: number },
): Promise<void> {
  const point = KILL_POINTS[round % KILL_POINTS.length];
  const stored = network.waitForStore(({ account }) => account === to);
  const reached = point?.name.startsWith('when the window') === true ? point.wait(app, stored) : undefined;
  await send(app, to, text);
  await (reached ?? point?.wait(app, stored));
  await killApp(app);
  stored.catch(() => undefined);
}

async function send({ page }: RunningApp, to: string, text: string): Promise<void> {
  await page.evaluate(
    async ([accountId, body]) => {
      const conversation = await window.undertone.invoke('conversations:start', { accountId });
      if (!conversation.ok) throw new Error(conversation.error.code);
      const message = await window.undertone.invoke('messages:send', {
        conversationId: conversation.value.id,
        text: body,
      });
      if (!message.ok) throw new Error(message.error.code);
    },
    [to, text] as const,
  );
}

function textsIn({ page }: RunningApp, peerId: string): Promise<readonly string[]> {
  return page.evaluate(async (accountId) => {
    const conversation = await window.undertone.invoke('conversations:start', { accountId });
    if (!conversation.ok) throw new Error(conversation.error.code);
    const messages = await window.undertone.invoke('messages:page', {
      conversationId: conversation.value.id,
      limit: 200,
    });
    if (!messages.ok) throw new Error(messages.error.code);
    return messages.value.messages.map(({ text }) => text);
  }, peerId);
}

async function accountIdOf({ page }: RunningApp): Promise<string> {
  const status = await page.evaluate(() => window.undertone.invoke('client:status', undefined));
  if (!status.ok || status.value.account === undefined) throw new Error('no account');
  return status.value.account.id;
}
