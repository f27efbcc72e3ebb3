import type { ConversationView } from '../../../ipc/index.ts';
import { useText } from '../../app/text/text-context.ts';
import { serverName } from '../communities/community-url.ts';
import { cx } from '../../ui/index.ts';
import styles from './request-bar.module.css';

/** We have written to somebody who has not answered: what is possible until then. Spec 08, CNV-16. */
export function OutgoingRequest({
  conversation: { kind, blinded, hasApprovedUs, isRequest, isBlocked, lastMessage },
  name,
}: {
  readonly conversation: ConversationView;
  readonly name: string;
}) {
  const t = useText();
  if (blinded !== undefined && !blinded.refusesRequests) {
    return (
      <p className={cx(styles.pending)} data-testid="conversation-request-explanation">
        {t('blindedPending', { name, server: serverName(blinded.serverUrl) })}
      </p>
    );
  }
  if (kind !== 'contact' || hasApprovedUs || isRequest || isBlocked || lastMessage === undefined)
    return undefined;
  return (
    <p className={cx(styles.pending)} data-testid="conversation-request-explanation">
      {t('messageRequestPending', { name })}
    </p>
  );
}
