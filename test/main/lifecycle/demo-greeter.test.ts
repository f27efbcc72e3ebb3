import { expect, test } from 'vitest';

import type { ClientStatus, ConversationView, MessageView } from '../../../src/ipc/index.ts';
import type { Engine } from '../../../src/main/engine/protocol.ts';
import { DemoGreeter } from '../../../src/main/lifecycle/demo-greeter.ts';

const ECHO = `05${'ec'.repeat(32)}`;

/** As much of an engine as the greeter needs, in memory. */
function memoryEngine(peers: readonly string[] = []) {
  const conversations = peers.map((peerId, index) => ({ id: index + 1, peerId }) as ConversationView);
  const sent: { readonly to: string; readonly text: string }[] = [];
  const engine: Pick<Engine, 'conversations' | 'startConversation' | 'sendMessage'> = {
    conversations: async () => conversations,
    startConversation: async ({ accountId }) => {
      const conversation = { id: conversations.length + 1, peerId: accountId } as ConversationView;
      conversations.push(conversation);
      return conversation;
    },
    sendMessage: async ({ conversationId, text }) => {
      sent.push({ to: conversations[conversationId - 1]?.peerId ?? '', text });
      return {} as MessageView;
    },
  };
  return { sent, greeter: new DemoGreeter({ engine, contactId: ECHO, greeting: 'Hello' }) };
}

function status(phase: ClientStatus['phase'], origin: 'created' | 'restored'): ClientStatus {
  return { phase, account: { id: `05${'aa'.repeat(32)}`, displayName: 'Ada', origin } };
}

test('greets once, when a new account is ready', async () => {
  const { sent, greeter } = memoryEngine();
  await greeter.heard({ phase: 'no-account' });
  expect(sent).toEqual([]);
  await greeter.heard(status('ready', 'created'));
  await greeter.heard(status('ready', 'created'));
  expect(sent).toEqual([{ to: ECHO, text: 'Hello' }]);
});

test('a restored account is left alone', async () => {
  const { sent, greeter } = memoryEngine();
  await greeter.heard(status('needs-name', 'restored'));
  await greeter.heard(status('ready', 'restored'));
  expect(sent).toEqual([]);
});

test('no second greeting after a restart', async () => {
  const { sent, greeter } = memoryEngine([ECHO]);
  await greeter.heard(status('ready', 'created'));
  expect(sent).toEqual([]);
});
