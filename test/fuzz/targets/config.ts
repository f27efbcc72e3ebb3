import {
  ConfigObject,
  Contacts,
  ConvoInfoVolatile,
  GroupConfigs,
  GroupInfo,
  GroupMembers,
  JournaledConfig,
  UserGroups,
  UserProfile,
} from '../../../ts/config/index.ts';
import {
  ed25519KeyPair,
  ed25519SecretToX25519,
  ed25519Seed,
  sign,
  symmetricKey,
  x25519KeyPair,
} from '../../../ts/crypto/index.ts';
import type { Ed25519KeyPair } from '../../../ts/crypto/index.ts';
import { decodeDump } from '../../../ts/config/dump.ts';
import { encryptConfig, padInFront, stripFront } from '../../../ts/config/encryption.ts';
import { parseMessage, serialize } from '../../../ts/config/message.ts';
import { decodePart, splitParts } from '../../../ts/config/part.ts';
import { openMessage, plainOf } from '../../../ts/config/stored-message.ts';
import { bytesEqual, concatBytes, fromHex, toHex, utf8 } from '../../../ts/util/index.ts';
import { BrokenPromise } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { vectors } from './seeds.ts';

interface Step {
  readonly op: string;
  readonly expect?: {
    readonly plain?: string;
    readonly dump?: string;
    readonly config?: string;
    readonly combined?: string;
  };
}

interface Config {
  readonly scenarios: readonly {
    readonly type: string;
    readonly group_seed?: string;
    readonly steps: readonly Step[];
  }[];
}

const KEY = symmetricKey(new Uint8Array(32).fill(5));
const DOMAIN = 'Contacts';
const MAX_SEED_BYTES = 2_000;

/** What the steps of all scenarios expect in this field, each once, the short ones. */
function expected(field: 'plain' | 'dump' | 'combined'): readonly Uint8Array[] {
  const steps = vectors<Config>('config').scenarios.flatMap((scenario) => scenario.steps);
  const all = new Set(steps.flatMap(({ expect }) => expect?.[field] ?? []));
  return [...all].map(fromHex).filter((bytes) => bytes.length < MAX_SEED_BYTES);
}

const options = () => ({ domain: DOMAIN, keys: () => [KEY], clock: { nowMs: () => 1_700_000_000_000 } });

/** As another device of the account may write it, which has the key. */
const stored = (plain: Uint8Array) => encryptConfig(padInFront(plain), KEY, DOMAIN);

/** The messages that hand out the keys of the first group, and its seed. */
function groupKeysMessages(): { readonly messages: readonly Uint8Array[]; readonly group: Ed25519KeyPair } {
  const [scenario] = vectors<Config>('config').scenarios.filter(({ type }) => type === 'Group');
  const messages = (scenario?.steps ?? []).flatMap(({ expect }) => expect?.config ?? []).map(fromHex);
  return { messages, group: ed25519KeyPair(ed25519Seed(fromHex(scenario?.group_seed ?? ''))) };
}

function groupOptions() {
  const { group } = groupKeysMessages();
  const { secretKey } = ed25519KeyPair(ed25519Seed(new Uint8Array(32).fill(6)));
  const account = x25519KeyPair(ed25519SecretToX25519(secretKey));
  return { groupKey: group.publicKey, account, clock: { nowMs: () => 1_700_000_000_000 } };
}

/** Signed as an admin signs: what comes before the end of the dict, then the signature as its last pair. */
function signedByGroup(bytes: Uint8Array): Uint8Array {
  const { group } = groupKeysMessages();
  const head = bytes.subarray(0, Math.max(0, bytes.length - SIGNATURE_TAIL_BYTES));
  return concatBytes(head, utf8('1:~64:'), sign(head, group.secretKey), utf8('e'));
}

const SIGNATURE_TAIL_BYTES = 71;

/** Everything that the typed layer reads of a config, whatever is in it. */
function readAll(config: ConfigObject): unknown {
  const contacts = new Contacts(config);
  const groups = new UserGroups(config);
  return [
    new UserProfile(config).read(),
    contacts.list(),
    contacts.listBlinded(),
    new ConvoInfoVolatile(config).list(),
    groups.groups(),
    groups.communities(),
    groups.legacyGroups(),
    new GroupInfo(config).record,
    new GroupMembers(config).all,
  ];
}

export const CONFIG_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'config-message',
    format: 'bencode',
    seeds: () => expected('plain'),
    run: (input) => {
      const message = parseMessage(input);
      // Absent lists are written as empty ones and what is too old is left out: from then on nothing changes any more.
      const written = serialize(message);
      if (!bytesEqual(serialize(parseMessage(written)), written))
        throw new BrokenPromise('written, but read differently');
      return { seqno: message.seqno, data: message.data, hash: toHex(message.hash) };
    },
  },
  {
    name: 'config-stored',
    format: 'bytes',
    seeds: () => expected('plain').map(stored),
    run: (input) => openMessage(input, { keys: [KEY], domain: DOMAIN }),
  },
  {
    name: 'config-padded',
    format: 'bencode',
    seeds: () => expected('plain').map(padInFront),
    run: (input) => plainOf(stripFront(input)),
  },
  {
    name: 'config-part',
    format: 'bencode',
    seeds: () => splitParts(new Uint8Array(80_000).fill(7)).map((part) => part.subarray(0, 200)),
    run: (input) => decodePart(input),
  },
  {
    name: 'config-dump',
    format: 'bencode',
    seeds: () => [...expected('dump'), new ConfigObject(options()).dump()],
    run: (input) => {
      const config = ConfigObject.load(input, options());
      decodeDump(config.dump());
      return { state: config.state, seqno: config.seqno, data: config.data };
    },
  },
  {
    name: 'config-merge',
    format: 'bencode',
    seeds: () => expected('plain'),
    run: (input) => {
      const config = new ConfigObject(options());
      config.edit((root) => root.set('n', new Uint8Array([0x61])));
      const report = config.merge([{ hash: 'fuzzed', data: stored(input) }]);
      const again = ConfigObject.load(config.dump(), options());
      if (toHex(again.configHash) !== toHex(config.configHash) && config.state !== 'dirty')
        throw new BrokenPromise('dumped, but loaded differently');
      config.merge([{ hash: 'fuzzed', data: stored(input) }]);
      return { outcome: report.outcome, state: config.state, seqno: config.seqno, data: config.data };
    },
  },
  {
    name: 'config-records',
    format: 'bencode',
    seeds: () => expected('plain'),
    run: (input) => {
      const config = new ConfigObject(options());
      config.merge([{ hash: 'fuzzed', data: stored(input) }]);
      const records = readAll(config);
      // Whatever another device wrote, ours can still change it.
      new Contacts(config).update(`05${'ab'.repeat(32)}`, { name: 'name', nickname: 'nickname' });
      new UserProfile(config).update({ name: 'name' }, 1_700_000_000_000);
      new ConvoInfoVolatile(config).prune(1_700_000_000_000);
      config.push();
      return records;
    },
  },
  {
    name: 'config-journal',
    format: 'bencode',
    seeds: () => {
      const config = new JournaledConfig(options());
      config.edit((root) => root.set('n', new Uint8Array([0x61])));
      config.push();
      return [config.dump()];
    },
    run: (input) => {
      const config = JournaledConfig.load(input, options());
      config.merge(
        expected('plain')
          .slice(0, 4)
          .map((plain, at) => ({ hash: `h${at}`, data: stored(plain) })),
      );
      return { state: config.state, seqno: config.seqno, data: config.data };
    },
  },
  {
    name: 'group-keys-message',
    format: 'bencode',
    seeds: () => groupKeysMessages().messages,
    run: (input) =>
      GroupConfigs.create(groupOptions()).keys.loadMessage({ hash: 'fuzzed', data: input, timestampMs: 5 }),
  },
  {
    name: 'group-keys-message-signed',
    format: 'bencode',
    seeds: () => groupKeysMessages().messages,
    // As an admin may write it.
    run: (input) => {
      const group = GroupConfigs.create(groupOptions());
      const found = group.keys.loadMessage({ hash: 'fuzzed', data: signedByGroup(input), timestampMs: 5 });
      GroupConfigs.load(group.dump(), groupOptions());
      return found;
    },
  },
  {
    name: 'group-dump',
    format: 'bencode',
    seeds: () => [...expected('combined'), GroupConfigs.create(groupOptions()).dump()],
    run: (input) => {
      const group = GroupConfigs.load(input, groupOptions());
      GroupConfigs.load(group.dump(), groupOptions());
      return [group.info.record, group.members.all, group.keys.known];
    },
  },
];
