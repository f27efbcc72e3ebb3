import type { GroupId } from '../../account/index.ts';
import type { JobRow } from '../../store/index.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { ownProfile } from '../pictures/own-profile.ts';
import type { Services } from '../services.ts';
import { enqueueGroupControl } from './group-control.ts';
import { groupOfJob } from './group-jobs.ts';

type Deps = Pick<Services, 'store' | 'network' | 'clock' | 'random' | 'keys' | 'configs' | 'groups'>;

/** Tells the admins of a group that we have come, as soon as its keys are here (spec 04 §5.3). */
export class AnswerInvitationRunner implements JobRunner {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  run(job: JobRow): Promise<JobOutcome> {
    const group = groupOfJob(job);
    return Promise.resolve(this.outcome(group));
  }

  private outcome(group: GroupId): JobOutcome {
    const { groups, configs } = this.deps;
    if (groups.access(group) !== 'member') return { kind: 'done' };
    if (groups.of(group).keys.keys.length === 0) return { kind: 'retry' };
    return {
      kind: 'done',
      commit: (repositories) => {
        const groupUpdate = { kind: 'invite-response', isApproved: true } as const;
        const payload = { kind: 'data', groupUpdate, ...ownProfile(repositories, configs) } as const;
        enqueueGroupControl(repositories, this.deps, { group, payload });
      },
    };
  }
}
