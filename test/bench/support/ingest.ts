import { type AccountKeys, createAccountKeys } from '../../../ts/account/index.ts';
import type { X25519KeyPair } from '../../../ts/crypto/index.ts';
import { systemRandom } from '../../../ts/util/index.ts';
import {
  checkTimestamps,
  decodeContent,
  decodeDirectMessage,
  encodeContent,
  encodeDirectMessage,
} from '../../../ts/wire/index.ts';

/** A message as it waits in a swarm, and its recipient's keys. */
export interface Waiting {
  readonly recipient: X25519KeyPair;
  readonly payloads: readonly Uint8Array[];
}

/** So many messages of a few contacts to one account; each with a text of its own. */
export function waitingMessages(count: number, to: AccountKeys = createAccountKeys(systemRandom)): Waiting {
  const recipient = to.x25519;
  const contacts = Array.from({ length: 20 }, () => createAccountKeys(systemRandom));
  const payloads = Array.from({ length: count }, (_, at) => {
    const { ed25519: sender } = contacts[at % contacts.length] as (typeof contacts)[number];
    const timestampMs = 1_700_000_000_000 + at;
    const content = encodeContent({
      payload: {
        kind: 'data',
        body: `Message ${at}, of a length that people write.`,
        profile: { displayName: 'Alice' },
      },
      sigTimestampMs: timestampMs,
    });
    return encodeDirectMessage({
      content,
      sender,
      recipient: recipient.publicKey,
      timestampMs,
      random: systemRandom,
    });
  });
  return { recipient, payloads };
}

/** Everything that becomes of a message before it is stored: unwrapped, opened, proven, read. The number of visible texts. */
export function ingest({ recipient, payloads }: Waiting): number {
  let texts = 0;
  for (const payload of payloads) {
    const { content, timestampMs } = decodeDirectMessage({ payload, recipient });
    const { payload: said, sigTimestampMs } = decodeContent(content);
    checkTimestamps({ sentAtMs: timestampMs, sigTimestampMs, source: 'swarm' });
    if (said.kind === 'data' && said.body !== undefined) texts += 1;
  }
  return texts;
}
