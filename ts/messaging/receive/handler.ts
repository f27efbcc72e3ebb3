import type { AccountId, AccountKeys } from '../../account/index.ts';
import type { Repositories } from '../../store/index.ts';
import type { Content, Payload } from '../../wire/index.ts';
import type { CallSteps } from '../calls/call-steps.ts';
import type { UserConfigs } from '../configs/user-configs.ts';
import type { GroupStates } from '../groups/group-states.ts';
import type { MessagingEvent } from '../events.ts';
import type { IncomingMessage } from './incoming-message.ts';

/** What whoever takes in a message may use, inside the transaction of its batch. */
export interface IntakeContext {
  readonly repositories: Repositories;
  readonly configs: UserConfigs;
  readonly groups: GroupStates;
  readonly keys: AccountKeys;
  readonly ownId: AccountId;
  /** Network time. */
  readonly nowMs: number;
}

/** What a handler may use besides. */
export interface HandlerContext extends IntakeContext {
  /** The calls, as they are within this transaction. */
  readonly calls: Pick<CallSteps, 'take'>;
}

/** Takes one kind of message into the store and says what changed; a kind of its own for each kind of payload. */
export type Handler<Kind extends Payload['kind']> = (
  message: IncomingMessage & {
    readonly content: Content & { readonly payload: Extract<Payload, { readonly kind: Kind }> };
  },
  context: HandlerContext,
) => readonly MessagingEvent[];
