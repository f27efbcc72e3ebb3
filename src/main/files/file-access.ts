import { basename } from 'node:path';

import { AppError } from '../app-error.ts';

/** Which files of the machine whoever calls the channels may reach. A page that was taken over must reach none. */
export interface FileAccess {
  /** Where a file goes that is to be written under the path `wanted`. @throws {FileAccessError} */
  readonly writeTo: (wanted: string) => Promise<string>;
  /** Where the file lies that is to be read, under the path `wanted` if there is one. @throws {FileAccessError} */
  readonly readFrom: (wanted: string | undefined) => Promise<string>;
  /** The folder in which a person wants several files; absent where nobody can be asked. @throws {FileAccessError} */
  readonly askForFolder?: () => Promise<string>;
  /** Whether a path is enough to have a file read, or a folder written to; else bytes have to be handed over, and a person is asked. */
  readonly readsPaths: boolean;
  /** Whether an answer may have bytes in it, and there is a sandbox that knows what to do with those of strangers. */
  readonly handsOutBytes: boolean;
}

/** A file: its bytes, or where it lies. */
type Source = { readonly path: string } | { readonly bytes: Uint8Array };

/** Shows a dialog that proposes a file name. */
type AskForPath = (name: string) => Promise<{ readonly canceled: boolean; readonly filePath: string }>;
/** Shows a dialog in which a file, or a folder, is chosen. */
type AskForChoice = () => Promise<{ readonly canceled: boolean; readonly filePaths: readonly string[] }>;

export type FileAccessErrorCode =
  /** Nobody chose a place for the file, so nothing was written. */
  | 'file-not-chosen'
  /** Only bytes are taken, no paths. */
  | 'path-not-allowed';

export class FileAccessError extends AppError<FileAccessErrorCode> {}

/** The dialogs of the operating system. */
interface FileDialogs {
  readonly askForPath: AskForPath;
  readonly askForFile: AskForChoice;
  readonly askForFolder: AskForChoice;
}

/**
 * For pages with a person before them: they propose a name, the person chooses the place. A folder, and what is to be read, the person
 * chooses alone.
 */
export function accessOfPages({ askForPath, askForFile, askForFolder }: FileDialogs): FileAccess {
  const writeTo: FileAccess['writeTo'] = async (wanted) => {
    const { canceled, filePath } = await askForPath(basename(wanted));
    if (canceled || filePath === '') throw new FileAccessError('file-not-chosen');
    return filePath;
  };
  const chosen = async (choice: AskForChoice): Promise<string> => {
    const { canceled, filePaths } = await choice();
    const [path] = filePaths;
    if (canceled || path === undefined) throw new FileAccessError('file-not-chosen');
    return path;
  };
  const readFrom: FileAccess['readFrom'] = async (wanted) => {
    if (wanted !== undefined) throw new FileAccessError('path-not-allowed');
    return chosen(askForFile);
  };
  return {
    writeTo,
    readFrom,
    askForFolder: () => chosen(askForFolder),
    readsPaths: false,
    handsOutBytes: true,
  };
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

/** The folder in which files are to be written, `wanted` if there is one. @throws {FileAccessError} */
export async function folderToWriteIn(
  { readsPaths, askForFolder }: FileAccess,
  wanted: string | undefined,
): Promise<string> {
  if (wanted !== undefined) {
    if (!readsPaths) throw new FileAccessError('path-not-allowed');
    return wanted;
  }
  if (askForFolder === undefined) throw new FileAccessError('file-not-chosen');
  return askForFolder();
}
