export { fileTypeOf, isPictureType, isVideoType, type KnownType, TYPE_BYTES } from './file-type.ts';
export { PipelineError, type PipelineErrorCode } from './pipeline-error.ts';
export { type PicturePipeline, WorkerPicturePipeline } from './picture-pipeline.ts';
export { MOST_BYTES } from './prepare-picture.ts';
export { isStrippable } from './strip-metadata.ts';
export type { FileWish, PreparedBytes } from './worker-messages.ts';
