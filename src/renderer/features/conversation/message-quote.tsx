import { File, Image, Mic, Video } from 'lucide-react';

import type { AttachmentView, QuoteView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { attachmentKind } from '../media/attachment-model.ts';
import { useAttachmentUrl } from '../media/media-url.ts';
import { toastShown } from '../toasts/toasts-slice.ts';
import { useAuthorName, useOpenConversation } from './conversation-context.ts';
import { openMessageAt } from './conversation-thunks.ts';
import { fileKind } from './message-summary.ts';
import { namedText } from './message-text-model.ts';
import { selectMessage } from './messages-slice.ts';
import styles from './message-quote.module.css';
import { useWords } from './use-words.ts';

/** What a message answers; leads there. Spec 08, CNV-09. */
export function MessageQuote({ quote }: { readonly quote: QuoteView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const nameOf = useAuthorName();
  const { conversation } = useOpenConversation();
  const { original } = quote;
  const loaded = useAppSelector((state) =>
    original === undefined ? undefined : selectMessage(state, original.id),
  );
  const author = nameOf(quote.authorId);
  // What is loaded anyway is newer than the quote.
  const attachment = loaded?.attachments[0] ?? original?.attachment;
  const text = useQuoteText(quote);
  const jump = () => {
    if (original === undefined) dispatch(toastShown({ textKey: 'messageNotFound' }));
    else void dispatch(openMessageAt({ conversationId: conversation.id, messageId: original.id }));
  };
  return (
    <button
      type="button"
      className={cx(styles.quote)}
      aria-label={t('messageQuoteOf', { author, text })}
      onClick={jump}
      // A double click on the bubble answers it; this one has its own meaning.
      onDoubleClick={(event) => event.stopPropagation()}
      data-testid="quote-container"
    >
      {attachment !== undefined && <QuotePicture attachment={attachment} />}
      <span className={cx(styles.words)}>
        <span className={cx(styles.author)} data-testid="quote-author">
          <bdi>{author}</bdi>
        </span>
        <span className={cx(styles.text)} dir="auto" data-testid="quote-text">
          {text}
        </span>
      </span>
    </button>
  );
}

function useQuoteText({ original }: QuoteView): string {
  const t = useText();
  const nameOf = useAuthorName();
  const words = useWords();
  if (original === undefined) return t('messageQuoteMissing');
  if (original.deletion === 'globally') return t('deleteMessageDeletedGlobally');
  if (original.deletion === 'locally') return t('deleteMessageDeletedLocally');
  if (original.text !== '' || original.attachment === undefined)
    return namedText(words(original.text), nameOf);
  return t('messageFileKind', { kind: fileKind(original.attachment) });
}

function QuotePicture({ attachment }: { readonly attachment: AttachmentView }) {
  const src = useAttachmentUrl()(attachment.id);
  if (attachmentKind(attachment) === 'picture' && attachment.state === 'ready') {
    return (
      <img className={cx(styles.picture)} src={src} alt="" draggable={false} data-testid="quote-image" />
    );
  }
  return (
    <span className={cx(styles.icon)} data-testid="quote-icon-container">
      <QuoteIcon attachment={attachment} />
    </span>
  );
}

function QuoteIcon({ attachment }: { readonly attachment: AttachmentView }) {
  switch (attachmentKind(attachment)) {
    case 'picture':
      return <Image size={18} aria-hidden data-testid="quote-icon" />;
    case 'video':
      return <Video size={18} aria-hidden data-testid="quote-icon" />;
    case 'audio':
      return <Mic size={18} aria-hidden data-testid="quote-icon" />;
    case 'file':
      return <File size={18} aria-hidden data-testid="quote-icon" />;
  }
}
