// Opening large answers in a thread of its own: one of a file takes some ten milliseconds.

import { cryptoReady, wipe } from '../../crypto/index.ts';
import type { TaskHandlers, WorkerPool } from '../../util/index.ts';
import type { ReplyKey } from './build.ts';
import { ReplyError, openReply } from './node-reply.ts';

/** Opens a sealed reply. @throws {ReplyError} `reply-forged` */
export type OpenReply = (sealed: Uint8Array, key: ReplyKey) => Promise<Uint8Array>;

/** The task as a pool of threads knows it. An error would lose its class on the way. */
export type ReplyTasks = {
  readonly openReply: {
    readonly input: { readonly sealed: Uint8Array; readonly key: ReplyKey };
    readonly output: { readonly opened: Uint8Array } | { readonly refused: 'reply-forged' };
  };
};

/** How a thread does it. */
export const REPLY_TASKS: TaskHandlers<ReplyTasks> = {
  openReply: async ({ sealed, key }) => {
    await cryptoReady();
    try {
      return { opened: openReply(sealed, key) };
    } catch (error) {
      if (error instanceof ReplyError) return { refused: 'reply-forged' };
      throw error;
    } finally {
      // A copy that was made for this thread.
      wipe(key.secret.shared);
    }
  },
};

/** Opens replies in a thread of `pool`. `sealed` is given away: its memory moves there. */
export function openInPool(pool: Pick<WorkerPool<ReplyTasks>, 'run'>): OpenReply {
  return async (sealed, key) => {
    const outcome = await pool.run('openReply', { sealed, key }, { transfer: wholeBuffer(sealed) });
    if ('refused' in outcome) throw new ReplyError(outcome.refused);
    return outcome.opened;
  };
}

/** The memory of `data`, unless others have a part of it. */
function wholeBuffer({ buffer, length }: Uint8Array): readonly ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === length ? [buffer] : [];
}
