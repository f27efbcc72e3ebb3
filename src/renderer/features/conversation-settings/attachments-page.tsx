import { useState } from 'react';

import type { ConversationView, MediaItemView } from '../../../ipc/index.ts';
import { errorKey } from '../../app/error-text.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { Button, cx, EmptyState, ErrorState, Tabs } from '../../ui/index.ts';
import styles from './attachments-page.module.css';
import { FileLine, MediaTile } from './media-items.tsx';
import { type MediaKind, useMediaPages } from './use-media-pages.ts';

/** Everything that was sent with the messages of a conversation, by kind and month. Spec 08, MED-06. */
export function AttachmentsPage({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const [kind, setKind] = useState<MediaKind>('media');
  const list = <MediaList key={kind} conversationId={conversation.id} kind={kind} />;
  return (
    <Tabs
      label={t('attachments')}
      selected={kind}
      onChange={setKind}
      tabs={[
        { id: 'media', label: t('media'), content: list, testId: 'attachments-media-tab' },
        { id: 'files', label: t('files'), content: list, testId: 'attachments-files-tab' },
        { id: 'voice', label: t('voiceMessages'), content: list, testId: 'attachments-voice-tab' },
      ]}
    />
  );
}

function MediaList({ conversationId, kind }: { readonly conversationId: number; readonly kind: MediaKind }) {
  const { text: t, locale } = useCatalogue();
  const { items, hasMore, loadMore, errorCode, retry } = useMediaPages(conversationId, kind);
  if (errorCode !== undefined) {
    return <ErrorState title={t(errorKey(errorCode))} actionLabel={t('tryAgain')} onAction={retry} />;
  }
  if (items === undefined) return undefined;
  if (items.length === 0) return <EmptyState title={t('attachmentsNone')} testId="attachments-none" />;
  return (
    <div className={cx(styles.months)}>
      {byMonth(items, locale).map(([month, ofMonth]) => (
        <section key={month} aria-label={month}>
          <h3 className={cx(styles.month)}>{month}</h3>
          <div className={cx(kind === 'media' ? styles.tiles : styles.lines)}>
            {ofMonth.flatMap((item) =>
              item.attachments.map((attachment) => {
                const file = { conversationId, item, attachment };
                return kind === 'media' ? (
                  <MediaTile key={attachment.id} {...file} />
                ) : (
                  <FileLine key={attachment.id} {...file} />
                );
              }),
            )}
          </div>
        </section>
      ))}
      {hasMore && (
        <Button isWide onPress={loadMore} testId="attachments-more-button">
          {t('showMore')}
        </Button>
      )}
    </div>
  );
}

/** In the order in which they come: newest first. */
function byMonth(
  items: readonly MediaItemView[],
  locale: string,
): readonly (readonly [month: string, items: readonly MediaItemView[]])[] {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });
  const months = new Map<string, MediaItemView[]>();
  for (const item of items) {
    const month = format.format(item.sentAtMs);
    const known = months.get(month);
    if (known === undefined) months.set(month, [item]);
    else known.push(item);
  }
  return [...months];
}
