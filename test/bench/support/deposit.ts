import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';

import { type AccountKeys, createAccountKeys } from '../../../ts/account/index.ts';
import type { LocalNetwork } from '../../../ts/local-network/index.ts';
import { systemRandom, toBase64 } from '../../../ts/util/index.ts';
import { encodeContent, encodeDirectMessage } from '../../../ts/wire/index.ts';

const TTL_MS = 14 * 86_400_000;
const AT_ONCE = 8;

export interface Deposit {
  readonly count: number;
  /** Whose messages they are; a stranger's when absent. */
  readonly from?: AccountKeys;
}

/** Puts messages into the swarm of `recipient`, without the way through onions. */
export async function deposit(
  network: LocalNetwork,
  recipient: AccountKeys,
  { count, from = createAccountKeys(systemRandom) }: Deposit,
): Promise<void> {
  const [nodeId] = network.swarmOf(recipient.accountId);
  const node = network.nodes.find(({ pubkey_ed25519 }) => pubkey_ed25519 === nodeId);
  if (node === undefined) throw new Error('an account without a swarm');
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE, rejectUnauthorized: false });
  const sender = from.ed25519;
  const nowMs = Date.now();
  const store = async (number: number): Promise<void> => {
    const sentAtMs = nowMs - number;
    const content = encodeContent({
      payload: { kind: 'data', body: `Waiting message ${number}`, profile: { displayName: 'Stranger' } },
      sigTimestampMs: sentAtMs,
    });
    const data = encodeDirectMessage({
      content,
      sender,
      recipient: recipient.x25519.publicKey,
      timestampMs: sentAtMs,
      random: systemRandom,
    });
    const params = {
      pubkey: recipient.accountId,
      namespace: 0,
      data: toBase64(data),
      ttl: TTL_MS,
      timestamp: sentAtMs,
    };
    const outgoing = request({
      agent,
      host: node.ip,
      port: node.port_https,
      method: 'POST',
      path: '/storage_rpc/v1',
    });
    outgoing.end(JSON.stringify({ method: 'store', params }));
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    answer.resume();
    await once(answer, 'end');
    if (answer.statusCode !== 200) throw new Error(`a node refused a message: ${answer.statusCode}`);
  };
  try {
    await Promise.all(Array.from({ length: count }, (_, number) => store(number)));
  } finally {
    agent.destroy();
  }
}
