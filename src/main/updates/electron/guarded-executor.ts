import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';

import { guardAnswer } from '../guard-answer.ts';

type CreateRequest = ElectronHttpExecutor['createRequest'];

/** What stands between two parts of an answer with several ranges, for as many as electron-updater asks for at once. */
const HEADS_BYTES = 1_048_576;

/**
 * Fetches as electron-updater does, and comes to an end whatever the server does: Electron's requests have no time limit, and an answer that
 * breaks off, or does not stop, is told to nobody there.
 */
export class GuardedExecutor extends ElectronHttpExecutor {
  private readonly fileBytes: () => number;

  /** @param fileBytes how long the file is that is being loaded */
  constructor(fileBytes: () => number) {
    super();
    this.fileBytes = fileBytes;
  }

  override createRequest(
    options: Parameters<CreateRequest>[0],
    callback: Parameters<CreateRequest>[1],
  ): ReturnType<CreateRequest> {
    const request = super.createRequest(options, (response: Electron.IncomingMessage) => {
      answer.begins(response);
      callback(response);
    });
    const answer = guardAnswer(request, { maxBytes: this.fileBytes() + HEADS_BYTES });
    return request;
  }
}
