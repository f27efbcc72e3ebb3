export type { FileSource } from './attachment-source.ts';
export { DownloadAttachments } from './download-attachments.ts';
export { type ByteRange, LocalFiles } from './local-files.ts';
export { isUnsent } from './attachment-jobs.ts';
export { type FileKind, fileKindOf } from './file-kind.ts';
export { PauseTransfers } from './pause-transfers.ts';
export { ReadAttachments } from './read-attachments.ts';
export {
  type FilesForFolder,
  SaveAttachments,
  type SavedFiles,
  type SaveFailure,
} from './save-attachments.ts';
export { type ComposedFiles, type OutgoingAttachment, SendAttachments } from './send-attachments.ts';
export type { DownloadFailure } from './transfer-failure.ts';
