import { describe, expect, test } from 'vitest';

import type { NodeId, ServiceNode } from '../../../ts/network/index.ts';
import { NodePool } from '../../../ts/network/nodes/node-pool.ts';
import { subnet } from '../../../ts/network/nodes/subnets.ts';
import { ConnectivityGate } from '../../../ts/network/paths/connectivity.ts';
import { DIRECT_PACE } from '../../../ts/network/transport/pace.ts';
import { faultOf } from '../../../ts/network/paths/fault.ts';
import { Guards } from '../../../ts/network/paths/guards.ts';
import { PathSet } from '../../../ts/network/paths/path-set.ts';
import { Path } from '../../../ts/network/paths/path.ts';
import { Prober } from '../../../ts/network/paths/prober.ts';
import { NodeStrikes } from '../../../ts/network/paths/strikes.ts';
import { NetworkClock } from '../../../ts/network/time/network-clock.ts';
import { silentLog, systemRandom, utf8 } from '../../../ts/util/index.ts';
import { FakeClock, fakeNode } from '../fakes.ts';
import { MemoryState } from '../world.ts';

const path = new Path('messages', [fakeNode(1), fakeNode(2), fakeNode(3)], { bornMs: 0 });
const id = (number: number): NodeId => fakeNode(number).ed25519;

describe('who is to blame', () => {
  const blame = (status: number, text: string, destination: NodeId | undefined = id(9)) =>
    faultOf(status, text, { path, destination });
  const thePath = { path: true, struck: [], expelled: [] };
  const nobody = { path: false, struck: [], expelled: [] };

  test.each([
    [
      'the next hop is unknown',
      blame(502, `Next node not found: ${id(3)}`),
      { ...thePath, expelled: [id(3)] },
    ],
    [
      'the next hop is gone',
      blame(502, `Next node is currently unreachable: ${id(2)}`),
      { ...thePath, expelled: [id(2)] },
    ],
    [
      'the destination is unknown',
      blame(502, `Next node not found: ${id(9)}`),
      { ...nobody, expelled: [id(9)] },
    ],
    ['a hop accuses a stranger', blame(502, `Next node not found: ${id(77)}`), thePath],
    ['a hop accuses in the wrong tone', blame(500, `Next node not found: ${id(3)}`), thePath],
    ['a hop is not ready', blame(503, `Snode not ready: ${id(2)}`), { ...nobody, struck: [id(2)] }],
    ['a stranger is not ready', blame(503, `Snode not ready: ${id(77)}`), thePath],
    [
      'the guard is not ready',
      blame(503, 'Service node is not ready: syncing\n'),
      { ...nobody, struck: [id(1)] },
    ],
    ['the guard is busy', blame(503, 'Server busy, try again later'), { ...nobody, struck: [id(1)] }],
    [
      'the daemon of the destination',
      blame(502, 'oxend returned unparsable data'),
      { ...nobody, expelled: [id(9)] },
    ],
    ['a time-out on the way', blame(504, 'Request time out'), thePath],
    ['a reply that was none', blame(500, 'Invalid response from snode'), thePath],
    ['anything else', blame(406, 'your clock'), thePath],
    [
      'a hop that fails towards a server',
      faultOf(504, 'Request time out', { path, destination: undefined }),
      thePath,
    ],
    ['a server that fails', faultOf(502, 'Bad Gateway', { path, destination: undefined }), nobody],
    ['a server that does not know us', faultOf(404, 'Not found', { path, destination: undefined }), nobody],
  ])('%s', (_name, fault, expected) => {
    expect(fault).toEqual(expected);
  });
});

describe('strikes', () => {
  test('three and out, for 48 hours', () => {
    const clock = new FakeClock();
    const strikes = new NodeStrikes(clock);
    strikes.strike(id(1));
    strikes.strike(id(1));
    expect(strikes.isOut(id(1))).toBe(false);
    clock.monoMs += 47 * 3_600_000;
    strikes.strike(id(1));
    expect(strikes.isOut(id(1))).toBe(true);
    clock.monoMs += 3_600_000;
    expect(strikes.count(id(1))).toBe(1);
  });

  test('of the last minute can be forgiven, or all', () => {
    const clock = new FakeClock();
    const strikes = new NodeStrikes(clock);
    strikes.strike(id(1));
    clock.monoMs += 120_000;
    strikes.expel(id(1));
    strikes.forgive(60_000);
    expect(strikes.count(id(1))).toBe(1);
    strikes.forgive();
    expect(strikes.count(id(1))).toBe(0);
  });
});

describe('the connectivity gate', () => {
  function gate() {
    const clock = new FakeClock();
    clock.monoMs = 100;
    const blamed: string[] = [];
    return { clock, blamed, gate: new ConnectivityGate(clock) };
  }

  test('a failure counts when something was heard since it left', () => {
    const { clock, blamed, gate: it } = gate();
    it.heard();
    expect(it.failed(50, () => blamed.push('a'))).toBe(true);
    clock.monoMs = 200;
    expect(it.failed(150, () => blamed.push('b'))).toBe(false);
    expect(blamed).toEqual(['a']);
    it.heard();
    it.heard();
    expect(blamed).toEqual(['a', 'b']);
  });

  test('nobody is blamed for our own loss of connection', () => {
    const { blamed, gate: it } = gate();
    it.failed(50, () => blamed.push('a'));
    it.lost();
    it.heard();
    expect(blamed).toEqual([]);
  });
});

function pathsOver(
  nodes: readonly ServiceNode[],
  { subnets, alive = () => true }: { subnets: boolean; alive?: (node: ServiceNode) => boolean },
) {
  const clock = new FakeClock();
  const state = new MemoryState();
  const strikes = new NodeStrikes(clock);
  const pool = new NodePool({ clock, log: silentLog, state, strikes }, 4);
  pool.replace(nodes, 0);
  const probed: NodeId[] = [];
  const transport = {
    send: () => Promise.reject(new Error('not here')),
    probe: async (node: ServiceNode) => {
      probed.push(node.ed25519);
      return { status: alive(node) ? 200 : 503, body: utf8('{"t":1800000000000}') };
    },
    disconnect: () => undefined,
    close: () => undefined,
  };
  const prober = new Prober(transport, new NetworkClock(clock, state));
  const guards = new Guards({
    clock,
    random: systemRandom,
    state,
    pool,
    prober,
    subnets,
    pace: () => DIRECT_PACE,
  });
  const paths = new PathSet({ clock, random: systemRandom, pool, guards, subnets });
  const recruit = (excluded: ReadonlySet<NodeId> = new Set()) =>
    guards.recruit(excluded, { signal: new AbortController().signal, onFound: () => undefined });
  return { clock, state, strikes, pool, guards, paths, probed, recruit };
}

const many = Array.from({ length: 24 }, (_, at) => fakeNode(at + 1));

describe('guards', () => {
  test('are those that answer; four stand, and are kept', async () => {
    const { guards, recruit, state } = pathsOver(many, {
      subnets: false,
      alive: ({ port }) => port % 3 !== 0,
    });
    await recruit();
    expect(guards.standing()).toHaveLength(4);
    expect(guards.standing().every(({ port }) => port % 3 !== 0)).toBe(true);
    expect(state.guards).toHaveLength(4);
    await recruit();
    expect(guards.standing()).toHaveLength(4);
  });

  test('are never recruited from the nodes that serve on paths', async () => {
    const { guards, recruit, probed } = pathsOver(many, { subnets: false });
    const serving = new Set(many.slice(0, 18).map(({ ed25519 }) => ed25519));
    await recruit(serving);
    expect(guards.standing()).toHaveLength(4);
    expect(probed.some((node) => serving.has(node))).toBe(false);
  });

  test('come back after a restart for ten days, when they are still in the pool', () => {
    const { guards, state, clock, strikes } = pathsOver(many, { subnets: false });
    const dayMs = 86_400_000;
    state.guards = [
      { id: id(1), lastSuccessMs: clock.nowMs() - 9 * dayMs },
      { id: id(2), lastSuccessMs: clock.nowMs() - 11 * dayMs },
      { id: id(99), lastSuccessMs: clock.nowMs() },
    ];
    guards.load();
    expect(guards.standing()).toEqual([fakeNode(1)]);
    strikes.expel(id(1));
    expect(guards.standing()).toEqual([]);
  });

  test('are in different subnets on a public network', async () => {
    const crowded = many.map((node, at) => ({ ...node, ip: `20.1.${at % 5}.${at}` }));
    const { guards, recruit } = pathsOver(crowded, { subnets: true });
    await recruit();
    expect(new Set(guards.standing().map(({ ip }) => subnet(ip, 3))).size).toBe(4);
  });

  test('when nobody answers there are none', async () => {
    const { guards, recruit, probed } = pathsOver(many, { subnets: false, alive: () => false });
    await recruit();
    expect(guards.standing()).toEqual([]);
    expect(probed).toHaveLength(24);
  });

  test('are few in a small network', async () => {
    const { guards, recruit } = pathsOver(many.slice(0, 9), { subnets: false });
    await recruit();
    expect(guards.standing()).toHaveLength(2);
  });
});

describe('paths', () => {
  test('two for messages and one for files, of nine different nodes', async () => {
    const { paths, recruit } = pathsOver(many, { subnets: false });
    await recruit();
    paths.fill();
    expect(paths.list().map(({ kind }) => kind)).toEqual(['messages', 'messages', 'files']);
    expect(new Set(paths.list().flatMap((one) => one.ids())).size).toBe(9);
  });

  test('have hops in different /16 networks where they can, in different /24 always', async () => {
    for (const octet of [2, 1]) {
      const nodes = many.map((node, at) => ({
        ...node,
        ip: octet === 2 ? `20.${at % 12}.${at}.1` : `20.1.${at % 12}.${at}`,
      }));
      const { paths, recruit } = pathsOver(nodes, { subnets: true });
      await recruit();
      paths.fill();
      expect(paths.list()).toHaveLength(3);
      for (const one of paths.list()) {
        expect(new Set(one.nodes.map(({ ip }) => subnet(ip, octet === 2 ? 2 : 3))).size).toBe(3);
      }
    }
  });

  test('that would have two hops in one network are not built', async () => {
    const { paths, recruit } = pathsOver(
      many.map((node, at) => ({ ...node, ip: `20.1.1.${at}` })),
      { subnets: true },
    );
    await recruit();
    expect(paths.fill()).toEqual([]);
  });

  test('are chosen by kind and load, never through the destination, those that failed last', async () => {
    const { paths, recruit } = pathsOver(many, { subnets: false });
    await recruit();
    paths.fill();
    const [first, second, files] = paths.list() as [Path, Path, Path];
    const choose = (tried: readonly Path[] = [], destination?: NodeId) =>
      paths.choose({ kind: 'messages', destination, tried: new Set(tried) });
    first.inFlight = 1;
    expect(choose()).toBe(second);
    expect(choose([second])).toBe(first);
    expect(choose([first, second])).toBe(files);
    expect(choose([], second.nodes[2].ed25519)).toBe(first);
    second.suspected = true;
    expect(choose()).toBe(first);
    expect(paths.choose({ kind: 'files', destination: undefined, tried: new Set() })).toBe(files);
    for (const one of [first, second, files]) paths.retire(one);
    expect(choose()).toBeUndefined();
  });

  test('get other hops after ten minutes, behind the same guard', async () => {
    const { clock, paths, recruit } = pathsOver(many, { subnets: false });
    await recruit();
    paths.fill();
    expect(paths.successor()).toBeUndefined();
    clock.monoMs += 600_000;
    const inUse = paths.list()[0]!;
    inUse.inFlight = 1;
    for (let count = 0; count < 2; count += 1) {
      const { old, fresh } = paths.successor()!;
      expect(old).not.toBe(inUse);
      expect(fresh.guard).toBe(old.guard);
      expect(
        fresh
          .ids()
          .slice(1)
          .some((node) => old.has(node)),
      ).toBe(false);
      paths.swap(old, fresh);
      expect(paths.includes(fresh)).toBe(true);
      expect(paths.includes(old)).toBe(false);
    }
    expect(paths.successor()).toBeUndefined();
    inUse.inFlight = 0;
    expect(paths.successor()!.old).toBe(inUse);
    expect(paths.list()).toHaveLength(3);
  });

  test('a guard that stands ready takes over', async () => {
    const { guards, paths, recruit } = pathsOver(many, { subnets: false });
    await recruit();
    paths.fill();
    const lost = paths.list()[1]!;
    guards.drop(lost.guard);
    paths.retire(lost);
    const [replacement] = paths.fill();
    expect(replacement?.kind).toBe('messages');
    expect(replacement?.guard).not.toBe(lost.guard);
    expect(paths.list()).toHaveLength(3);
  });
});
