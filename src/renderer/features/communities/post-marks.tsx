import { EyeOff, Pin } from 'lucide-react';

import type { MessageView } from '../../../ipc/index.ts';
import { fullTime } from '../../app/text/dates.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import type { usePersonName } from '../conversations/use-person-name.ts';
import styles from './post-marks.module.css';

/** Over a post that not everybody sees: for whom it is. Spec 05 §7.6. */
export function WhisperMark({
  post,
  nameOf,
}: {
  readonly post: MessageView['post'];
  readonly nameOf: ReturnType<typeof usePersonName>;
}) {
  const t = useText();
  const whisper = post?.whisper;
  if (whisper === undefined) return undefined;
  const name = whisper.to === undefined ? '' : nameOf(whisper.to.id);
  const words =
    whisper.to === undefined
      ? t('whisperToModerators')
      : t(whisper.toModerators ? 'whisperToAndModerators' : 'whisperTo', { name });
  return (
    <span className={cx(styles.whisper)} data-testid="whisper-mark">
      <EyeOff size={13} aria-hidden />
      {words}
    </span>
  );
}

/** In the line under a post: that it is pinned, and that its words are not the first ones. */
export function PostMarks({ post }: { readonly post: NonNullable<MessageView['post']> }) {
  const { text: t, locale } = useCatalogue();
  const { isPinned, editedAtMs } = post;
  return (
    <>
      {isPinned && (
        <Pin className={cx(styles.pin)} size={12} role="img" aria-label={t('communityPinnedMark')} />
      )}
      {editedAtMs !== undefined && (
        <span
          title={t('messageEditedAt', { time: fullTime(editedAtMs, locale) })}
          data-testid="message-edited"
        >
          {t('messageEdited')}
        </span>
      )}
    </>
  );
}
