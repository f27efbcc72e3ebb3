import { dialog } from 'electron';

import { accessOfPages } from '../files/file-access.ts';

/** What pages may write and read: where the dialog of the operating system says. */
export const pageFiles = accessOfPages(
  (name) => dialog.showSaveDialog({ defaultPath: name, properties: ['showOverwriteConfirmation'] }),
  () => dialog.showOpenDialog({ properties: ['openFile'] }),
);
