// Messages of a group that came before their keys (spec 04 §2.2, 2).

import { setImmediate } from 'node:timers/promises';

import type { GroupId } from '../../account/index.ts';
import type { UndecryptedRow } from '../../store/index.ts';
import { errorCode } from '../../util/index.ts';
import { GROUP_MESSAGES } from '../limits.ts';
import { withoutRepeats } from '../receive/events.ts';
import type { IncomingMessage } from '../receive/incoming-message.ts';
import { inChunks } from '../receive/in-chunks.ts';
import { isOfTheDisk } from '../receive/of-the-disk.ts';
import { mapYielding } from '../receive/yielding.ts';
import { openGroupMessage } from './group-message.ts';
import { type GroupIntakeDeps, takeGroupMessage, takesBack } from './group-intake.ts';

const PAGE = 100;

interface Reopened {
  readonly raw: UndecryptedRow;
  /** Undefined for what no key will ever make readable. */
  readonly message: IncomingMessage | undefined;
  readonly isLocked: boolean;
}

export class LockedMessages {
  private readonly deps: GroupIntakeDeps;

  constructor(deps: GroupIntakeDeps) {
    this.deps = deps;
  }

  /** Tries all that wait in a group once more; what opens is taken in as if it had come now. */
  async retry(groupId: GroupId): Promise<void> {
    const { store, groups, clock } = this.deps;
    const inbox = { account: groupId, namespace: GROUP_MESSAGES };
    const { generation } = groups.of(groupId).keys;
    for (let afterId = 0; ;) {
      const page = store.undecrypted.page({ ...inbox, limit: PAGE, afterId });
      const last = page.at(-1);
      if (last === undefined) return;
      afterId = last.id;
      const reopened = await mapYielding(clock, page, (raw) => this.reopen(groupId, raw));
      for (const { opened } of inChunks(reopened, takesBack)) {
        await setImmediate();
        this.take(groupId, opened, generation);
      }
    }
  }

  private reopen(groupId: GroupId, raw: UndecryptedRow): Reopened {
    try {
      const message = openGroupMessage(raw, { groupId, state: this.deps.groups.of(groupId) });
      return { raw, message, isLocked: false };
    } catch (error) {
      return { raw, message: undefined, isLocked: errorCode(error) === 'no-key-fits' };
    }
  }

  /** As {@link ReceiveGroup}: what a handler cannot bear holds up nothing else. */
  private take(groupId: GroupId, reopened: readonly Reopened[], generation: number): void {
    try {
      this.write(groupId, reopened, generation);
    } catch (error) {
      const [only, ...others] = reopened;
      if (isOfTheDisk(error) || only === undefined) throw error;
      if (others.length > 0) {
        for (const one of reopened) this.take(groupId, [one], generation);
        return;
      }
      this.deps.log.write('error', 'group-message-not-taken', { hash: only.raw.hash, error });
      this.write(groupId, [{ ...only, message: undefined, isLocked: false }], generation);
    }
  }

  private write(groupId: GroupId, reopened: readonly Reopened[], generation: number): void {
    const { groups, events } = this.deps;
    const changes = groups.transaction((repositories) =>
      reopened.flatMap(({ raw, message, isLocked }) => {
        if (isLocked) {
          repositories.undecrypted.setKeyGeneration(raw.id, generation);
          return [];
        }
        repositories.undecrypted.delete(raw.id);
        return message === undefined ? [] : takeGroupMessage(this.deps, repositories, { groupId, message });
      }),
    );
    for (const change of withoutRepeats(changes)) events.emit(change);
  }
}
