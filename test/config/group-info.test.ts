import { beforeEach, describe, expect, test } from 'vitest';

import type { GroupInfo } from '../../ts/config/index.ts';
import { ConfigError } from '../../ts/config/index.ts';
import { symmetricKey } from '../../ts/crypto/index.ts';
import { utf8, zstdReady } from '../../ts/util/index.ts';
import { dict } from './support/data.ts';
import { GroupSwarm, adminOf, createGroup, memberOf, person } from './support/groups.ts';

await zstdReady();

const PICTURE = { url: 'http://files.example/file/1', key: symmetricKey(new Uint8Array(32).fill(5)) };
const NOTHING = {
  name: undefined,
  description: undefined,
  picture: undefined,
  createdS: undefined,
  deleteBeforeS: undefined,
  deleteAttachmentsBeforeS: undefined,
  expiryTimerS: undefined,
  isDestroyed: false,
};

let info: GroupInfo;

beforeEach(() => {
  ({ info } = adminOf(person('ines')));
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

describe('what an admin writes', () => {
  test('is there to be read', () => {
    const everything = {
      name: 'Foxes 🦊',
      description: 'of the wood',
      picture: PICTURE,
      createdS: 1_760_000_000,
      deleteBeforeS: 1_760_000_001,
      deleteAttachmentsBeforeS: 1_760_000_002,
      expiryTimerS: 86_400,
      isDestroyed: true,
    };
    expect(info.record).toEqual(NOTHING);
    expect(info.update(everything)).toBe(true);
    expect(info.record).toEqual(everything);
    expect(info.config.data).toEqual(
      dict(
        ['!', 1n],
        ['D', 1_760_000_002n],
        ['E', 86_400n],
        ['c', 1_760_000_000n],
        ['d', 1_760_000_001n],
        ['n', 'Foxes 🦊'],
        ['o', 'of the wood'],
        ['p', PICTURE.url],
        ['q', PICTURE.key],
      ),
    );
  });

  test('goes again with what means nothing', () => {
    info.update({
      name: 'Foxes',
      description: 'x',
      picture: PICTURE,
      createdS: 1,
      expiryTimerS: 1,
      isDestroyed: true,
    });
    info.update({
      name: '',
      description: '',
      picture: undefined,
      createdS: 0,
      expiryTimerS: undefined,
      isDestroyed: false,
    });
    expect(info.record).toEqual(NOTHING);
    expect(info.config.data.size).toBe(0);
  });

  test('leaves alone what it does not name', () => {
    info.update({ name: 'Foxes', picture: PICTURE });
    info.update({ description: 'of the wood' });
    expect(info.record).toMatchObject({ name: 'Foxes', picture: PICTURE, description: 'of the wood' });
  });

  test('changes nothing when it is there already', () => {
    const group = createGroup(person('ines'));
    const swarm = new GroupSwarm();
    swarm.take(group);
    expect(group.info.update({ ...group.info.record })).toBe(false);
    expect(group.info.config.state).toBe('clean');
  });
});

describe('limits', () => {
  test('a name has 100 bytes and not one more', () => {
    expect(info.update({ name: 'é'.repeat(50) })).toBe(true);
    expect(refusal(() => info.update({ name: `${'é'.repeat(50)}x`, description: 'x' }))).toBe(
      'text-too-long',
    );
    expect(info.record).toMatchObject({ name: 'é'.repeat(50), description: undefined });
  });

  test('a description is cut to 600 bytes of whole characters', () => {
    info.update({ description: `${'x'.repeat(598)}🦊` });
    expect(info.record.description).toBe('x'.repeat(598));
  });

  test('a longer description of an older client is read', () => {
    info.config.edit((root) => root.set('o', utf8('x'.repeat(2000))));
    expect(info.record.description).toHaveLength(2000);
  });

  test('a picture without a valid key or with a URL too long is none', () => {
    info.update({ picture: PICTURE });
    info.update({ picture: { ...PICTURE, url: 'u'.repeat(224) } });
    expect(info.record.picture).toBeUndefined();
    expect(info.config.data.size).toBe(0);
  });

  test('times in other units become seconds', () => {
    info.update({ createdS: 1_760_000_000_123, deleteBeforeS: 1_760_000_000_123_456 });
    expect(info.record).toMatchObject({ createdS: 1_760_000_000, deleteBeforeS: 1_760_000_000 });
    info.config.edit((root) => root.set('D', 1_760_000_000_999n));
    expect(info.record.deleteAttachmentsBeforeS).toBe(1_760_000_000);
  });

  test('a number that is none is refused', () => {
    expect(refusal(() => info.update({ name: 'x', expiryTimerS: 0.5 }))).toBe('value-invalid');
    expect(info.record.name).toBeUndefined();
  });
});

test('values of a wrong type count as absent, and unknown keys stay', () => {
  info.config.edit((root) => {
    for (const key of ['!', 'D', 'E', 'c', 'd']) root.set(key, utf8('text'));
    for (const key of ['n', 'o', 'p', 'q', 'x']) root.set(key, 1n);
  });
  expect(info.record).toEqual(NOTHING);
  info.update({ name: 'Foxes' });
  expect(info.record.name).toBe('Foxes');
  expect(info.config.data.get('x')).toBe(1n);
});

test('who is no admin writes nothing', () => {
  const group = memberOf(person('pavel'));
  expect(refusal(() => group.info.update({ name: 'mine' }))).toBe('read-only');
  expect(group.info.config.state).toBe('clean');
});
