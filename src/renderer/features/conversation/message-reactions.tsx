import { useState } from 'react';
import { Button } from 'react-aria-components';

import type { MessageView } from '../../../ipc/index.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx, WithTooltip } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useAuthorName, useOpenConversation } from './conversation-context.ts';
import { type ReactionKind, reactionKinds, SHOWN_KINDS } from './reaction-model.ts';
import { toggleReaction } from './reaction-thunks.ts';
import styles from './message-reactions.module.css';

/** Who reacted how, below a bubble. Spec 08, CNV-10. */
export function MessageReactions({ message }: { readonly message: MessageView }) {
  const { text: t } = useCatalogue();
  const { ownId } = useOpenConversation();
  const [isUnfolded, setUnfolded] = useState(false);
  const kinds = reactionKinds(message, ownId);
  if (kinds.length === 0) return undefined;
  const isFolded = kinds.length > SHOWN_KINDS && !isUnfolded;
  const shown = isFolded ? kinds.slice(0, SHOWN_KINDS) : kinds;
  return (
    <div className={cx(styles.reactions)} role="group" aria-label={t('reactions')}>
      {shown.map((kind) => (
        <Chip key={kind.emoji} messageId={message.id} kind={kind} />
      ))}
      {kinds.length > SHOWN_KINDS && (
        <button
          type="button"
          className={cx(styles.chip)}
          aria-label={isFolded ? t('reactionsShowAll') : t('reactionsShowLess')}
          onClick={() => setUnfolded(isFolded)}
        >
          {isFolded ? `+${kinds.length - SHOWN_KINDS}` : '–'}
        </button>
      )}
    </div>
  );
}

/** So many names are told at once; the list has all of them. */
const NAMED = 3;

function Chip({ messageId, kind }: { readonly messageId: number; readonly kind: ReactionKind }) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const nameOf = useAuthorName();
  const { emoji, senderIds, count, isOwn } = kind;
  const named = senderIds.slice(0, NAMED).map(nameOf);
  const others = count - named.length;
  const names = new Intl.ListFormat(locale).format(
    others > 0 ? [...named, t('reactionsOthers', { count: others })] : named,
  );
  const who = t('reactionsBy', { names, emoji });
  return (
    <span
      onContextMenu={(event) => {
        event.preventDefault();
        event.stopPropagation();
        dispatch(dialogOpened({ kind: 'reactions', messageId, emoji }));
      }}
    >
      <WithTooltip label={who} side="top">
        <Button
          className={cx(styles.chip, isOwn && styles.own)}
          aria-label={who}
          aria-pressed={isOwn}
          onPress={() => void dispatch(toggleReaction(messageId, emoji))}
        >
          <span className={cx(styles.emoji)}>{emoji}</span>
          {count > 1 && <span>{count}</span>}
        </Button>
      </WithTooltip>
    </span>
  );
}
