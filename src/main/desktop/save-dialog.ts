import { dialog } from 'electron';

import { choosePathWith } from '../files/file-choice.ts';

/** Asks with the dialog of the operating system. */
export const saveDialog = choosePathWith((name) =>
  dialog.showSaveDialog({ defaultPath: name, properties: ['showOverwriteConfirmation'] }),
);
