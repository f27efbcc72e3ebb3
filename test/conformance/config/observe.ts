import type { ConfigObject } from '../../../ts/config/index.ts';
import { blake2b } from '../../../ts/crypto/index.ts';
import { encodeBencode, toHex } from '../../../ts/util/index.ts';
import { VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Json } from '../framework/json.ts';
import { sameJson } from '../onion/hops.ts';
import { dictToWords } from './words.ts';

const HASH_BYTES = 32;

/** What vectors say about the state of a config. */
const OBSERVERS: Readonly<Record<string, (config: ConfigObject) => Json>> = {
  seqno: (config) => config.seqno,
  state: (config) => config.state,
  needs_push: (config) => config.needsPush,
  data: (config) => dictToWords(config.data),
  data_hash: (config) => toHex(blake2b(HASH_BYTES, encodeBencode(config.data))),
  plain: (config) => toHex(config.plain),
  plain_hash: (config) => toHex(config.configHash),
  plain_size: (config) => config.plain.length,
};

/** Hashes of stored messages, in no order. */
const HASH_LISTS: Readonly<Record<string, (config: ConfigObject) => readonly string[]>> = {
  current_hashes: (config) => config.currentHashes,
  old_hashes: (config) => config.obsoleteHashes,
  active_hashes: (config) => config.activeHashes,
};

/** Compares everything that `expected` says about the config; `known` names what somebody else compares. */
export function expectState(expected: Given, config: ConfigObject, known: readonly string[] = []): void {
  for (const name of expected.names()) {
    if (known.includes(name)) continue;
    const observe = Object.hasOwn(OBSERVERS, name) ? OBSERVERS[name] : undefined;
    const list = Object.hasOwn(HASH_LISTS, name) ? HASH_LISTS[name] : undefined;
    if (observe !== undefined) expected.expect(name, observe(config));
    else if (list !== undefined) expectHashes(expected, name, list(config));
    else throw new VectorError(`${expected.path}/${name} is not known`);
  }
}

/** The member lists the same hashes, in whatever order. */
export function expectHashes(expected: Given, name: string, actual: readonly string[]): void {
  sameJson(`${expected.path}/${name}`, [...expected.texts(name)].sort(), [...actual].sort());
}
