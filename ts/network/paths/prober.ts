import { fromUtf8, isCodedError } from '../../util/index.ts';
import { NetworkError } from '../errors.ts';
import { asRecord, parseJson } from '../json.ts';
import type { ServiceNode } from '../nodes/service-node.ts';
import type { NetworkClock } from '../time/network-clock.ts';
import { DIRECT_PACE } from '../transport/pace.ts';
import type { Pace } from '../transport/pace.ts';
import type { Transport } from '../transport/transport.ts';

const PROBE_TIMEOUT_MS = 3_000;

/** Asks nodes directly whether they are there, naming no account (spec 02 §2.9). What they say of the time is used. */
export class Prober {
  private readonly transport: Transport;
  private readonly time: NetworkClock;
  private readonly pace: () => Pace;

  constructor(transport: Transport, time: NetworkClock, pace: () => Pace = () => DIRECT_PACE) {
    this.transport = transport;
    this.time = time;
    this.pace = pace;
  }

  /** Whether `node` answered well within 3 s, three times that by a proxy. False when aborted. */
  async probe(node: ServiceNode, signal?: AbortSignal): Promise<boolean> {
    const departure = this.time.departure();
    try {
      const options = {
        timeoutMs: PROBE_TIMEOUT_MS * this.pace().slowness,
        ...(signal === undefined ? {} : { signal }),
      };
      const { status, body } = await this.transport.probe(node, options);
      if (status !== 200) throw new NetworkError('bad-response');
      this.time.sample(node.ed25519, departure, asRecord(parseJson(fromUtf8(body)), 'info')['t']);
      return true;
    } catch (error) {
      if (!isCodedError(error)) throw error;
      return false;
    }
  }
}
