import type { Clock } from '../util/index.ts';
import { firstSuccess } from './attempts.ts';
import type { NetworkError } from './errors.ts';
import type { OnionServer, ReplyKey } from './onion/build.ts';
import { openReply, unwrapReply } from './onion/node-reply.ts';
import type { OpenReply } from './onion/reply-tasks.ts';
import { decodeV3Answer, decodeV4Answer, encodeV3Request, encodeV4Request } from './onion/server-request.ts';
import type { ServerAnswer, ServerRequest } from './onion/server-request.ts';
import type { Path, PathKind } from './paths/path.ts';
import type { ServerRecords } from './report/server-records.ts';
import type { OnionRouter } from './router.ts';
import type { Pace } from './transport/pace.ts';
import type { TransferOptions } from './transport/transport.ts';

const ATTEMPTS = 3;
/** So many paths must say that the server does not understand us before we believe it. */
const MAX_REFUSALS = 2;
const BAD_REQUEST = 400;
/** Transfers may be slow for good reasons: company only late. */
const HEDGE_MS = { messages: 4_000, files: 15_000 } as const;

/** Up to here the way to another thread takes longer than the work. */
const LARGE_BYTES = 64 * 1024;

export interface ServerClientOptions {
  readonly pace: () => Pace;
  /** Opens large answers elsewhere; in this thread when left out. */
  readonly openLarge: OpenReply | undefined;
  readonly records: ServerRecords;
}

/** Requests to servers behind the last hop (spec 02 §2.5). Whatever the server itself answers is an answer, never the path's fault. */
export class ServerClient {
  private readonly clock: Clock;
  private readonly router: OnionRouter;
  private readonly pace: () => Pace;
  private readonly openLarge: OpenReply | undefined;
  private readonly records: ServerRecords;

  constructor(clock: Clock, router: OnionRouter, { pace, openLarge, records }: ServerClientOptions) {
    this.clock = clock;
    this.router = router;
    this.pace = pace;
    this.openLarge = openLarge;
    this.records = records;
  }

  /** @throws {NetworkError} */
  async request(
    server: OnionServer,
    request: ServerRequest | (() => ServerRequest),
    limits: {
      readonly kind: PathKind;
      readonly timeoutMs: number;
      readonly signal: AbortSignal;
      readonly transfer?: TransferOptions;
    },
  ): Promise<ServerAnswer> {
    const payloadOf = payloads(server, request);
    const tried = new Set<Path>();
    const endMs = this.clock.monotonicMs() + limits.timeoutMs;
    // Who notices a stall need not send the same bytes twice at a time.
    const { slowness } = this.pace();
    const stallMs = limits.transfer?.stallMs;
    const hedgeMs = stallMs === undefined ? HEDGE_MS[limits.kind] * slowness : limits.timeoutMs;
    const transfer = {
      ...limits.transfer,
      ...(stallMs === undefined ? {} : { stallMs: stallMs * slowness }),
    };
    let refusals = 0;
    const delivered = firstSuccess(this.clock, {
      max: ATTEMPTS,
      hedgeMs,
      signal: limits.signal,
      attempt: async () => {
        const timeoutMs = Math.max(1, endMs - this.clock.monotonicMs());
        const open = server.version === 'v3' ? openV3 : this.openV4;
        const destination = { kind: 'server', server } as const;
        const payload = payloadOf();
        return this.router.send({ ...limits, transfer, destination, payload, timeoutMs, tried, open });
      },
      mayRetry: (error: NetworkError) => {
        if (error.status === BAD_REQUEST) refusals += 1;
        return error.retry === 'now' && refusals < MAX_REFUSALS && this.clock.monotonicMs() < endMs;
      },
    });
    try {
      const { reply, tookMs } = await delivered;
      this.records.answered(server, tookMs);
      return reply;
    } catch (error) {
      if (!limits.signal.aborted) this.records.failed(server);
      throw error;
    }
  }

  private readonly openV4 = async (httpBody: Uint8Array, key: ReplyKey): Promise<ServerAnswer> => {
    const isLarge = httpBody.length > LARGE_BYTES;
    const { openLarge } = this;
    return decodeV4Answer(
      isLarge && openLarge !== undefined ? await openLarge(httpBody, key) : openReply(httpBody, key),
    );
  };
}

/** What each attempt sends: the same bytes, or those of a request that is made anew. */
function payloads(
  { version }: OnionServer,
  request: ServerRequest | (() => ServerRequest),
): () => Uint8Array {
  const encode = version === 'v3' ? encodeV3Request : encodeV4Request;
  if (typeof request === 'function') return () => encode(request());
  const payload = encode(request);
  return () => payload;
}

function openV3(httpBody: Uint8Array, key: ReplyKey): ServerAnswer {
  return decodeV3Answer(openReply(unwrapReply(httpBody), key));
}
