import { ChevronLeft, ChevronRight, Download, FolderDown, X } from 'lucide-react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';

import { useAppDispatch, useAppSelector } from '../../../app/hooks.ts';
import { selectAccount } from '../../../app/session-slice.ts';
import { fullTime } from '../../../app/text/dates.ts';
import { useCatalogue } from '../../../app/text/text-context.ts';
import { ABOVE_DIALOG, cx, IconButton, useEscape } from '../../../ui/index.ts';
import { selectMessage } from '../../conversation/messages-slice.ts';
import { useConversationName } from '../../conversations/conversation-name.ts';
import { selectConversation } from '../../conversations/conversations-slice.ts';
import { dialogClosed } from '../../dialogs/dialogs-slice.ts';
import { hasSavableFile, saveAttachment, saveMessageFiles } from '../media-thunks.ts';
import styles from './lightbox.module.css';
import { LightboxStage } from './lightbox-stage.tsx';
import { LightboxStrip } from './lightbox-strip.tsx';
import type { LightboxItem } from './lightbox-thunks.ts';
import { useLightboxItems } from './use-lightbox-items.ts';
import { useLightboxKeys } from './use-lightbox-keys.ts';

/** A picture or film as large as the window, and the way to all others of the conversation. Spec 08, MED-03. */
export function Lightbox(props: {
  readonly conversationId: number;
  readonly messageId: number;
  readonly attachmentId: number;
}) {
  const { text: t } = useCatalogue();
  const dispatch = useAppDispatch();
  const { items, currentId, show } = useLightboxItems(props);
  const index = items.findIndex(({ attachment }) => attachment.id === currentId);
  const item = items[index];
  const close = () => dispatch(dialogClosed());
  const go = (step: -1 | 1) => {
    const next = items[index + step];
    if (next !== undefined) show(next.attachment.id);
  };
  useEscape(ABOVE_DIALOG, close);
  useLightboxKeys({ onStep: go });
  return (
    <ModalOverlay
      className={cx(styles.overlay)}
      isOpen
      isKeyboardDismissDisabled
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
    >
      <Modal className={cx(styles.modal)}>
        <Dialog className={cx(styles.lightbox)} aria-label={t('lightbox')} data-modal-id="lightboxModal">
          <header className={cx(styles.header)}>
            {item !== undefined && <About item={item} conversationId={props.conversationId} />}
            <span className={cx(styles.buttons)}>
              {item?.attachment.state === 'ready' && (
                <SaveButton item={item} conversationId={props.conversationId} />
              )}
              {item !== undefined && <SaveAllButton messageId={item.messageId} />}
              <IconButton
                label={t('close')}
                icon={<X size={22} aria-hidden />}
                onPress={close}
                testId="modal-close-button"
                autoFocus
              />
            </span>
          </header>
          <div className={cx(styles.middle)}>
            {item !== undefined && <LightboxStage key={item.attachment.id} item={item} />}
            {index > 0 && (
              <span className={cx(styles.previous)}>
                <IconButton
                  size="large"
                  label={t('lightboxPrevious')}
                  icon={<ChevronLeft className={cx(styles.arrow)} size={30} aria-hidden />}
                  onPress={() => go(-1)}
                  tooltipSide="end"
                />
              </span>
            )}
            {index !== -1 && index < items.length - 1 && (
              <span className={cx(styles.next)}>
                <IconButton
                  size="large"
                  label={t('lightboxNext')}
                  icon={<ChevronRight className={cx(styles.arrow)} size={30} aria-hidden />}
                  onPress={() => go(1)}
                  tooltipSide="start"
                />
              </span>
            )}
          </div>
          {item?.attachment.caption !== undefined && (
            <p className={cx(styles.caption)} dir="auto">
              {item.attachment.caption}
            </p>
          )}
          {items.length > 1 && <LightboxStrip items={items} currentId={currentId} onShow={show} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function About({ item, conversationId }: { readonly item: LightboxItem; readonly conversationId: number }) {
  const { text: t, locale } = useCatalogue();
  const nameOf = useConversationName();
  const ownId = useAppSelector(selectAccount)?.id;
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const name = item.authorId === ownId ? t('you') : conversation === undefined ? '' : nameOf(conversation);
  return (
    <span className={cx(styles.about)}>
      <bdi className={cx(styles.author)}>{name}</bdi>
      <time className={cx(styles.time)} dateTime={new Date(item.sentAtMs).toISOString()}>
        {fullTime(item.sentAtMs, locale)}
      </time>
    </span>
  );
}

function SaveButton({
  item,
  conversationId,
}: {
  readonly item: LightboxItem;
  readonly conversationId: number;
}) {
  const { text: t } = useCatalogue();
  const dispatch = useAppDispatch();
  const ownId = useAppSelector(selectAccount)?.id;
  const message = {
    id: item.messageId,
    conversationId,
    sentAtMs: item.sentAtMs,
    direction: item.authorId === ownId ? ('outgoing' as const) : ('incoming' as const),
  };
  return (
    <IconButton
      label={t('attachmentSave')}
      icon={<Download size={20} aria-hidden />}
      onPress={() => void dispatch(saveAttachment({ attachment: item.attachment, message }))}
    />
  );
}

/** For a message with several files, as long as the conversation shows it. */
function SaveAllButton({ messageId }: { readonly messageId: number }) {
  const { text: t } = useCatalogue();
  const dispatch = useAppDispatch();
  const message = useAppSelector((state) => selectMessage(state, messageId));
  if (message === undefined || message.attachments.length < 2 || !hasSavableFile(message)) return undefined;
  return (
    <IconButton
      label={t('attachmentSaveAll')}
      icon={<FolderDown size={20} aria-hidden />}
      onPress={() => void dispatch(saveMessageFiles(message))}
    />
  );
}
