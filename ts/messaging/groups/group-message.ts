import type { GroupId } from '../../account/index.ts';
import { accountIdOf, ed25519KeyOf } from '../../account/index.ts';
import type { GroupConfigs } from '../../config/index.ts';
import type { StoredMessage } from '../../network/index.ts';
import { checkTimestamps, decodeContent, decodeGroupMessage } from '../../wire/index.ts';
import type { IncomingMessage } from '../receive/incoming-message.ts';

/**
 * Opens a message of a group's swarm (spec 01 §3, spec 04 §2.2, steps 2, 3 and 7).
 * @throws {WireError} `no-key-fits` while its key has not come; others for what is no message of this group whose signature holds.
 * @throws {AccountError} for a sender whose key is nobody's.
 */
export function openGroupMessage(
  { hash, data, storedAtMs, expiresAtMs }: StoredMessage,
  { groupId, state }: { readonly groupId: GroupId; readonly state: GroupConfigs },
): IncomingMessage {
  const opened = decodeGroupMessage({ payload: data, group: ed25519KeyOf(groupId), keys: state.keys.keys });
  const content = decodeContent(opened.content);
  const { sigTimestampMs } = content;
  checkTimestamps({ sentAtMs: opened.timestampMs, sigTimestampMs, source: 'swarm' });
  return {
    hash,
    authorId: accountIdOf(opened.senderX25519),
    sentAtMs: sigTimestampMs || opened.timestampMs,
    storedAtMs,
    swarmExpiryMs: expiresAtMs,
    content,
  };
}
