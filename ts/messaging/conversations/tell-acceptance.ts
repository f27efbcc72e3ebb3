import type { ConversationRow, Repositories } from '../../store/index.ts';
import type { UserConfigs } from '../configs/user-configs.ts';
import { type ControlPorts, enqueueControl } from '../control/control-message.ts';
import { ownProfile } from '../pictures/own-profile.ts';
import { nextSentAt } from '../send/sent-at.ts';

/**
 * Tells somebody who has asked that they may write to us, and leaves a line about it (spec 04 §3.10). Call it before the contact is
 * approved, and before what is written to them gets its sent-at. Nothing is to be done when nobody asks.
 */
export function tellAcceptance(
  repositories: Repositories,
  ports: ControlPorts & { readonly configs: UserConfigs },
  { id: conversationId, kind, peerId }: ConversationRow,
): void {
  if (kind !== 'contact') return;
  const { isApproved, hasApprovedUs } = repositories.contacts.require(peerId);
  if (isApproved || !hasApprovedUs) return;
  const { network, keys, configs } = ports;
  const place = { conversationId, authorId: keys.accountId };
  const stamp = nextSentAt(repositories, network.time, place);
  const line = repositories.messages.insertOutgoing({
    ...place,
    ...stamp,
    kind: 'request-accepted-by-us',
    body: '',
    receivedAtMs: network.time.nowMs(),
    state: 'sent',
  });
  repositories.messages.markSynced(line.id);
  const payload = {
    kind: 'message-request-response',
    isApproved: true,
    ...ownProfile(repositories, configs),
  } as const;
  enqueueControl(repositories, ports, { to: peerId, payload, sentAtMs: stamp.sentAtMs });
}
