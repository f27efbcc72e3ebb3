import { dialog } from 'electron';

import { accessOfPages } from '../files/file-access.ts';

/** What pages may write and read: where the dialog of the operating system says. */
export const pageFiles = accessOfPages({
  askForPath: (name) =>
    dialog.showSaveDialog({ defaultPath: name, properties: ['showOverwriteConfirmation'] }),
  askForFile: () => dialog.showOpenDialog({ properties: ['openFile'] }),
  askForFolder: () => dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] }),
});
