// What people write, who they are and what opens their accounts is nowhere in the clear: not in the profile, not in logs, caches or
// temporary files, not after an end and not after a crash.

import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { type RunningApp, closeApp, killApp, launchApp, withProfiles } from '../build/drive/app.ts';
import {
  bubble,
  composer,
  createAccount,
  openConversation,
  readAccountId,
  readRecoveryPassword,
  sendText,
  startConversation,
} from '../build/drive/flows.ts';
import { startLocalNetwork } from '../ts/local-network/index.ts';
import { type Marker, hexMarkers, textMarker, tracesIn } from './support/traces.ts';

const SAID = {
  text: 'zebra lighthouse conversation',
  answer: 'walrus chimney answer',
  draft: 'giraffe telescope draft',
  name: 'Quillermina',
  file: 'penguin-ledger.txt',
  fileContent: 'armadillo bookkeeping content',
} as const;

async function sendFile({ page }: RunningApp, peer: string): Promise<void> {
  const outcome = await page.evaluate(
    async ([accountId, name, content]) => {
      const conversation = await window.undertone.invoke('conversations:start', { accountId: accountId! });
      if (!conversation.ok) return conversation;
      return window.undertone.invoke('messages:send', {
        conversationId: conversation.value.id,
        text: '',
        attachments: [{ bytes: new TextEncoder().encode(content), contentType: 'text/plain', name: name! }],
      });
    },
    [peer, SAID.file, SAID.fileContent],
  );
  expect(outcome.ok).toBe(true);
  const lastState = (): Promise<string | undefined> =>
    page.evaluate(async () => {
      const list = await window.undertone.invoke('conversations:list', { limit: 1 });
      return list.ok ? list.value[0]?.lastMessage?.state : undefined;
    });
  await expect.poll(lastState).toBe('sent');
}

/** Everything that leaves traces, done once; what must not be found is what it gives back. */
async function liveALittle(alice: RunningApp, bob: RunningApp): Promise<readonly Marker[]> {
  await createAccount(alice.page, SAID.name);
  await createAccount(bob.page, 'Bob');
  const [aliceId, bobId] = [await readAccountId(alice.page), await readAccountId(bob.page)];
  const words = await readRecoveryPassword(alice.page);
  await startConversation(alice.page, bobId);
  await sendText(alice.page, SAID.text);
  await openConversation(bob.page, SAID.name);
  await sendText(bob.page, SAID.answer);
  await bubble(alice.page, SAID.answer).waitFor();
  await sendFile(alice, bobId);
  await alice.page.getByText(SAID.file).first().waitFor();
  await composer(alice.page).fill(SAID.draft);
  await alice.page.keyboard.press('Control+f');
  await alice.page.keyboard.type(SAID.text);
  await alice.page.keyboard.press('Escape');
  return [
    ...Object.entries(SAID).map(([name, text]) => textMarker(name, text)),
    textMarker('recovery words', words),
    textMarker('three of the words', words.split(' ').slice(2, 5).join(' ')),
    ...hexMarkers('own Account ID', aliceId),
    ...hexMarkers('own key', aliceId.slice(2)),
    ...hexMarkers('Account ID of the other', bobId),
  ];
}

test('after an end, and after a crash, nothing of it can be read on the disk', async () => {
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
          env: { TMPDIR: temporary },
        });
      const [alice, bob] = [await open('alice'), await open('bob')];
      const markers = await liveALittle(alice, bob);
      await Promise.all([closeApp(alice), killApp(bob)]);
      expect(readdirSync(profiles).length).toBeGreaterThan(2);
      expect(tracesIn(profiles, markers)).toEqual([]);
    });
  } finally {
    await network.close();
  }
});
