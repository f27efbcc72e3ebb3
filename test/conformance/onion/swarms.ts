import * as nodesRules from '../../../ts/local-network/storage/namespaces.ts';
import { messageHash as nodesMessageHash } from '../../../ts/local-network/storage/message-hash.ts';
import { swarmIdFor, swarmSpace as nodesSwarmSpace } from '../../../ts/local-network/swarm-mapping.ts';
import {
  isPublicInbox,
  isPublicOutbox,
  isReadableByAnybody,
  isReadableWhenRevoked,
} from '../../../ts/network/index.ts';
import { swarmIdOf, swarmSpace } from '../../../ts/network/nodes/swarm-mapping.ts';
import { maxSizes } from '../../../ts/network/storage/max-size.ts';
import { messageHash } from '../../../ts/wire/index.ts';
import type { Check } from '../framework/sections.ts';

/** What may be done in a namespace, as we and as nodes know it. */
export const namespaceRules: Check = (given) => {
  const n = given.number('n');
  const ours = { isPublicInbox, isPublicOutbox, isReadableByAnybody, isReadableWhenRevoked };
  for (const rules of [ours, nodesRules]) {
    given.expect('noauth_retrieve', rules.isReadableByAnybody(n));
    given.expect('public_inbox', rules.isPublicInbox(n));
    given.expect('public_outbox', rules.isPublicOutbox(n));
    given.expect('unrevocable', rules.isReadableWhenRevoked(n));
  }
};

/** The shares of an answer. */
export const maxSizeMap: Check = (given) => {
  given.expect(
    'result',
    maxSizes(given.numbers('namespaces')).map(({ namespace, maxSize }) => ({ namespace, maxSize })),
  );
};

/** The hash of a stored message, as we and as nodes compute it. */
export const storedHash: Check = (given) => {
  const account = given.hex('pubkey');
  const namespace = given.number('namespace');
  const data = given.has('data_base64') ? given.base64('data_base64') : given.hex('data');
  given.expect('hash', messageHash({ account33: account, namespace, data }));
  given.expect('hash', nodesMessageHash({ account, namespace, data }));
};

/** The swarm of an account, as we and as nodes find it. */
export const swarmMapping: Check = (given) => {
  const ids = given.texts('swarm_ids').map((id) => BigInt(`0x${id}`));
  given.expect('swarm_space', hex16(swarmSpace(given.text('pubkey'))));
  given.expect('swarm_space', hex16(nodesSwarmSpace(given.hex('pubkey'))));
  given.expect('swarm_id', hex16(swarmIdOf(given.text('pubkey'), ids)));
  const ascending = [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1));
  given.expect('swarm_id', hex16(swarmIdFor(given.hex('pubkey'), ascending)));
};

function hex16(value: bigint | undefined): string | undefined {
  return value?.toString(16).padStart(16, '0');
}
