import { randomBytes } from 'node:crypto';

import { cryptoReady } from '../../crypto/index.ts';
import { silentLog, systemClock } from '../../util/index.ts';
import type { Clock, Log } from '../../util/index.ts';
import { LocalNetworkError } from '../errors.ts';
import { NodeIdentity } from '../node-identity.ts';
import { freePorts } from '../ports.ts';
import { CommunityServer } from './community-server.ts';
import { communityControl } from './control.ts';
import type { CommunityControl } from './control.ts';
import type { RoomOptions } from './model/room.ts';

export interface CommunityServerOptions {
  readonly rooms?: readonly RoomOptions[];
  /** 32 bytes from which its key follows; random when not given. */
  readonly seed?: Uint8Array;
  /** Whether it knows people by blinded IDs only, as all servers do today. */
  readonly isBlinding?: boolean;
  readonly host?: string;
  /** A free one when not given. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly log?: Log;
}

const SEED_BYTES = 32;

/**
 * Starts one more community server, beside the one that a local network has: nodes reach it too.
 * @throws {LocalNetworkError} `options-invalid`, `no-free-port`, `port-in-use`
 */
export async function startCommunityServer(
  options: CommunityServerOptions = {},
): Promise<CommunityControl & { close(): Promise<void> }> {
  await cryptoReady();
  const { host = '127.0.0.1', rooms = [], clock = systemClock } = options;
  const port = options.port ?? (await freePorts(host, 1))[0];
  if (port === undefined) throw new LocalNetworkError('no-free-port');
  const server = new CommunityServer({
    keys: new NodeIdentity(options.seed ?? Uint8Array.from(randomBytes(SEED_BYTES))),
    host,
    port,
    isBlinding: options.isBlinding ?? true,
    clock,
    log: options.log ?? silentLog,
    emit: () => undefined,
  });
  for (const room of rooms) server.community.createRoom(room, clock.nowMs());
  await server.open();
  return Object.assign(communityControl(server), { close: () => server.close() });
}
