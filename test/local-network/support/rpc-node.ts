import { openDatabase } from '../../../ts/local-network/database.ts';
import { Directory } from '../../../ts/local-network/directory.ts';
import { NO_FAULTS } from '../../../ts/local-network/faults.ts';
import { MessageTable } from '../../../ts/local-network/message-table.ts';
import { NameTable } from '../../../ts/local-network/name-table.ts';
import { NodeIdentity } from '../../../ts/local-network/node-identity.ts';
import { NodeStorage } from '../../../ts/local-network/storage/node-storage.ts';
import { toHex } from '../../../ts/util/index.ts';

export interface RpcNodeOptions {
  readonly nowMs: number;
  readonly seed?: Uint8Array;
}

/** One node that is a swarm by itself, without a listener: answers requests given to it by hand. */
export function rpcNode({ nowMs, seed = new Uint8Array(32).fill(7) }: RpcNodeOptions): NodeStorage {
  const identity = new NodeIdentity(seed);
  const record = {
    index: 0,
    id: identity.id,
    pubkeyX25519: toHex(identity.x25519.publicKey),
    ip: '127.0.0.1',
    portHttps: 22_021,
    portOmq: 22_020,
    swarmId: 0n,
  };
  const database = openDatabase(undefined);
  return new NodeStorage({
    record,
    identity,
    directory: new Directory([record]),
    table: new MessageTable(database, 0),
    names: new NameTable(database),
    faults: () => NO_FAULTS,
    nowMs: () => nowMs,
    emit: () => undefined,
    forward: () => Promise.resolve({ failed: { timeout: true } }),
  });
}
