import type { AttachmentView, MessageView } from '../../../ipc/index.ts';

/** A file and the message that it came with. */
export interface FileOfMessage {
  readonly attachment: Pick<AttachmentView, 'id' | 'contentType' | 'fileName'>;
  readonly message: Pick<MessageView, 'id' | 'conversationId' | 'direction' | 'sentAtMs'>;
}

/** Those of several files that lie on this disk, to be saved at once. */
export interface FilesToSave {
  readonly files: readonly FileOfMessage[];
  /** How many there are with those that do not. */
  readonly total: number;
}
