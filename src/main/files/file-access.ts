import { basename } from 'node:path';

import { AppError } from '../app-error.ts';

/** Which files of the machine whoever calls the channels may reach. A page that was taken over must reach none. */
export interface FileAccess {
  /** Where a file goes that is to be written under the path `wanted`. @throws {FileAccessError} */
  readonly writeTo: (wanted: string) => Promise<string>;
  /** Where the file lies that is to be read, under the path `wanted` if there is one. @throws {FileAccessError} */
  readonly readFrom: (wanted: string | undefined) => Promise<string>;
  /** Whether a path is enough to have a file read; else its bytes have to be handed over. */
  readonly readsPaths: boolean;
  /** Whether an answer may have bytes in it, and there is a sandbox that knows what to do with those of strangers. */
  readonly handsOutBytes: boolean;
}

/** A file: its bytes, or where it lies. */
type Source = { readonly path: string } | { readonly bytes: Uint8Array };

/** Shows a dialog that proposes a file name. */
type AskForPath = (name: string) => Promise<{ readonly canceled: boolean; readonly filePath: string }>;
/** Shows a dialog in which a file is chosen. */
type AskForFile = () => Promise<{ readonly canceled: boolean; readonly filePaths: readonly string[] }>;

export type FileAccessErrorCode =
  /** Nobody chose a place for the file, so nothing was written. */
  | 'file-not-chosen'
  /** Only bytes are taken, no paths. */
  | 'path-not-allowed';

export class FileAccessError extends AppError<FileAccessErrorCode> {}

/** For pages with a person before them: they propose a name, the person chooses the place. What is to be read the person chooses alone. */
export function accessOfPages(ask: AskForPath, askForFile: AskForFile): FileAccess {
  const writeTo: FileAccess['writeTo'] = async (wanted) => {
    const { canceled, filePath } = await ask(basename(wanted));
    if (canceled || filePath === '') throw new FileAccessError('file-not-chosen');
    return filePath;
  };
  const readFrom: FileAccess['readFrom'] = async (wanted) => {
    if (wanted !== undefined) throw new FileAccessError('path-not-allowed');
    const { canceled, filePaths } = await askForFile();
    const [path] = filePaths;
    if (canceled || path === undefined) throw new FileAccessError('file-not-chosen');
    return path;
  };
  return { writeTo, readFrom, readsPaths: false, handsOutBytes: true };
}

/** For pages where nobody can be asked. */
export const NO_FILE_ACCESS: FileAccess = {
  writeTo: () => Promise.reject(new FileAccessError('file-not-chosen')),
  readFrom: () => Promise.reject(new FileAccessError('file-not-chosen')),
  readsPaths: false,
  handsOutBytes: false,
};

/** @throws {FileAccessError} `path-not-allowed` */
export function assertReadable({ readsPaths }: FileAccess, sources: readonly Source[]): void {
  if (!readsPaths && sources.some((source) => 'path' in source))
    throw new FileAccessError('path-not-allowed');
}
