import type { Clock } from '../../util/index.ts';
import type { OnionServer } from '../onion/build.ts';
import { Latencies, type LatencyReport } from './latencies.ts';

/** How a server behind the last hop has done in this run. */
export interface ServerReport {
  /** {@link serverOrigin} */
  readonly origin: string;
  /** Of requests without a file. */
  readonly latency?: LatencyReport;
  /** When it last answered, whatever it said. */
  readonly answeredAtMs?: number;
  /** When a request to it last got no answer. */
  readonly failedAtMs?: number;
}

interface ServerRecord {
  readonly latencies: Latencies;
  answeredAtMs?: number;
  failedAtMs?: number;
}

/** More servers than anybody has; the one that was asked longest ago goes. */
const MOST = 200;

/** The address of a server as a text: `http://files.example`, with its port where it is not that of the protocol. */
export function serverOrigin({
  protocol,
  host,
  port,
}: Pick<OnionServer, 'protocol' | 'host'> & { readonly port?: number }): string {
  return `${protocol}://${host}${port === undefined ? '' : `:${port}`}`;
}

/** What becomes of requests to servers, kept for as long as the program runs. Nothing of it is written anywhere. */
export class ServerRecords {
  private readonly clock: Pick<Clock, 'nowMs'>;
  private readonly records = new Map<string, ServerRecord>();

  constructor(clock: Pick<Clock, 'nowMs'>) {
    this.clock = clock;
  }

  /** `tookMs` where it says something. */
  answered(server: OnionServer, tookMs: number | undefined): void {
    const record = this.recordOf(server);
    record.answeredAtMs = this.clock.nowMs();
    if (tookMs !== undefined) record.latencies.note(tookMs);
  }

  failed(server: OnionServer): void {
    this.recordOf(server).failedAtMs = this.clock.nowMs();
  }

  report(): readonly ServerReport[] {
    return [...this.records].map(([origin, { latencies, answeredAtMs, failedAtMs }]) => {
      const latency = latencies.report();
      return {
        origin,
        ...(latency === undefined ? {} : { latency }),
        ...(answeredAtMs === undefined ? {} : { answeredAtMs }),
        ...(failedAtMs === undefined ? {} : { failedAtMs }),
      };
    });
  }

  private recordOf(server: OnionServer): ServerRecord {
    const origin = serverOrigin(server);
    const record = this.records.get(origin) ?? { latencies: new Latencies() };
    this.records.delete(origin);
    this.records.set(origin, record);
    const oldest = this.records.size > MOST ? this.records.keys().next().value : undefined;
    if (oldest !== undefined) this.records.delete(oldest);
    return record;
  }
}
