import type { GroupConversation } from '../../store/index.ts';
import { isCodedError, withDeadline } from '../../util/index.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Services } from '../services.ts';
import type { AnswerGroup } from './answer-group.ts';
import { accessOf, groupIdOf, isOpen } from './group-access.ts';
import { leaveGroupQueue } from './leave-group-runner.ts';

/** The end of an account does not wait longer for its groups. */
const PATIENCE_MS = 15_000;

type Deps = Pick<Services, 'store' | 'configs' | 'clock' | 'log'> & {
  readonly outbox: Outbox;
  readonly answer: AnswerGroup;
};

/**
 * Leaves every group that can be left, and waits a while for the network to take that (spec 04 §7). A group that nobody else leads
 * goes on without us: to leave it would be to end it for everybody.
 */
export async function leaveAllGroups(deps: Deps): Promise<void> {
  const { clock, outbox, log } = deps;
  const queues = openGroups(deps).flatMap(({ id, peerId }) =>
    left(deps, id) ? [leaveGroupQueue(peerId)] : [],
  );
  try {
    await withDeadline(clock, PATIENCE_MS, () => outbox.drained(queues));
  } catch {
    log.write('warn', 'groups-not-all-told', { count: queues.length });
  }
}

function openGroups({ store, configs }: Deps): readonly GroupConversation[] {
  const joined = configs.groups.groups().filter((group) => isOpen(accessOf(group)));
  return joined.flatMap(({ id }) => {
    const group = groupIdOf(id);
    return (group && store.conversations.byGroup(group)) ?? [];
  });
}

function left({ answer }: Deps, conversationId: number): boolean {
  try {
    answer.leave(conversationId);
    return true;
  } catch (error) {
    if (isCodedError(error)) return false;
    throw error;
  }
}
