import type { AccountId } from '../../account/index.ts';
import type { ConfigDict } from '../../config/index.ts';
import type { Repositories } from '../../store/index.ts';
import type { UserConfigs } from './user-configs.ts';

/** What a merged config is carried into the tables with, inside the transaction of the merge. */
export interface ApplyContext {
  readonly repositories: Repositories;
  readonly configs: UserConfigs;
  readonly ownId: AccountId;
  /** Network time. */
  readonly nowMs: number;
  /** The data before the merge. */
  readonly before: ConfigDict;
}
