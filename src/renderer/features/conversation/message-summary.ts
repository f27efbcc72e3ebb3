import type { MessageView } from '../../../ipc/index.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';
import { attachmentKind } from '../media/attachment-model.ts';

type Summed = Pick<MessageView, 'text' | 'attachments' | 'invitation'>;

/** What a message holds, in words: its text, or what is in the place of one. */
export function summaryOf({ text, attachments, invitation }: Summed, t: Catalogue['text']): string {
  if (invitation !== undefined) return t('messageInvitation', { name: invitation.name });
  const files = attachments.map((attachment) => t('messageFileKind', { kind: fileKind(attachment) }));
  return [text, ...files].filter((part) => part !== '').join('. ');
}

/** As the catalogue knows it. */
export function fileKind(attachment: MessageView['attachments'][number]): string {
  return attachment.isVoiceMessage ? 'voice' : attachmentKind(attachment);
}
