import { Download } from 'lucide-react';

import type { MessageView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { attachmentKind } from './attachment-model.ts';
import styles from './attachments.module.css';
import { AudioPlayer } from './audio/audio-player.tsx';
import { DocumentRow } from './document-row.tsx';
import { MediaGrid } from './media-grid.tsx';

/** All files of a message. Spec 08 §2.8. */
export function Attachments({ message }: { readonly message: MessageView }) {
  const needsTrust = useNeedsTrust(message);
  if (needsTrust) return <ClickToDownload message={message} />;
  const entries = message.attachments.map((attachment, index) => ({ attachment, index }));
  const isSeen = (entry: (typeof entries)[number]) =>
    ['picture', 'video'].includes(attachmentKind(entry.attachment));
  const seen = entries.filter(isSeen);
  return (
    <>
      {seen.length > 0 && <MediaGrid message={message} entries={seen} />}
      {entries
        .filter((entry) => !isSeen(entry))
        .map((entry) =>
          attachmentKind(entry.attachment) === 'audio' ? (
            <AudioPlayer key={entry.attachment.id} message={message} {...entry} />
          ) : (
            <DocumentRow key={entry.attachment.id} message={message} {...entry} />
          ),
        )}
    </>
  );
}

/** Nothing is fetched from somebody who is not trusted, until a person says so (spec 08, MED-02). */
export function useNeedsTrust({ conversationId, direction, attachments }: MessageView): boolean {
  const isOpen = useAppSelector((state) => {
    const conversation = selectConversation(state, conversationId);
    return conversation?.kind !== 'contact' || conversation.isTrustedForMedia;
  });
  return !isOpen && direction === 'incoming' && attachments.some(({ state }) => state === 'pending');
}

function ClickToDownload({ message }: { readonly message: MessageView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { conversationId, attachments } = message;
  const [first] = attachments;
  const kind = first === undefined ? 'file' : attachmentKind(first);
  const attachmentIds = attachments.filter(({ state }) => state === 'pending').map(({ id }) => id);
  return (
    <button
      type="button"
      className={cx(styles.download)}
      onClick={() => dispatch(dialogOpened({ kind: 'trust-media', conversationId, attachmentIds }))}
    >
      <Download size={20} aria-hidden />
      <span>{t('attachmentsClickToDownload', { file_type: t(FILE_TYPES[kind]) })}</span>
    </button>
  );
}

const FILE_TYPES = {
  picture: 'attachmentTypePicture',
  video: 'attachmentTypeVideo',
  audio: 'attachmentTypeAudio',
  file: 'attachmentTypeFile',
} as const;
