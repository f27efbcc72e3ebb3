import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { x25519PublicKey } from '../../ts/crypto/index.ts';
import { toHex } from '../../ts/util/index.ts';
import type { ServiceNodeRow } from '../../ts/store/index.ts';
import { BOB, ME, temporaryPath, temporaryStore } from './support.ts';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

const serviceNode: fc.Arbitrary<ServiceNodeRow> = fc
  .record(
    {
      ed25519: bytes32.map(toHex),
      x25519: bytes32.map(x25519PublicKey),
      ip: fc.ipV4(),
      port: fc.integer({ min: 1, max: 65_535 }),
      swarmId: fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.constant(2n ** 64n - 1n)),
    },
    { requiredKeys: ['ed25519', 'x25519', 'ip', 'port'] },
  )
  .map((node) => node as ServiceNodeRow);

describe('the node pool', () => {
  test('is undefined until saved, and comes back exactly, swarm ids with all 64 bits', () => {
    const path = temporaryPath();
    const fresh = temporaryStore(path);
    expect(fresh.network.loadNodes()).toBeUndefined();
    fresh.close();
    const pool = fc.uniqueArray(serviceNode, { selector: (node) => node.ed25519, maxLength: 12 });
    fc.assert(
      fc.property(pool, fc.nat(), (nodes, updatedAtMs) => {
        const before = temporaryStore(path);
        before.network.saveNodes(nodes, updatedAtMs);
        before.close();
        const after = temporaryStore(path);
        expect(after.network.loadNodes()).toEqual({ nodes, updatedAtMs });
        after.close();
      }),
      { numRuns: 25 },
    );
  });

  test('has every node once', () => {
    const { network } = temporaryStore();
    const [node] = fc.sample(serviceNode, 1) as [ServiceNodeRow];
    network.saveNodes([node, { ...node, port: 1 }], 5);
    expect(network.loadNodes()?.nodes).toEqual([node]);
  });
});

describe('guards', () => {
  test('are replaced and keep their order', () => {
    const { network } = temporaryStore();
    expect(network.loadGuards()).toEqual([]);
    const guards = [
      { id: 'b', lastSuccessMs: 1 },
      { id: 'a', lastSuccessMs: 1_800_000_000_000 },
    ];
    network.saveGuards(guards);
    expect(network.loadGuards()).toEqual(guards);
    network.saveGuards(guards.slice(1));
    expect(network.loadGuards()).toEqual(guards.slice(1));
  });
});

describe('swarms', () => {
  test('are kept by account, in order, until forgotten', () => {
    const { network } = temporaryStore();
    expect(network.loadSwarm(ME)).toBeUndefined();
    network.saveSwarm(ME, ['n3', 'n1', 'n2']);
    network.saveSwarm(BOB, ['n9']);
    expect(network.loadSwarm(ME)).toEqual(['n3', 'n1', 'n2']);
    network.saveSwarm(ME, ['n1']);
    expect(network.loadSwarm(ME)).toEqual(['n1']);
    network.saveSwarm(ME, []);
    expect(network.loadSwarm(ME)).toBeUndefined();
    expect(network.loadSwarm(BOB)).toEqual(['n9']);
  });
});
