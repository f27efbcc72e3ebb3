// The form in which a config is kept on this device (spec 03 §7).

import type { BencodeInput, BencodeValue } from '../util/index.ts';
import { BencodeError, BytesError, decodeBencode, encodeBencode, fromUtf8 } from '../util/index.ts';
import { ConfigError } from './errors.ts';

/** `clean`: on the swarm. `dirty`: changed here. `waiting`: given out to be pushed. */
export type ConfigState = 'clean' | 'dirty' | 'waiting';

const STATES: readonly ConfigState[] = ['clean', 'dirty', 'waiting'];

export interface ConfigDump {
  readonly state: ConfigState;
  /** The config message. */
  readonly message: Uint8Array;
  readonly currentHashes: readonly string[];
  readonly obsoleteHashes: readonly string[];
  /** Parts of configs that are not complete, as {@link PartSets} keeps them. */
  readonly parts: BencodeValue | undefined;
  readonly extra: ReadonlyMap<string, BencodeValue>;
}

export function encodeDump(dump: Omit<ConfigDump, 'parts'> & { readonly parts: BencodeInput }): Uint8Array {
  return encodeBencode(
    new Map<string, BencodeInput>([
      ['!', STATES.indexOf(dump.state)],
      ['$', dump.message],
      ['(', dump.currentHashes],
      [')', dump.obsoleteHashes],
      ['*', dump.parts],
      ['+', dump.extra],
    ]),
  );
}

/**
 * Reads dumps of old versions too, which had one current hash, maybe an empty one.
 * @throws {ConfigError} `dump-invalid`
 */
export function decodeDump(bytes: Uint8Array): ConfigDump {
  const dump = decoded(bytes);
  const state = STATES[Number(dump.get('!') ?? -1)];
  const message = dump.get('$');
  const extra = dump.get('+') ?? new Map<string, BencodeValue>();
  if (state === undefined || !(message instanceof Uint8Array) || !(extra instanceof Map)) {
    throw new ConfigError('dump-invalid');
  }
  return {
    state,
    message,
    currentHashes: hashesOf(dump.get('(')),
    obsoleteHashes: hashesOf(dump.get(')')),
    parts: dump.get('*'),
    extra: extra as ReadonlyMap<string, BencodeValue>,
  };
}

function decoded(bytes: Uint8Array): ReadonlyMap<string, BencodeValue> {
  try {
    const dump = decodeBencode(bytes);
    if (dump instanceof Map) return dump as ReadonlyMap<string, BencodeValue>;
  } catch (cause) {
    if (!(cause instanceof BencodeError)) throw cause;
  }
  throw new ConfigError('dump-invalid');
}

function hashesOf(value: BencodeValue | undefined): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly BencodeValue[]) : [value];
  return list.flatMap((item) => (item instanceof Uint8Array && item.length > 0 ? [hashOf(item)] : []));
}

function hashOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    if (cause instanceof BytesError) throw new ConfigError('dump-invalid', { cause });
    throw cause;
  }
}
