import { symmetricKey } from '../../../ts/crypto/index.ts';
import { ConfigObject } from '../../../ts/config/index.ts';
import { decodeDump } from '../../../ts/config/dump.ts';
import { encryptConfig, padInFront, stripFront } from '../../../ts/config/encryption.ts';
import { parseMessage, serialize } from '../../../ts/config/message.ts';
import { decodePart, splitParts } from '../../../ts/config/part.ts';
import { openMessage, plainOf } from '../../../ts/config/stored-message.ts';
import { bytesEqual, fromHex, toHex } from '../../../ts/util/index.ts';
import { BrokenPromise } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { vectors } from './seeds.ts';

interface Step {
  readonly expect?: { readonly plain?: string; readonly dump?: string };
}

interface Config {
  readonly scenarios: readonly { readonly type: string; readonly steps: readonly Step[] }[];
}

const KEY = symmetricKey(new Uint8Array(32).fill(5));
const DOMAIN = 'Contacts';
const MAX_SEED_BYTES = 2_000;

/** What the steps of all scenarios expect in this field, each once, the short ones. */
function expected(field: 'plain' | 'dump'): readonly Uint8Array[] {
  const steps = vectors<Config>('config').scenarios.flatMap((scenario) => scenario.steps);
  const all = new Set(steps.flatMap(({ expect }) => expect?.[field] ?? []));
  return [...all].map(fromHex).filter((bytes) => bytes.length < MAX_SEED_BYTES);
}

const options = () => ({ domain: DOMAIN, keys: () => [KEY], clock: { nowMs: () => 1_700_000_000_000 } });

/** As another device of the account may write it, which has the key. */
const stored = (plain: Uint8Array) => encryptConfig(padInFront(plain), KEY, DOMAIN);

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
];
