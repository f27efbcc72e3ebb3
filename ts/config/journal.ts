// The changes of this device that other devices may still lose, and their form in the store (spec 03 §4.2; ours, never on the wire).

import type { BencodeInput, BencodeValue } from '../util/index.ts';
import { BencodeError, decodeBencode } from '../util/index.ts';
import type { ConfigDiff } from './diff.ts';
import { isValidDiff } from './diff.ts';
import { ConfigError } from './errors.ts';
import type { ConfigDict } from './value.ts';

export interface JournalEntry {
  /** Of the message that brought the change. */
  readonly seqno: number;
  /** Config hash of that message, 32 bytes; undefined while it is being written. */
  readonly hash: Uint8Array | undefined;
  readonly diff: ConfigDiff;
  /** The values that the diff is about. */
  readonly values: ConfigDict;
  /** Whether the message was confirmed to be on the swarm. */
  readonly isStored: boolean;
  /** How often the change was made again after it had been stored. */
  readonly remakes: number;
}

export function encodeJournal(entries: readonly JournalEntry[]): BencodeInput {
  return entries.map(
    ({ seqno, hash, diff, values, isStored, remakes }) =>
      new Map<string, BencodeInput>([
        ['d', diff],
        ['h', hash ?? ''],
        ['n', seqno],
        ['r', remakes],
        ['s', isStored ? 1 : 0],
        ['v', values],
      ]),
  );
}

/**
 * The dump of the config itself and its journal.
 * @throws {ConfigError} `dump-invalid`
 */
export function decodeJournal(dump: Uint8Array): {
  readonly config: Uint8Array;
  readonly entries: readonly JournalEntry[];
} {
  const outer = decoded(dump);
  const config = outer instanceof Map ? (outer.get('c') as BencodeValue | undefined) : undefined;
  const journal = outer instanceof Map ? (outer.get('j') as BencodeValue | undefined) : undefined;
  if (!(config instanceof Uint8Array) || !Array.isArray(journal)) throw new ConfigError('dump-invalid');
  return { config, entries: (journal as readonly BencodeValue[]).map(entryOf) };
}

function decoded(dump: Uint8Array): BencodeValue {
  try {
    return decodeBencode(dump);
  } catch (cause) {
    if (cause instanceof BencodeError) throw new ConfigError('dump-invalid', { cause });
    throw cause;
  }
}

function entryOf(value: BencodeValue): JournalEntry {
  const fields =
    value instanceof Map ? (value as ReadonlyMap<string, BencodeValue>) : new Map<string, never>();
  const [diff, hash, seqno, remakes, stored, values] = ['d', 'h', 'n', 'r', 's', 'v'].map((key) =>
    fields.get(key),
  );
  const isEntry = typeof seqno === 'bigint' && hash instanceof Uint8Array && values instanceof Map;
  if (!isEntry || !isValidDiff(diff)) throw new ConfigError('dump-invalid');
  return {
    seqno: Number(seqno),
    hash: hash.length === 0 ? undefined : hash,
    diff,
    values: values as ConfigDict,
    isStored: stored === 1n,
    remakes: typeof remakes === 'bigint' ? Number(remakes) : 0,
  };
}
