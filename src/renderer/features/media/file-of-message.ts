import type { AttachmentView, MessageView } from '../../../ipc/index.ts';

/** A file and the message that it came with. */
export interface FileOfMessage {
  readonly attachment: Pick<AttachmentView, 'id' | 'contentType' | 'fileName'>;
  readonly message: Pick<MessageView, 'id' | 'conversationId' | 'direction' | 'sentAtMs'>;
}
