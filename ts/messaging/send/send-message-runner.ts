import { groupId } from '../../account/index.ts';
import type { StorageAuth, StoreReceipt } from '../../network/index.ts';
import type { DeliveryRow, JobRow, MessageRow, Repositories } from '../../store/index.ts';
import { storeAgainIfRare } from '../control/store-again.ts';
import type { JobOutcome, JobRunner } from '../outbox/job-runner.ts';
import { SendPost } from '../communities/send-post.ts';
import type { Services } from '../services.ts';
import { idInPayload, sendOwnCopyJob } from './jobs.ts';
import { awaitNetworkTime } from './network-time.ts';
import { type SendFailure, finalFailure } from './send-failure.ts';
import { writeDeliveries } from './write-deliveries.ts';

/** Encrypts a message once and stores it in the swarm of its recipient; then the copy for our own devices is on its way too. */
export class SendMessageRunner implements JobRunner {
  private readonly deps: Services;
  private readonly posts: SendPost;

  constructor(deps: Services) {
    this.deps = deps;
    this.posts = new SendPost(deps);
  }

  async run(job: JobRow, signal: AbortSignal): Promise<JobOutcome> {
    const messageId = idInPayload(job, 'messageId');
    const message = messageId === undefined ? undefined : this.deps.store.messages.get(messageId);
    if (message === undefined || message.state === 'failed') return { kind: 'done' };
    const conversation = this.deps.store.conversations.require(message.conversationId);
    if (conversation.kind === 'community' || conversation.kind === 'blinded')
      return this.posts.run(message, conversation, { job, signal });
    try {
      return await this.deliver(message, signal);
    } catch (error) {
      const failure = finalFailure(error, job, this.deps.clock.nowMs());
      if (failure === undefined) throw error;
      this.deps.log.write('error', 'message-failed', { failure, error });
      return this.failed(message, failure);
    }
  }

  private async deliver(message: MessageRow, signal: AbortSignal): Promise<JobOutcome> {
    const { store, network, events, keys } = this.deps;
    await awaitNetworkTime(network, keys.accountId, signal);
    const written = writeDeliveries(this.deps, message.id);
    const delivery = written?.deliveries.find(({ target }) => target === 'recipient' || target === 'group');
    if (written === undefined || delivery === undefined) return { kind: 'done' };
    if (written.message.state === 'queued') store.messages.setState({ id: message.id, state: 'sending' });
    for (const messageId of written.restamped) events.emit({ type: 'message-changed', messageId });
    if (delivery.state === 'stored') return { kind: 'done' };
    const auth = this.authFor(delivery);
    const receipt = await network.store({
      account: delivery.swarm,
      namespace: delivery.namespace,
      data: delivery.payload,
      ttlMs: delivery.ttlMs,
      ...(auth === undefined ? {} : { auth }),
      signal,
    });
    return this.stored(message, delivery, {
      receipt,
      copy: written.deliveries.find(({ target }) => target === 'own-swarm'),
    });
  }

  /** Anybody may write to a person; to a group only who is in it. */
  private authFor({ target, swarm }: DeliveryRow): StorageAuth | undefined {
    return target === 'group' ? this.deps.groups.auth(groupId(swarm)) : undefined;
  }

  private stored(
    message: MessageRow,
    delivery: DeliveryRow,
    { receipt, copy }: { readonly receipt: StoreReceipt; readonly copy: DeliveryRow | undefined },
  ): JobOutcome {
    const target = delivery.target === 'group' ? 'group' : 'recipient';
    return {
      kind: 'done',
      commit: (repositories) => {
        if (repositories.messages.get(message.id) === undefined) return;
        storeAgainIfRare(repositories, delivery, { receipt, nowMs: this.deps.clock.nowMs() });
        repositories.deliveries.markStored({ id: delivery.id, ...receiptFacts(receipt) });
        const { expiration } = repositories.messages.setState({ id: message.id, state: 'sent' });
        // The swarm drops it a timer's length after it took it, and so do we (spec 04 §4.3).
        const startedAtMs = Math.min(receipt.storedAtMs, this.deps.network.time.nowMs());
        if (expiration !== undefined)
          repositories.messages.setExpirationStart({ id: message.id, startedAtMs });
        this.noteWhereItLies(repositories, message, { receipt, copy, target });
      },
      after: () => this.announce(message, { receipt, target }),
    };
  }

  private noteWhereItLies(
    { messages, jobs }: Repositories,
    { id }: MessageRow,
    { receipt, copy, target }: Stored & { readonly copy: DeliveryRow | undefined },
  ): void {
    if (copy === undefined) {
      const own = target === 'group' ? {} : { ownHash: receipt.hash };
      messages.setHashes({ id, ...own, remoteHash: receipt.hash });
      messages.markSynced(id);
      return;
    }
    messages.setHashes({ id, remoteHash: receipt.hash });
    if (copy.state === 'pending') jobs.enqueue(sendOwnCopyJob(copy, this.deps.clock.nowMs()));
  }

  private announce(message: MessageRow, { receipt, target }: Stored): void {
    const { events } = this.deps;
    events.emit({ type: 'message-changed', messageId: message.id });
    events.emit({ type: 'conversation-changed', conversationId: message.conversationId });
    events.emit({
      type: 'delivered',
      messageId: message.id,
      target,
      path: receipt.path,
      storedOn: receipt.storedOn,
    });
  }

  private failed(message: MessageRow, failure: SendFailure): JobOutcome {
    return {
      kind: 'done',
      commit: ({ messages }) => {
        if (messages.get(message.id) !== undefined)
          messages.setState({ id: message.id, state: 'failed', failure });
      },
      after: () => {
        this.deps.events.emit({ type: 'message-changed', messageId: message.id });
        this.deps.events.emit({ type: 'conversation-changed', conversationId: message.conversationId });
      },
    };
  }
}

interface Stored {
  readonly receipt: StoreReceipt;
  readonly target: 'recipient' | 'group';
}

/** What a delivery keeps of a receipt. */
export function receiptFacts({
  hash,
  storedAtMs,
  expiresAtMs,
}: StoreReceipt): Pick<StoreReceipt, 'hash' | 'storedAtMs' | 'expiresAtMs'> {
  return { hash, storedAtMs, expiresAtMs };
}
