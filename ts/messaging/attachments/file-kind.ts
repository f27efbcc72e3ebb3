import type { AttachmentRow } from '../../store/index.ts';

/** What a file is to a person. A voice message is what says so, whatever is in it (spec 04 §3.2). */
export type FileKind = 'picture' | 'video' | 'audio' | 'voice' | 'file';

export function fileKindOf({
  isVoice,
  contentType,
}: Pick<AttachmentRow, 'isVoice' | 'contentType'>): FileKind {
  if (isVoice) return 'voice';
  if (contentType.startsWith('image/')) return 'picture';
  if (contentType.startsWith('video/')) return 'video';
  return contentType.startsWith('audio/') ? 'audio' : 'file';
}
