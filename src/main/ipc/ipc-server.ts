import { type IpcMainInvokeEvent, ipcMain } from 'electron';

import { CHANNELS } from '../../ipc/index.ts';
import { isBundleUrl } from '../bundle/bundle-path.ts';
import { type Dispatch, refuse } from './dispatcher.ts';

/** Listens on every channel of the contract; only the main frame of a window with our own page is answered. */
export function serveIpc(dispatch: Dispatch): void {
  for (const channel of CHANNELS) {
    ipcMain.handle(channel, (event, payload: unknown) =>
      isOurPage(event) ? dispatch(channel, payload) : refuse(),
    );
  }
}

function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isBundleUrl(senderFrame.url);
}
