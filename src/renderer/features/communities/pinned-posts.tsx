import { Pin, PinOff } from 'lucide-react';

import type { ConversationView, PinnedPostView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { fullTime } from '../../app/text/dates.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog, IconButton, Skeleton } from '../../ui/index.ts';
import { openMessageAt } from '../conversation/conversation-thunks.ts';
import { summaryOf } from '../conversation/message-summary.ts';
import { namedText } from '../conversation/message-text-model.ts';
import { usePersonName } from '../conversations/use-person-name.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed, dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import styles from './pinned-posts.module.css';
import { useModeration } from './use-moderation.ts';
import { useRoom } from './use-room.ts';

/** The post that was pinned last, over the messages; leads to it, and to the others. Spec 05 §8. */
export function PinnedBar({ conversation }: { readonly conversation: ConversationView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const room = useRoom((conversation.community?.pinnedCount ?? 0) > 0 ? conversation : undefined);
  const words = usePinnedWords(conversation);
  const last =
    room?.pinned.findLast(({ message, words: said }) => (message ?? said) !== undefined) ??
    room?.pinned.at(-1);
  if (room === undefined || last === undefined) return undefined;
  const { id: conversationId } = conversation;
  const openList = () => dispatch(dialogOpened({ kind: 'pinned-posts', conversationId }));
  const messageId = last.message?.id;
  const text = words(last);
  return (
    <section className={cx(styles.bar)} aria-label={t('communityPinned')} data-testid="pinned-bar">
      <Pin className={cx(styles.pin)} size={16} aria-hidden />
      <button
        type="button"
        className={cx(styles.post)}
        aria-label={t('communityPinnedShow', { text })}
        onClick={() =>
          messageId === undefined ? openList() : void dispatch(openMessageAt({ conversationId, messageId }))
        }
      >
        <span className={cx(styles.label)}>{t('communityPinnedPost')}</span>
        <bdi className={cx(styles.text)}>{text}</bdi>
      </button>
      {(room.pinned.length > 1 || room.role === 'admin') && (
        <Button size="small" variant="plain" onPress={openList} testId="pinned-all-button">
          {t('communityPinnedAll', { count: room.pinned.length })}
        </Button>
      )}
    </section>
  );
}

/** What a pinned post says, in one line. */
function usePinnedWords(conversation: ConversationView): (pinned: PinnedPostView) => string {
  const t = useText();
  const nameOf = usePersonName(conversation);
  return ({ message, words }) => {
    if (message !== undefined)
      return t('messageNewFrom', {
        author: nameOf(message.authorId),
        text: namedText(summaryOf(message, t), nameOf),
      });
    if (words === undefined) return t('communityPinnedElsewhere');
    const { author, text, fileCount } = words;
    const files = fileCount === 0 ? '' : t('communityPinnedFiles', { count: fileCount });
    return t('messageNewFrom', {
      author: nameOf(author.id),
      text: [namedText(text, nameOf), files].filter((part) => part !== '').join('. '),
    });
  };
}

/** All posts that are pinned; admins take them off. */
export function PinnedPostsDialog({ conversationId }: { readonly conversationId: number }) {
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  return conversation && <Pinned conversation={conversation} />;
}

function Pinned({ conversation }: { readonly conversation: ConversationView }) {
  const { text: t } = useCatalogue();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const room = useRoom(conversation);
  const [unpin] = api.useUnpinPostsMutation();
  const { isBusy, tell } = useModeration();
  const { id: conversationId } = conversation;
  const pinned = room?.pinned ?? [];
  const isAdmin = room?.role === 'admin';
  return (
    <Dialog
      modalId="pinnedPostsModal"
      title={t('communityPinned')}
      labels={labels}
      size="medium"
      onClose={() => dispatch(dialogClosed())}
      {...(isAdmin && pinned.length > 1
        ? {
            actions: (
              <Button
                variant="danger"
                isBusy={isBusy}
                onPress={() => void tell(unpin({ conversationId }), 'communityUnpinnedAll')}
                testId="unpin-all-button"
              >
                {t('communityUnpinAll')}
              </Button>
            ),
          }
        : {})}
    >
      {room === undefined ? (
        <Skeleton shape="block" height={160} width="100%" />
      ) : pinned.length === 0 ? (
        <p className={cx(styles.none)}>{t('communityPinnedNone')}</p>
      ) : (
        <ul className={cx(styles.list)} aria-label={t('communityPinned')}>
          {pinned.map((post) => (
            <PinnedRow
              key={post.serverId}
              post={post}
              conversation={conversation}
              {...(isAdmin
                ? {
                    onUnpin: () =>
                      void tell(unpin({ conversationId, serverId: post.serverId }), 'communityUnpinned'),
                  }
                : {})}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function PinnedRow({
  post,
  conversation,
  onUnpin,
}: {
  readonly post: PinnedPostView;
  readonly conversation: ConversationView;
  readonly onUnpin?: () => void;
}) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const words = usePinnedWords(conversation);
  const nameOf = usePersonName(conversation);
  const { message, pinnedBy, pinnedAtMs } = post;
  const text = words(post);
  const show = () => {
    if (message === undefined) return;
    dispatch(dialogClosed());
    void dispatch(openMessageAt({ conversationId: conversation.id, messageId: message.id }));
  };
  return (
    <li className={cx(styles.row)} data-testid="pinned-post">
      <button
        type="button"
        className={cx(styles.post)}
        disabled={message === undefined}
        aria-label={t('communityPinnedShow', { text })}
        onClick={show}
      >
        <bdi className={cx(styles.words)}>{text}</bdi>
        {pinnedBy !== undefined && pinnedAtMs !== undefined && (
          <span className={cx(styles.label)}>
            {pinnedBy.isUs
              ? t('communityPinnedByYou', { time: fullTime(pinnedAtMs, locale) })
              : t('communityPinnedBy', { name: nameOf(pinnedBy.id), time: fullTime(pinnedAtMs, locale) })}
          </span>
        )}
      </button>
      {onUnpin !== undefined && (
        <IconButton
          size="small"
          label={t('communityUnpin')}
          icon={<PinOff size={16} aria-hidden />}
          onPress={onUnpin}
          testId="unpin-button"
        />
      )}
    </li>
  );
}
