import type { MessageView } from '../../../ipc/index.ts';
import { cx } from '../../ui/index.ts';
import { attachmentKind } from '../media/attachment-model.ts';
import { Attachments, useNeedsTrust } from '../media/attachments.tsx';
import styles from './message-bubble.module.css';
import { InvitationCard, LinkCard } from './message-cards.tsx';
import { MessageQuote } from './message-quote.tsx';
import { MessageText } from './message-text.tsx';
import { emojiSize } from './message-text-model.ts';

/** What a message holds, in its order: what it answers, files, a card, words. Spec 08, CNV-05. */
export function MessageBubble({
  message,
  notice,
  isUnfolded,
  onUnfold,
}: {
  readonly message: MessageView;
  /** Stands in the place of what was deleted. */
  readonly notice: string | undefined;
  readonly isUnfolded: boolean;
  readonly onUnfold: () => void;
}) {
  const { text, quote, preview, invitation, attachments } = message;
  const isDeleted = notice !== undefined;
  const isText = !isDeleted && text !== '';
  const isPlain = quote === undefined && preview === undefined;
  const isLone = attachments.length === 0 && isPlain;
  const size = isText && isLone ? emojiSize(text) : undefined;
  const needsTrust = useNeedsTrust(message);
  const isSeen =
    !needsTrust &&
    attachments.some((attachment) => ['picture', 'video'].includes(attachmentKind(attachment)));
  const isBare = !isDeleted && isSeen && !isText && isPlain;
  return (
    <div
      className={cx(
        styles.bubble,
        size !== undefined && styles.emoji,
        isDeleted && styles.notice,
        !isDeleted && isSeen && styles.seen,
        isBare && styles.bare,
      )}
      data-size={size}
      data-bubble={!isDeleted && size === undefined && !isBare ? message.direction : undefined}
      data-testid="message-content"
    >
      {isDeleted ? (
        notice
      ) : (
        <>
          {quote !== undefined && <MessageQuote quote={quote} />}
          {attachments.length > 0 && <Attachments message={message} />}
          {invitation !== undefined && <InvitationCard invitation={invitation} />}
          {preview !== undefined && <LinkCard preview={preview} />}
          {isText && (
            <div className={cx(styles.words)}>
              <MessageText text={text} isUnfolded={isUnfolded} onUnfold={onUnfold} />
            </div>
          )}
        </>
      )}
    </div>
  );
}
