import { expect } from '@playwright/test';

import type { RunningApp } from '../../build/drive/app.ts';
import {
  bubble,
  composer,
  createAccount,
  openConversation,
  readAccountId,
  readRecoveryPassword,
  sendText,
  startConversation,
} from '../../build/drive/flows.ts';
import type { AccountKeys } from '../../ts/account/index.ts';
import { accountKeysFromSeed16, decodeRecoveryPassword } from '../../ts/account/index.ts';
import { type Marker, hexMarkers, textMarker } from './traces.ts';

/** What is said and named in it, in words that stand nowhere else. */
export const SAID = {
  text: 'zebra lighthouse conversation',
  answer: 'walrus chimney answer',
  draft: 'giraffe telescope draft',
  name: 'Quillermina',
  nickname: 'Zephyrine Oakmoss',
  group: 'Ocelot gardening circle',
  file: 'penguin-ledger.txt',
  fileContent: 'armadillo bookkeeping content',
} as const;

/** Everything that leaves traces, done once. @returns what must not be found anywhere afterwards */
export async function liveALittle(alice: RunningApp, bob: RunningApp): Promise<readonly Marker[]> {
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
  const group = await nameThings(alice, bobId);
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
    ...hexMarkers('ID of the group', group),
    ...secretMarkers(accountKeysFromSeed16(decodeRecoveryPassword(words))),
  ];
}

/** Without the public half that libsodium keeps behind a secret key. */
function secretMarkers({ seed16, ed25519, x25519 }: AccountKeys): readonly Marker[] {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  return [
    ...hexMarkers('seed', hex(seed16)),
    ...hexMarkers('signing key', hex(ed25519.secretKey.subarray(0, 32))),
    ...hexMarkers('key that opens messages', hex(x25519.secretKey)),
  ];
}

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

/** A nickname and a group. @returns the ID of the group */
async function nameThings({ page }: RunningApp, peer: string): Promise<string> {
  const group = await page.evaluate(
    async ([accountId, nickname, name]) => {
      const { undertone } = window;
      const conversation = await undertone.invoke('conversations:start', { accountId: accountId! });
      if (!conversation.ok) return conversation;
      const { id } = conversation.value;
      const named = await undertone.invoke('conversations:change', { id, change: { nickname: nickname! } });
      if (!named.ok) return named;
      return undertone.invoke('groups:create', { name: name!, memberIds: [accountId!] });
    },
    [peer, SAID.nickname, SAID.group],
  );
  if (!group.ok) throw new Error(`No group: ${group.error.code}`);
  return group.value.peerId;
}
