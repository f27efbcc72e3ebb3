import { Contacts, ConfigObject } from '../../ts/config/index.ts';
import type { ConfigOptions, StoredConfig } from '../../ts/config/index.ts';
import { decryptConfig, stripFront } from '../../ts/config/encryption.ts';
import { plainOf } from '../../ts/config/stored-message.ts';
import { cryptoReady, symmetricKey } from '../../ts/crypto/index.ts';
import { decodeBencode, systemClock, systemRandom, toHex, zstdReady } from '../../ts/util/index.ts';
import type { Benchmark } from './harness/benchmark.ts';
import type { Comparison } from './support/side-by-side.ts';
import { sideBySide } from './support/side-by-side.ts';

const CONTACTS = 300;
const DEVICES = 5;
const DOMAIN = 'Contacts';

/** The contacts of an account that several devices changed at once, brought together. */
export const configs: Benchmark = {
  name: 'configs',
  about: `${CONTACTS} contacts, changed on ${DEVICES} devices at once`,
  opensWindows: false,
  runs: 15,
  run: async ({ runs }) => {
    await Promise.all([cryptoReady(), zstdReady()]);
    const measurements = [];
    for (const comparison of comparisons()) measurements.push(await sideBySide(comparison, runs));
    return { measurements };
  },
};

function comparisons(): readonly Comparison[] {
  const key = symmetricKey(systemRandom.bytes(32));
  const options: ConfigOptions = { domain: DOMAIN, keys: () => [key], clock: systemClock };
  const ids = Array.from({ length: CONTACTS }, () => `05${toHex(systemRandom.bytes(32))}`);
  const first = new ConfigObject(options);
  const contacts = new Contacts(first);
  for (const [at, id] of ids.entries())
    contacts.update(id, { name: `Contact ${at}`, isApproved: true, createdS: 1_700_000_000 });
  const base = stored('base', first);
  const conflicts = Array.from({ length: DEVICES }, (_, device) => {
    const config = merged(options, base);
    for (let change = 0; change < 10; change += 1)
      new Contacts(config).update(ids[device * 10 + change] as string, { nickname: `Nickname ${device}` });
    return stored(`device ${device}`, config).flat();
  });
  const messages = [...base, ...conflicts.flat()];
  const readAll = () => {
    for (const { data } of messages) decodeBencode(plainOf(stripFront(decryptConfig(data, [key], DOMAIN))));
  };
  return [
    {
      name: `merge ${DEVICES} changes`,
      ours: () => merged(options, messages),
      floor: { name: 'decrypt, decompress and read them', run: readAll },
    },
    {
      name: 'change one contact and push',
      ours: () => {
        new Contacts(first).update(ids[0] as string, { nickname: toHex(systemRandom.bytes(4)) });
        first.push();
      },
      floor: {
        name: 'decrypt, decompress and read one',
        run: () => {
          for (const { data } of base) decodeBencode(plainOf(stripFront(decryptConfig(data, [key], DOMAIN))));
        },
      },
    },
  ];
}

function stored(name: string, config: ConfigObject): readonly StoredConfig[] {
  const { seqno, messages } = config.push();
  const result = messages.map((data, at) => ({ hash: `${name} ${at}`, data }));
  config.confirmPushed(
    seqno,
    result.map(({ hash }) => hash),
  );
  return result;
}

function merged(options: ConfigOptions, messages: readonly StoredConfig[]): ConfigObject {
  const config = new ConfigObject(options);
  config.merge(messages);
  return config;
}
