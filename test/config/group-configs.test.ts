import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import type { GroupConfigs } from '../../ts/config/index.ts';
import { ConfigError, GroupConfigs as Groups } from '../../ts/config/index.ts';
import { ed25519Seed } from '../../ts/crypto/index.ts';
import { decodeBencode, systemRandom, toHex, zstdReady } from '../../ts/util/index.ts';
import type { Person } from './support/groups.ts';
import {
  DAY_MS,
  GROUP_SEED,
  GroupSwarm,
  adminOf,
  adminOptions,
  createGroup,
  memberOf,
  memberOptions,
  person,
  snapshot,
} from './support/groups.ts';

await zstdReady();

const [INES, PAVEL, MIKA, ROSA] = [person('ines'), person('pavel'), person('mika'), person('rosa')];

let swarm: GroupSwarm;
let ines: GroupConfigs;
let pavel: GroupConfigs;

/** Ines creates a group with Pavel and Mika; Pavel is there. */
beforeEach(() => {
  swarm = new GroupSwarm();
  ines = createGroup(INES, [PAVEL, MIKA]);
  swarm.take(ines);
  pavel = memberOf(PAVEL);
  swarm.give(pavel);
});

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error.code;
    throw error;
  }
  return 'accepted';
}

/** Somebody who sees the group for the first time. */
function newcomer(someone: Person): GroupConfigs {
  const group = memberOf(someone);
  swarm.give(group);
  return group;
}

const kinds = (group: GroupConfigs, supplement?: Uint8Array): readonly string[] =>
  group.push(supplement).stores.map(({ kind, namespace }) => `${kind} ${namespace}`);

describe('a new group', () => {
  test('is stored keys first, and confirmed', () => {
    const group = createGroup(INES);
    expect(group).toMatchObject({ isAdmin: true, needsPush: true, needsDump: true });
    expect(kinds(group)).toEqual(['keys 12', 'info 13', 'members 14']);
    new GroupSwarm().take(group);
    expect(group.needsPush).toBe(false);
    expect(group.push()).toMatchObject({ stores: [], obsolete: [] });
    expect(group.activeHashes).toHaveLength(3);
  });

  test('is seen by members as it is', () => {
    expect(pavel.info.record).toEqual(ines.info.record);
    expect(pavel.members.all).toEqual(ines.members.all);
    expect(pavel.keys.known).toEqual(ines.keys.known);
    expect(pavel.activeHashes).toEqual(ines.activeHashes);
    expect(pavel).toMatchObject({ isAdmin: false, needsPush: false, needsDump: true });
  });

  test('says nothing to strangers', () => {
    const rosa = memberOf(ROSA);
    const report = swarm.give(rosa);
    expect(report.keys).toMatchObject({ found: false, failures: [] });
    expect(report.info.failures).toMatchObject([{ error: { code: 'decrypt-failed' } }]);
    expect(rosa.info.config).toMatchObject({ seqno: 0, state: 'clean' });
  });

  test('cannot be stored without a key', () => {
    const group = adminOf(INES);
    group.info.update({ name: 'x' });
    expect(refusal(() => group.push())).toBe('decrypt-failed');
  });

  test('without contents is stored under its key all the same', () => {
    const group = adminOf(INES);
    group.rekey();
    expect(group.info.config).toMatchObject({ seqno: 1, state: 'dirty' });
    expect(group.info.config.data.size).toBe(0);
  });
});

describe('when a member is removed', () => {
  beforeEach(() => {
    ines.members.update(PAVEL.id, { transition: 'removed' });
    ines.members.erase(PAVEL.id);
    ines.rekey();
    ines.info.update({ name: 'Without Pavel' });
    swarm.take(ines);
  });

  test('others follow under the new key', () => {
    const mika = newcomer(MIKA);
    expect(mika.info.record.name).toBe('Without Pavel');
    expect(mika.keys.generation).toBe(1);
    expect(mika.members.ids).toEqual([INES.id, MIKA.id].toSorted());
  });

  test('the removed one reads nothing new', () => {
    const report = swarm.give(pavel);
    expect(report.info.good.size + report.members.good.size).toBe(0);
    expect(pavel.info.record.name).toBe('Foxes');
    expect(pavel.keys.generation).toBe(0);
  });

  test('what was stored before is deleted', () => {
    expect([swarm.keys.length, swarm.info.length, swarm.members.length]).toEqual([2, 1, 1]);
  });
});

describe('a rekey', () => {
  test('stores info and members anew though nothing changed', () => {
    ines.rekey();
    expect(ines.info.config).toMatchObject({ seqno: 2, state: 'dirty' });
    expect(kinds(ines)).toEqual(['keys 12', 'info 13', 'members 14']);
  });

  test('that is done again before it was stored changes nothing', () => {
    ines.rekey();
    const push = ines.push();
    ines.rekey();
    expect(ines.info.config.state).toBe('waiting');
    expect(ines.push()).toEqual(push);
  });

  test('is stored again until it comes back', () => {
    ines.rekey();
    const push = ines.push();
    ines.confirmPushed(push, ['k', 'i', 'm']);
    expect(ines.needsPush).toBe(true);
    expect(kinds(ines)).toEqual(['keys 12']);
    swarm.take(ines);
    expect(ines.needsPush).toBe(false);
  });

  test('is refused to members', () => {
    const before = snapshot(pavel);
    expect(refusal(() => pavel.rekey())).toBe('read-only');
    expect(snapshot(pavel)).toBe(before);
  });

  test('of another admin does not make anybody store anything', () => {
    const mika = adminOf(MIKA);
    swarm.give(mika);
    ines.rekey();
    swarm.take(ines);
    swarm.give(mika);
    expect(mika.keys.generation).toBe(1);
    expect(mika.needsPush).toBe(false);
  });
});

describe('who comes late', () => {
  test('reads what was before with a supplement', () => {
    ines.rekey();
    swarm.take(ines);
    ines.members.update(ROSA.id, { isInvitedWithHistory: true, transition: 'invite-sent' });
    const supplement = ines.keys.supplement([ROSA.id]);
    expect(kinds(ines, supplement)).toEqual(['supplement 12', 'members 14']);
    swarm.take(ines, supplement);
    const rosa = newcomer(ROSA);
    expect(rosa.keys.known).toEqual(ines.keys.known);
    expect(rosa.info.record).toEqual(ines.info.record);
    expect(rosa.members.get(ROSA.id)).toMatchObject({ isInvitedWithHistory: true, status: 'invite-sent' });
  });

  test('reads only what is new with a rekey', () => {
    ines.members.update(ROSA.id, { transition: 'invite-sent' });
    ines.rekey();
    swarm.take(ines);
    const rosa = newcomer(ROSA);
    expect(rosa.keys.known.map(({ generation }) => generation)).toEqual([1]);
    expect(rosa.info.record).toEqual(ines.info.record);
  });
});

describe('two admins', () => {
  let mika: GroupConfigs;

  beforeEach(() => {
    ines.members.update(MIKA.id, { transition: 'promotion-accepted' });
    swarm.take(ines);
    mika = adminOf(MIKA);
    swarm.give(mika);
  });

  test('who rekey at the same time rekey once more, and end with the same', () => {
    ines.members.update(ROSA.id, {});
    ines.rekey();
    mika.rekey();
    swarm.nowMs += 1;
    swarm.take(ines);
    swarm.nowMs += 1;
    swarm.take(mika);
    swarm.give(ines);
    expect([ines.keys.needsRekey, mika.keys.needsRekey]).toEqual([true, true]);
    expect(ines.keys.known).toEqual(mika.keys.known);

    mika.rekey();
    swarm.nowMs += 1;
    swarm.take(mika);
    swarm.give(ines);
    swarm.take(ines);
    swarm.give(mika);
    swarm.give(pavel);
    expect([ines.keys.needsRekey, mika.keys.needsRekey]).toEqual([false, false]);
    for (const group of [mika, pavel]) {
      expect(group.keys.known).toEqual(ines.keys.known);
      expect(group.info.config.configHash).toEqual(ines.info.config.configHash);
      expect(group.members.ids).toEqual([INES.id, PAVEL.id, MIKA.id, ROSA.id].toSorted());
    }
  });

  test('who write at the same time lose nothing, and members wait for the merge', () => {
    ines.info.update({ name: 'Wolves' });
    mika.info.update({ description: 'of the wood' });
    swarm.take(ines);
    swarm.take(mika);
    swarm.give(pavel);
    expect(pavel.info.config.state).toBe('clean');
    expect(pavel.needsPush).toBe(false);
    for (const group of [ines, mika, ines]) swarm.take(group);
    swarm.give(pavel);
    for (const group of [ines, mika, pavel]) {
      expect(group.info.record).toMatchObject({ name: 'Wolves', description: 'of the wood' });
      expect(group.info.config.state).toBe('clean');
    }
  });
});

describe('a member who is promoted', () => {
  test('writes after receiving the seed', () => {
    ines.members.update(PAVEL.id, { transition: 'promotion-sent' });
    swarm.take(ines);
    swarm.give(pavel);
    expect(refusal(() => pavel.members.update(PAVEL.id, { transition: 'promotion-accepted' }))).toBe(
      'read-only',
    );
    pavel.becomeAdmin(GROUP_SEED);
    pavel.members.update(PAVEL.id, { transition: 'promotion-accepted' });
    pavel.info.update({ description: 'by Pavel' });
    expect(kinds(pavel)).toEqual(['info 13', 'members 14']);
    swarm.take(pavel);
    swarm.give(ines);
    expect(ines.members.get(PAVEL.id)?.status).toBe('promotion-accepted');
    expect(ines.info.record.description).toBe('by Pavel');
  });

  test('stays a member with the seed of another group', () => {
    const before = snapshot(pavel);
    expect(refusal(() => pavel.becomeAdmin(ed25519Seed(new Uint8Array(32))))).toBe('value-invalid');
    expect(snapshot(pavel)).toBe(before);
    expect(refusal(() => pavel.info.update({ name: 'x' }))).toBe('read-only');
  });
});

describe('a push', () => {
  test('counts by position, and only what was stored', () => {
    ines.info.update({ name: 'Wolves' });
    ines.members.update(ROSA.id, {});
    const push = ines.push(ines.keys.supplement([ROSA.id]));
    expect(push.stores.map(({ kind }) => kind)).toEqual(['supplement', 'info', 'members']);
    ines.confirmPushed(push, ['s', undefined, 'm']);
    expect(ines.info.config.state).toBe('waiting');
    expect(ines.members.config).toMatchObject({ state: 'clean', currentHashes: ['m'] });
    expect(kinds(ines)).toEqual(['info 13']);
  });

  test('of a config in parts counts when all of them were stored', () => {
    // Nothing of it can be compressed.
    const bulk = systemRandom.bytes(100_000);
    ines.members.config.edit((root) => root.set('x', bulk));
    const push = ines.push();
    const parts = push.stores.filter(({ kind }) => kind === 'members');
    expect(parts.length).toBeGreaterThan(1);
    ines.confirmPushed(
      push,
      push.stores.map(({ kind }, at) => (kind === 'members' && at > 0 ? undefined : `${at}`)),
    );
    expect(ines.members.config.state).toBe('waiting');
    swarm.take(ines);
    expect(ines.members.config.state).toBe('clean');
    swarm.give(pavel);
    expect(pavel.members.config.data.get('x')).toEqual(bulk);
  });

  test('hands out what can be deleted until it is', () => {
    const stored = [...swarm.info, ...swarm.members].map(({ hash }) => hash);
    ines.info.update({ name: 'Wolves' });
    const push = ines.push();
    expect(push.obsolete).toEqual([stored[0]]);
    expect(ines.push().obsolete).toEqual(push.obsolete);
    ines.confirmDeleted(push.obsolete);
    expect(ines.push().obsolete).toEqual([]);
  });

  test('of a member is empty, whatever happened', () => {
    const act = fc.constantFrom<(swarm: GroupSwarm) => void>(
      () => ines.info.update({ name: `${swarm.nowMs}` }),
      () => ines.members.update(ROSA.id, { name: `${swarm.nowMs}` }),
      () => ines.rekey(),
      () => swarm.take(ines),
      () => swarm.give(pavel),
      () => (pavel = Groups.load(pavel.dump(), memberOptions(PAVEL))),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        for (const step of acts) {
          swarm.nowMs += 1;
          step(swarm);
          expect(pavel.needsPush).toBe(false);
          expect(pavel.push()).toEqual({ stores: [], obsolete: [], info: undefined, members: undefined });
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('a dump', () => {
  test('of a member holds everything', () => {
    const loaded = Groups.load(pavel.dump(), memberOptions(PAVEL));
    expect(snapshot(loaded)).toBe(snapshot(pavel));
    expect(loaded.members.all).toEqual(pavel.members.all);
    expect([...(decodeBencode(pavel.dump()) as ReadonlyMap<string, unknown>).keys()]).toEqual([
      'info',
      'keys',
      'members',
    ]);
  });

  test('of an admin has no signature of its own, and goes on as if nothing happened', () => {
    const dump = ines.dump();
    expect(Buffer.from(dump).includes('1:~64:')).toBe(false);
    const loaded = Groups.load(dump, adminOptions(INES));
    expect(snapshot(loaded)).toBe(snapshot(ines));
    for (const group of [ines, loaded]) group.info.update({ name: 'Wolves' });
    expect(loaded.push()).toEqual(ines.push());
  });

  test('keeps the signature of another admin', () => {
    const loaded = Groups.load(pavel.dump(), memberOptions(PAVEL));
    expect(loaded.info.config.plain).toEqual(ines.info.config.plain);
    expect(Buffer.from(pavel.dump()).includes('1:~64:')).toBe(true);
  });

  test('in the middle of a push repeats the push', () => {
    ines.rekey();
    const push = ines.push();
    const loaded = Groups.load(ines.dump(), adminOptions(INES));
    expect(loaded.push()).toEqual(push);
    swarm.take(loaded);
    swarm.give(pavel);
    expect(pavel.keys.generation).toBe(1);
  });

  test('of an empty group is one', () => {
    const loaded = Groups.load(adminOf(INES).dump(), adminOptions(INES));
    expect(loaded.info.config).toMatchObject({ seqno: 0, state: 'clean' });
    loaded.rekey();
    const fresh = adminOf(INES);
    fresh.rekey();
    expect(loaded.push()).toEqual(fresh.push());
  });

  test('that is none is refused', () => {
    for (const text of ['', 'de', 'd4:info0:4:keys0:7:members0:e', 'd4:infode4:keysde7:membersdee']) {
      expect(refusal(() => Groups.load(Buffer.from(text), memberOptions(PAVEL)))).toBe('dump-invalid');
    }
  });

  test('with a journal is read again with one', () => {
    const options = { ...adminOptions(INES), isJournaled: true };
    const group = Groups.create(options);
    group.info.update({ name: 'Foxes' });
    group.rekey();
    const loaded = Groups.load(group.dump(), options);
    expect(loaded.info.record.name).toBe('Foxes');
  });
});

describe('whatever lies on the swarm', () => {
  test('that is no message of the group changes nothing', () => {
    const messages = { keys: swarm.keys, info: swarm.info, members: swarm.members };
    const before = snapshot(pavel);
    const kind = fc.constantFrom('keys', 'info', 'members');
    fc.assert(
      fc.property(kind, fc.nat(), fc.integer({ min: 1, max: 255 }), (name, place, flip) => {
        const changed = messages[name].map((message) => {
          const at = place % message.data.length;
          const data = message.data.map((byte, index) => (index === at ? byte ^ flip : byte));
          return { ...message, hash: 'x', data };
        });
        const report = pavel.merge({ [name]: changed });
        expect(report[name].good.size).toBe(0);
        expect(report[name].failures).toHaveLength(changed.length);
        expect(snapshot(pavel)).toBe(before);
      }),
      { numRuns: 50 },
    );
  });

  test('in any order comes to the same in the end', () => {
    ines.rekey();
    swarm.nowMs += 61 * DAY_MS;
    swarm.take(ines);
    swarm.give(pavel);
    const again = memberOf(PAVEL);
    again.merge({ members: swarm.members.toReversed(), info: swarm.info });
    again.merge({ keys: swarm.keys.toReversed(), info: swarm.info, members: swarm.members });
    expect(again.keys.keys.map(toHex)).toEqual(pavel.keys.keys.map(toHex));
    expect(again.info.record).toEqual(pavel.info.record);
  });
});
