import type { KnownType } from './file-type.ts';
import type { PipelineErrorCode } from './pipeline-error.ts';
import type { PreparedPicture } from './prepare-picture.ts';

/** What the pipeline asks its worker for. */
export interface PictureRequest {
  readonly id: number;
  readonly file: Blob;
  readonly type: KnownType;
  readonly wish: FileWish;
}

/** What a file is made ready for. */
export type FileWish = 'message' | 'message-original' | 'preview';

/** Size and animation only of pictures. */
export type PreparedBytes = Pick<PreparedPicture, 'bytes' | 'contentType'> &
  Partial<Omit<PreparedPicture, 'bytes' | 'contentType'>>;

export type PictureAnswer =
  | { readonly id: number; readonly prepared: PreparedBytes }
  | { readonly id: number; readonly error: PipelineErrorCode };
