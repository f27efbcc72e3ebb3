import {
  ConfigObject,
  CONTACTS,
  CONVO_INFO_VOLATILE,
  ConvoInfoVolatile,
  USER_GROUPS,
  USER_PROFILE,
} from '../../../ts/config/index.ts';
import type {
  ConfigDict,
  ConfigOptions,
  ConfigPush,
  ConfigType,
  ConfigValue,
  ConfigWrapper,
  DictEditor,
} from '../../../ts/config/index.ts';
import { isDict, isSet } from '../../../ts/config/value.ts';
import {
  blake2b,
  ed25519KeyPair,
  ed25519SecretToX25519,
  ed25519Seed,
  symmetricKey,
  x25519KeyPair,
} from '../../../ts/crypto/index.ts';
import { bytesEqual, isCodedError, toHex, zstdReady } from '../../../ts/util/index.ts';
import { unwrapSharedConfig, wrapSharedConfig } from '../../../ts/wire/index.ts';
import type { SharedConfigNamespace } from '../../../ts/wire/index.ts';
import { require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import { expectState } from './observe.ts';
import { injectRawStep, injectStep, mergeStep, pushStep } from './pushing.ts';
import type { Sealing } from './pushing.ts';
import type { Operation, Operations, ScenarioWorld } from './scenario.ts';
import { runSteps, Swarm } from './scenario.ts';
import { keyFromWords, scalarFromWords, valueFromWords } from './words.ts';

const TYPES: Readonly<Record<string, ConfigType>> = {
  UserProfile: USER_PROFILE,
  Contacts: CONTACTS,
  ConvoInfoVolatile: CONVO_INFO_VOLATILE,
  UserGroups: USER_GROUPS,
};

/** Devices of one account with one of its configs each. */
export class UserWorld implements ScenarioWorld {
  readonly swarm = new Swarm();
  readonly sealing: Sealing;
  readonly dumps = new Map<string, string>();
  nowMs: number;
  private readonly devices = new Map<string, ConfigObject>();

  constructor(scenario: Given) {
    const type = TYPES[scenario.text('type')];
    if (type === undefined) throw new VectorError(`${scenario.text('type')} is not known`);
    scenario.expect('namespace', type.namespace);
    scenario.expect('domain', type.domain);
    this.nowMs = scenario.number('clock_ms');
    const seed = scenario.hex('seed');
    this.sealing = { key: symmetricKey(seed), domain: type.domain, wrapper: wrapperOf(seed, type.namespace) };
    for (const device of scenario.texts('devices')) this.add(device, new ConfigObject(this.options()));
  }

  options(): ConfigOptions {
    const { key, domain, wrapper } = this.sealing;
    return { domain, wrapper, keys: () => [key], clock: { nowMs: () => this.nowMs } };
  }

  add(device: string, config: ConfigObject): void {
    require(!this.devices.has(device), `there is a device ${device} already`);
    this.devices.set(device, config);
  }

  device(name: string): ConfigObject {
    const config = this.devices.get(name);
    if (config === undefined) throw new VectorError(`there is no device ${name}`);
    return config;
  }

  get parts(): { readonly swarm: Swarm; readonly sealing: Sealing } {
    return { swarm: this.swarm, sealing: this.sealing };
  }

  /** Conversations that were read long ago are forgotten before they are pushed. */
  push(config: ConfigObject): ConfigPush {
    return this.sealing.domain === CONVO_INFO_VOLATILE.domain
      ? new ConvoInfoVolatile(config).push(this.nowMs)
      : config.push();
  }

  /** A message that says what one of the devices is about to push is that push, in another form. */
  confirmAuthor(plain: Uint8Array, hash: string): void {
    for (const config of this.devices.values()) {
      if (config.state !== 'dirty' || !bytesEqual(config.plain, plain)) continue;
      config.confirmPushed(config.push().seqno, [hash]);
    }
  }

  picture(): string {
    return [...this.devices].map(([name, config]) => `${name} ${config.state} ${toHex(config.plain)}`).join();
  }
}

/** As the configs of an account are stored: like a message to oneself. */
export function wrapperOf(seed: Uint8Array, namespace: number): ConfigWrapper {
  const ed25519 = ed25519KeyPair(ed25519Seed(seed));
  const keys = { ed25519, x25519: x25519KeyPair(ed25519SecretToX25519(ed25519.secretKey)) };
  const source = { namespace: namespace as SharedConfigNamespace, keys };
  return {
    wrap: ({ seqno, encrypted }) => wrapSharedConfig({ ...source, seqno: BigInt(seqno), data: encrypted }),
    unwrap: (bytes) => {
      try {
        return unwrapSharedConfig(bytes, source);
      } catch (error) {
        if (isCodedError(error)) return undefined;
        throw error;
      }
    },
  };
}

/** An operation on the config of the step's device, after which its state is compared. */
export function onDevice(
  change: (config: ConfigObject, args: Given, world: UserWorld) => void,
): Operation<UserWorld> {
  return (world, step) => {
    const config = world.device(step.text('device'));
    change(config, step.member('args'), world);
    const expected = step.member('expect');
    if (!expected.has('error')) expectState(expected, config);
  };
}

/** Changes below the dict that the path leads to, all but its last name. */
function atPath(
  root: DictEditor,
  path: readonly string[],
  change: (editor: DictEditor, key: string) => void,
): void {
  const [key, ...parents] = path.map(keyFromWords).toReversed();
  require(key !== undefined, 'an empty path');
  let editor = root;
  for (const parent of parents.toReversed()) editor = editor.dict(parent);
  change(editor, key);
}

function valueAt(data: ConfigDict, path: readonly string[]): ConfigValue | undefined {
  return path.reduce<ConfigValue | undefined>(
    (value, key) => (isDict(value) ? value.get(keyFromWords(key)) : undefined),
    data,
  );
}

const RAW_OPERATIONS: Operations<UserWorld> = {
  set: onDevice((config, args) => {
    const value = args.member('value').all();
    config.edit((root) =>
      atPath(root, args.texts('path'), (editor, key) => {
        if (value === null) editor.delete(key);
        else editor.setValue(key, valueFromWords(value));
      }),
    );
  }),
  set_add: onDevice((config, args) => {
    const element = scalarFromWords(args.member('value').all());
    config.edit((root) => atPath(root, args.texts('path'), (editor, key) => editor.addToSet(key, [element])));
  }),
  set_del: onDevice((config, args) => {
    const element = scalarFromWords(args.member('value').all());
    const path = args.texts('path');
    const isThere = isSet(valueAt(config.data, path));
    config.edit((root) => atPath(root, path, (editor, key) => editor.removeFromSet(key, [element])));
    // In the reference this is a change, though nothing is different after it.
    if (!isThere) config.touch();
  }),
  push: (world, step) => {
    const config = world.device(step.text('device'));
    pushStep(config, step, { ...world.parts, push: () => world.push(config) });
  },
  merge: (world, step) => {
    const config = world.device(step.text('device'));
    mergeStep(config, step, world);
    expectState(step.member('expect'), config, ['good']);
  },
  inject: (world, step) => injectStep(step, world.parts),
  inject_raw: (world, step) => {
    const plain = injectRawStep(step, world.parts);
    if (plain !== undefined) world.confirmAuthor(plain, step.text('hash'));
  },
  now: (world, step) => {
    world.nowMs = step.number('ms');
  },
  dump: (world, step) => {
    const device = step.text('device');
    const dump = world.device(device).dump();
    const expected = step.member('expect');
    if (expected.has('dump')) expected.expectHex('dump', dump);
    if (expected.has('dump_hash')) expected.expectHex('dump_hash', blake2b(32, dump));
    require(expected.has('dump') || expected.has('dump_hash'), 'nothing is expected');
    world.dumps.set(device, toHex(dump));
  },
  load: (world, step) => {
    const config = ConfigObject.load(step.hex('dump'), world.options());
    step.expect('dump', world.dumps.get(step.text('from_device')));
    world.add(step.text('device'), config);
    expectState(step.member('expect'), config);
  },
};

/** Devices of one account that change a config, push it and merge. */
export async function runUserScenario(scenario: Given, operations: Operations<UserWorld>): Promise<void> {
  await zstdReady();
  for (const name of ['name', 'note']) scenario.label(name);
  const world = new UserWorld(scenario);
  runSteps(scenario.list('steps'), world, { ...RAW_OPERATIONS, ...operations });
  const final = scenario.member('final');
  for (const device of final.names()) expectState(final.member(device), world.device(device));
}
