import { X } from 'lucide-react';

import type { QuoteView } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { useWords } from '../conversation/use-words.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { namedText } from '../conversation/message-text-model.ts';
import { selectMessage } from '../conversation/messages-slice.ts';
import styles from './quote-bar.module.css';

/** The message that is being answered. A click leads to it. Spec 08, CNV-09. */
export function QuoteBar(props: {
  readonly quote: QuoteView;
  readonly nameOf: (id: string) => string;
  readonly onShow: (messageId: number) => void;
  readonly onClose: () => void;
}) {
  const t = useText();
  const shown = useWords();
  const { quote } = props;
  const author = props.nameOf(quote.authorId);
  const original = quote.original;
  const files = useAppSelector((state) =>
    original === undefined ? undefined : selectMessage(state, original.id)?.attachments,
  );
  const words =
    namedText(shown(original?.text ?? ''), props.nameOf) ||
    (files?.[0]?.isVoiceMessage === true ? t('voiceMessage') : files?.[0]?.fileName);
  return (
    <div className={cx(styles.bar)} data-testid="composer-quote">
      <button
        type="button"
        className={cx(styles.quote)}
        aria-label={t('replyingTo', { author })}
        onClick={() => original !== undefined && props.onShow(original.id)}
      >
        <bdi className={cx(styles.author)}>{author}</bdi>
        <span className={cx(styles.text)} dir="auto">
          {words ?? t('attachment')}
        </span>
      </button>
      <IconButton
        size="small"
        label={t('replyCancel')}
        icon={<X size={16} aria-hidden />}
        onPress={props.onClose}
        testId="composer-quote-close"
        tooltipSide="top"
      />
    </div>
  );
}
