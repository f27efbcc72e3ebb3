import type { AccountId } from '../../account/index.ts';
import { AsyncError, createDeferred, withDeadline } from '../../util/index.ts';
import type { Clock } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import type { Network } from '../network.ts';
import type { ServiceNode } from '../nodes/service-node.ts';
import { withLinkedSignal } from '../signals.ts';
import { OnsError, onsName, onsResolveCall, openOnsRecord, readOnsRecord } from './ons-name.ts';
import type { OnsName, OnsRecord } from './ons-name.ts';

export interface OnsPorts {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly network: Pick<Network, 'randomNodes' | 'request'>;
}

const ASKED_NODES = 4;
const NEEDED_ANSWERS = 3;
const LIMIT_MS = 8_000;

/**
 * The account that a name as typed stands for (spec 02 §7): four nodes are asked, three must give the same answer, within 8 s.
 * @throws {OnsError} `ons-name-invalid`, `ons-not-found`, `ons-record-invalid`; `ons-disagreement` when nodes answered, but not alike
 * @throws {NetworkError} `timeout`, `aborted`, and what the nodes' requests ended with when too few answered
 */
export async function resolveOns(
  ports: OnsPorts,
  text: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<AccountId> {
  const name = onsName(text);
  try {
    const record = await withDeadline(ports.clock, LIMIT_MS, (deadline) =>
      withLinkedSignal([deadline, signal], (linked, abort) =>
        agreedRecord(ports.network, name, linked).finally(abort),
      ),
    );
    if (record === undefined) throw new OnsError('ons-not-found');
    return openOnsRecord(name, record);
  } catch (cause) {
    throw cause instanceof AsyncError ? new NetworkError('timeout', { cause }) : cause;
  }
}

/** The answer that three nodes gave, as soon as they have; undefined when it is that there is none. */
async function agreedRecord(
  network: OnsPorts['network'],
  name: OnsName,
  signal: AbortSignal,
): Promise<OnsRecord | undefined> {
  const nodes = await network.randomNodes(ASKED_NODES, { timeoutMs: LIMIT_MS, signal });
  const agreed = createDeferred<OnsRecord | undefined>();
  const votes = new Map<string, number>();
  const failures: unknown[] = [];
  const ask = async (node: ServiceNode): Promise<void> => {
    try {
      const record = await recordAt(network, node, { name, signal });
      const ballot = JSON.stringify(record ?? 'none');
      const count = (votes.get(ballot) ?? 0) + 1;
      votes.set(ballot, count);
      if (count === NEEDED_ANSWERS) agreed.resolve(record);
    } catch (error) {
      if (!(error instanceof NetworkError)) agreed.reject(error);
      failures.push(error);
    }
  };
  void Promise.all(nodes.map(ask)).then(() => agreed.reject(disagreement(nodes.length, failures)));
  return agreed.promise;
}

async function recordAt(
  network: OnsPorts['network'],
  node: ServiceNode,
  { name, signal }: { readonly name: OnsName; readonly signal: AbortSignal },
): Promise<OnsRecord | undefined> {
  const { method, params } = onsResolveCall(name);
  return readOnsRecord(await network.request(node, method, params, { timeoutMs: LIMIT_MS, signal }));
}

/** Too few answers are the network's fault, different ones are the nodes'. */
function disagreement(asked: number, failures: readonly unknown[]): unknown {
  const answered = asked - failures.length;
  return answered < NEEDED_ANSWERS && failures.length > 0
    ? failures[0]
    : new OnsError('ons-disagreement', { message: `${answered} of ${asked} nodes answered` });
}
