import { groupId } from '../../../ts/account/index.ts';
import type { GroupId } from '../../../ts/account/index.ts';
import { GROUP_INFO, GROUP_MEMBERS, GroupConfigs } from '../../../ts/config/index.ts';
import type { ConfigObject } from '../../../ts/config/index.ts';
import { ed25519KeyPair, ed25519Seed } from '../../../ts/crypto/index.ts';
import type { Ed25519KeyPair, Ed25519Seed } from '../../../ts/crypto/index.ts';
import { toHex } from '../../../ts/util/index.ts';
import { accountOf, ed25519Of, x25519Of } from '../crypto/identity.ts';
import { require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { JsonObject } from '../framework/json.ts';
import { expectState } from './observe.ts';
import type { Sealing } from './pushing.ts';
import type { ScenarioWorld } from './scenario.ts';
import { Swarm } from './scenario.ts';

/** Somebody with a group. */
export interface GroupUser {
  readonly pair: Ed25519KeyPair;
  readonly group: GroupConfigs;
}

/** The two configs of a group that are stored encrypted. */
export type GroupConfigName = 'info' | 'members';

/** The admins and members of one group, each with what they know of it. */
export class GroupWorld implements ScenarioWorld {
  readonly swarm = new Swarm();
  readonly groupId: GroupId;
  readonly admin: Ed25519KeyPair;
  nowMs: number;
  private readonly users = new Map<string, GroupUser>();

  constructor(scenario: Given) {
    scenario.expect('type', 'Group');
    this.nowMs = scenario.number('clock_ms');
    const seed = ed25519Seed(scenario.hex('group_seed'));
    this.admin = ed25519KeyPair(seed);
    scenario.expect('group_id', `03${toHex(this.admin.publicKey)}`);
    this.groupId = groupId(scenario.text('group_id'));
    const users = scenario.member('users');
    for (const name of users.names()) this.users.set(name, this.userOf(users.member(name), seed));
  }

  user(step: Given): GroupUser {
    const user = this.users.get(step.text('user'));
    if (user === undefined) throw new VectorError(`there is no user ${step.text('user')}`);
    return user;
  }

  named(name: string): GroupUser {
    const user = this.users.get(name);
    if (user === undefined) throw new VectorError(`there is no user ${name}`);
    return user;
  }

  /** The pair of the user with this account ID. */
  pairOf(account: string): Ed25519KeyPair {
    const user = [...this.users.values()].find(({ pair }) => accountOf(pair) === account);
    if (user === undefined) throw new VectorError(`${account} is no user`);
    return user.pair;
  }

  picture(): string {
    return [...this.users.values()]
      .map(
        ({ group }) =>
          JSON.stringify([group.info.config, group.members.config].map(pictureOf)) +
          JSON.stringify(keysInWords(group)),
      )
      .join();
  }

  private userOf(given: Given, groupSeed: Ed25519Seed): GroupUser {
    const pair = ed25519Of(given, 'seed');
    given.expect('session_id', accountOf(pair));
    const group = GroupConfigs.create({
      groupKey: this.admin.publicKey,
      groupSeed: given.flag('admin') ? groupSeed : undefined,
      account: x25519Of(pair),
      clock: { nowMs: () => this.nowMs },
    });
    return { pair, group };
  }
}

function pictureOf(config: ConfigObject): JsonObject {
  return { state: config.state, plain: toHex(config.plain) };
}

/** The config that a step is about. */
export function configOf(
  group: GroupConfigs,
  step: Given,
): { readonly config: ConfigObject; readonly sealing: Sealing } {
  const name = step.text('config');
  require(name === 'info' || name === 'members', `a config ${name} is not known`);
  const [key] = group.keys.keys;
  require(key !== undefined, 'there is no key');
  const { domain } = name === 'info' ? GROUP_INFO : GROUP_MEMBERS;
  return { config: group[name].config, sealing: { key, domain } };
}

/** What a user knows of a group: both configs and the keys. `known` names what somebody else compares. */
export function expectGroup(expected: Given, group: GroupConfigs, known: readonly string[] = []): void {
  for (const name of expected.names()) {
    if (known.includes(name)) continue;
    if (name === 'info' || name === 'members') expectState(expected.member(name), group[name].config);
    else if (name === 'keys') expectKeys(expected.member(name), group);
    else throw new VectorError(`${expected.path}/${name} is not known`);
  }
}

function expectKeys(expected: Given, group: GroupConfigs): void {
  const keys = keysInWords(group);
  for (const name of new Set([...expected.names(), ...Object.keys(keys)])) expected.expect(name, keys[name]);
}

function keysInWords({ keys }: GroupConfigs): JsonObject {
  const { pending } = keys;
  return {
    admin: keys.isAdmin,
    current_generation: keys.generation,
    group_keys: keys.keys.map(toHex),
    hashes: [...keys.activeHashes],
    list: keys.known.map(({ generation, key, timestampMs }) => ({
      generation,
      key: toHex(key),
      ts: timestampMs,
    })),
    needs_rekey: keys.needsRekey,
    ...(pending === undefined
      ? {}
      : {
          pending_config: toHex(pending.message),
          pending_gen: pending.generation,
          pending_key: toHex(pending.key),
        }),
  };
}
