import { Plus } from 'lucide-react';
import { Button, Toolbar } from 'react-aria-components';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { useEmojiHabits } from '../emoji/index.ts';
import { selectMessage } from './messages-slice.ts';
import { barEmoji, isOwnReaction } from './reaction-model.ts';
import { toggleReaction } from './reaction-thunks.ts';
import styles from './reaction-bar.module.css';

/** Six emoji to react with, and the way to all others. Spec 08, CNV-08. */
export function ReactionBar(props: {
  readonly messageId: number;
  /** Takes the focus when it appears. */
  readonly isFirst: boolean;
  readonly onDone: () => void;
  readonly onMore: () => void;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { recent, noteUse } = useEmojiHabits();
  const ownId = useAppSelector(selectAccount)?.id;
  const message = useAppSelector((state) => selectMessage(state, props.messageId));
  const isOwn = (emoji: string) => message !== undefined && isOwnReaction(message, emoji, ownId ?? '');
  const choose = (emoji: string) => {
    if (!isOwn(emoji)) noteUse(emoji);
    props.onDone();
    void dispatch(toggleReaction(props.messageId, emoji));
  };
  return (
    <Toolbar className={cx(styles.bar)} aria-label={t('reactionChoose')}>
      {/* Nothing before it is known which: emoji must not change under the pointer. */}
      {(recent === undefined ? [] : barEmoji(recent)).map((emoji, index) => (
        <Button
          key={emoji}
          className={cx(styles.emoji, isOwn(emoji) && styles.own)}
          aria-label={t('reactWith', { emoji })}
          aria-pressed={isOwn(emoji)}
          autoFocus={props.isFirst && index === 0}
          onPress={() => choose(emoji)}
        >
          {emoji}
        </Button>
      ))}
      <Button
        className={cx(styles.emoji, styles.more)}
        aria-label={t('reactionMore')}
        onPress={props.onMore}
        data-testid="reaction-emoji-panel-button"
      >
        <Plus size={18} aria-hidden />
      </Button>
    </Toolbar>
  );
}
