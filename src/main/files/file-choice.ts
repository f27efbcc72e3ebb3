import { basename } from 'node:path';

import { AppError } from '../app-error.ts';

/** Where a file goes that a page wants written: a page may name a file, but only a person chooses its place. */
export type ChoosePath = (wanted: string) => Promise<string>;

/** Shows a dialog that proposes a file name. */
type AskForPath = (name: string) => Promise<{ readonly canceled: boolean; readonly filePath: string }>;

/** `file-not-chosen`: nobody chose a place for the file, so nothing was written. */
export class FileChoiceError extends AppError<'file-not-chosen'> {}

/** Only the name of what a page wants is proposed; its folder is not the page's to say. @throws {FileChoiceError} */
export function choosePathWith(ask: AskForPath): ChoosePath {
  return async (wanted) => {
    const { canceled, filePath } = await ask(basename(wanted));
    if (canceled || filePath === '') throw new FileChoiceError('file-not-chosen');
    return filePath;
  };
}

/** For surroundings where nobody can be asked. @throws {FileChoiceError} */
export function noChoice(): Promise<never> {
  return Promise.reject(new FileChoiceError('file-not-chosen'));
}
