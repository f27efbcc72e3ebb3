import type { MessageView } from '../../../ipc/index.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';
import { attachmentKind } from '../media/attachment-model.ts';

type Summed = Pick<MessageView, 'text' | 'attachments' | 'invitation'>;

/** What a message holds, in words: its text, or what is in the place of one. */
export function summaryOf({ text, attachments, invitation }: Summed, t: Catalogue['text']): string {
  if (invitation !== undefined) return t('messageInvitation', { name: invitation.name });
  const files = attachments.map((attachment) =>
    attachment.isVoiceMessage ? t('attachmentVoiceMessage') : t(FILE_WORDS[attachmentKind(attachment)]),
  );
  return [text, ...files].filter((part) => part !== '').join('. ');
}

const FILE_WORDS = {
  picture: 'attachmentPicture',
  video: 'attachmentVideo',
  audio: 'attachmentAudio',
  file: 'attachmentFile',
} as const;
