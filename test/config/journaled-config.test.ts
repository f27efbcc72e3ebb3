import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import { JournaledConfig } from '../../ts/config/index.ts';
import type { ConfigObject } from '../../ts/config/index.ts';
import { cryptoReady } from '../../ts/crypto/index.ts';
import { utf8, zstdReady } from '../../ts/util/index.ts';
import { Swarm, journaled, options, poll, reference, sync } from './support/devices.ts';

await cryptoReady();
await zstdReady();

let swarm: Swarm;

beforeEach(() => {
  swarm = new Swarm();
});

const set = (device: ConfigObject, key: string, value: bigint): boolean =>
  device.edit((root) => root.set(key, value));

describe('a change made while others were five messages ahead', () => {
  function overtaken(create: () => ConfigObject): ConfigObject {
    const [phone, laptop] = [create(), create()];
    set(phone, 'shared', 1n);
    sync(phone, swarm);
    poll(laptop, swarm);
    set(laptop, 'mine', 7n);
    for (let at = 2n; at < 9n; at += 1n) {
      set(phone, 'shared', at);
      sync(phone, swarm);
    }
    poll(laptop, swarm);
    return laptop;
  }

  test('is lost by the reference', () => {
    expect(overtaken(reference).data.get('mine')).toBeUndefined();
  });

  test('is made again', () => {
    const laptop = overtaken(journaled);
    expect(laptop.data.get('mine')).toBe(7n);
    expect(laptop.data.get('shared')).toBe(8n);
    expect(laptop.state).toBe('dirty');
  });

  test('is not made again when it had been stored: somebody may have changed it since', () => {
    const [phone, laptop] = [journaled(), journaled()];
    set(laptop, 'name', 1n);
    sync(laptop, swarm);
    poll(phone, swarm);
    for (let at = 2n; at < 9n; at += 1n) {
      set(phone, 'name', at);
      sync(phone, swarm);
    }
    poll(laptop, swarm);
    expect(laptop.data.get('name')).toBe(8n);
    expect(laptop.state).toBe('clean');
  });
});

describe('a change that a merge of others claims to have overwritten', () => {
  /** Two devices in conflict, a third that solves it, and a fourth that writes at the same time as the third. */
  function overwritten(create: () => ConfigObject, value: bigint): ConfigObject {
    swarm = new Swarm();
    const [a, b, solver, writer] = [create(), create(), create(), create()] as const;
    set(a, 'x', 0n);
    sync(a, swarm);
    for (const device of [b, solver, writer]) poll(device, swarm);
    set(a, 'a', 1n);
    set(b, 'b', 1n);
    const conflict = [a, b].flatMap((device) => device.push().messages);
    const hashes = conflict.map((data) => swarm.store(data));
    [a, b].forEach((device, at) => device.confirmPushed(2, [hashes[at]!]));
    const seen = swarm.all();
    solver.merge(seen);
    writer.merge([seen.find(({ hash }) => hash === hashes[0])!]);
    set(writer, 'x', value);
    sync(writer, swarm);
    sync(solver, swarm);
    writer.merge([...seen, ...swarm.all()]);
    return writer;
  }

  test('survives, whichever message has the greater hash', () => {
    const lostByReference = [...Array(30).keys()].filter(
      (value) => overwritten(reference, BigInt(value + 1)).data.get('x') === 0n,
    );
    expect(lostByReference.length).toBeGreaterThan(0);
    for (let value = 1n; value <= 30n; value += 1n) {
      expect(overwritten(journaled, value).data.get('x')).toBe(value);
    }
  });
});

describe('a push whose answer was lost', () => {
  test('is confirmed by its message on the swarm, which is not deleted then', () => {
    const phone = journaled();
    set(phone, 'a', 1n);
    const hash = swarm.store(phone.push().messages[0]!);
    const restarted = JournaledConfig.load(phone.dump(), options());
    poll(restarted, swarm);
    expect(restarted).toMatchObject({ state: 'clean', currentHashes: [hash], obsoleteHashes: [] });
  });
});

test('a merge that two devices made alike stays on the swarm when both push it', () => {
  const [phone, laptop, tablet] = [journaled(), journaled(), journaled()];
  set(phone, 'a', 1n);
  set(laptop, 'b', 1n);
  const conflict = [phone, laptop].flatMap((device) => device.push().messages);
  for (const data of conflict) swarm.store(data);
  const [first, second] = [journaled(), journaled()];
  for (const device of [first, second]) expect(poll(device, swarm).outcome).toBe('merged');
  sync(first, swarm);
  expect(poll(second, swarm).outcome).toBe('unchanged');
  expect(second).toMatchObject({ state: 'clean', currentHashes: first.currentHashes });
  expect(second.push().obsolete).not.toContain(first.currentHashes[0]);
  expect(poll(tablet, swarm).outcome).toBe('replaced');
});

test('two devices that write the same key do not fight about it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(1), fc.nat(5)), { minLength: 2, maxLength: 12 }), (writes) => {
      const swarm = new Swarm();
      const devices = [journaled(), journaled()];
      for (const [at, value] of writes) {
        set(devices[at]!, 'k', BigInt(value));
        if (value % 2 === 0) sync(devices[at]!, swarm);
        if (value % 3 === 0) poll(devices[1 - at]!, swarm);
      }
      for (let round = 0; round < 6; round += 1) {
        for (const device of devices) {
          poll(device, swarm);
          if (device.needsPush) sync(device, swarm);
        }
      }
      expect(devices.map(({ state }) => state)).toEqual(['clean', 'clean']);
      expect(devices[0]!.data).toEqual(devices[1]!.data);
    }),
  );
});

test('the journal survives a restart', () => {
  const [phone, laptop] = [journaled(), journaled()];
  set(phone, 'shared', 1n);
  sync(phone, swarm);
  poll(laptop, swarm);
  laptop.edit((root) => root.dict('d').set('mine', utf8('x')));
  const restarted = JournaledConfig.load(laptop.dump(), options());
  for (let at = 2n; at < 9n; at += 1n) {
    set(phone, 'shared', at);
    sync(phone, swarm);
  }
  poll(restarted, swarm);
  expect(restarted.data.get('d')).toEqual(new Map([['mine', utf8('x')]]));
});

test('what was changed again after a restart, before it was pushed, stays as it was changed last', () => {
  const [phone, laptop] = [journaled(), journaled()];
  set(phone, 'shared', 1n);
  sync(phone, swarm);
  poll(laptop, swarm);
  set(laptop, 'mine', 2n);
  const restarted = JournaledConfig.load(laptop.dump(), options());
  set(restarted, 'mine', 3n);
  const again = JournaledConfig.load(restarted.dump(), options());
  set(phone, 'shared', 4n);
  sync(phone, swarm);
  for (const device of [restarted, again]) {
    poll(device, swarm);
    expect(device.data.get('mine')).toBe(3n);
    expect(device.data.get('shared')).toBe(4n);
  }
});

test.each(['kept open', 'restarted'])(
  'a change written while another device has merged, and that merge never leaves, is not lost: %s',
  (how) => {
    for (let salt = 0n; salt < 30n; salt += 1n) {
      swarm = new Swarm();
      const laptop = journaled();
      let phone = journaled();
      set(phone, 'x', salt);
      sync(phone, swarm);
      poll(laptop, swarm);
      set(laptop, 'theirs', 1n);
      set(phone, 'mine', 1n);
      sync(laptop, swarm);
      sync(phone, swarm);
      set(phone, 'mine', 2n);
      if (how === 'restarted') phone = JournaledConfig.load(phone.dump(), options());
      poll(laptop, swarm);
      for (let round = 0; round < 6; round += 1) {
        for (const device of [phone, laptop]) {
          poll(device, swarm);
          if (device.needsPush) sync(device, swarm);
        }
      }
      for (const device of [phone, laptop])
        expect([device.data.get('mine'), device.data.get('theirs')]).toEqual([2n, 1n]);
    }
  },
);

test('a draft keeps its place in the row of messages however often the app starts anew', () => {
  let phone = journaled();
  set(phone, 'mine', 1n);
  const { seqno } = phone;
  for (let starts = 0; starts < 6; starts += 1) phone = JournaledConfig.load(phone.dump(), options());
  expect(phone).toMatchObject({ state: 'dirty', seqno });
  const laptop = journaled();
  set(laptop, 'theirs', 2n);
  sync(laptop, swarm);
  poll(phone, swarm);
  sync(phone, swarm);
  poll(laptop, swarm);
  for (const device of [phone, laptop]) {
    expect([device.data.get('mine'), device.data.get('theirs')]).toEqual([1n, 2n]);
  }
});

test('a change that was written long before it is pushed is listed by the message that brings it', () => {
  const [phone, laptop] = [journaled(), journaled()];
  set(laptop, 'mine', 1n);
  for (let at = 1n; at < 5n; at += 1n) {
    set(phone, 'shared', at);
    sync(phone, swarm);
    poll(laptop, swarm);
  }
  sync(laptop, swarm);
  set(phone, 'other', 1n);
  poll(phone, swarm);
  sync(phone, swarm);
  poll(laptop, swarm);
  for (const device of [phone, laptop]) expect(device.data.get('mine')).toBe(1n);
});

test('a merge that nobody else can write any more lists what was changed here alone', () => {
  const [phone, laptop, tablet] = [journaled(), journaled(), journaled()];
  for (const [device, key] of [
    [phone, 'a'],
    [laptop, 'b'],
  ] as const) {
    set(device, key, 1n);
    for (const data of device.push().messages) swarm.store(data);
  }
  expect(poll(tablet, swarm).outcome).toBe('merged');
  set(tablet, 'c', 1n);
  expect([...(tablet.history.at(-1)?.diff.keys() ?? [])]).toEqual(['c']);
});

test.each(['', 'de', 'd1:cle1:jlee', 'd1:c0:1:jli1eee'])(
  'a dump without a journal is refused: %s',
  (dump) => {
    expect(() => JournaledConfig.load(utf8(dump), options())).toThrow('dump-invalid');
  },
);
