// Parts that wait for the rest of their config (spec 03 §5.4, §7).

import type { BencodeInput, BencodeValue } from '../util/index.ts';
import { toHex } from '../util/index.ts';
import { ConfigError } from './errors.ts';
import type { Part } from './part.ts';
import { joinParts } from './part.ts';

const DAY_MS = 86_400_000;
const UNFINISHED_MS = 7 * DAY_MS;
const FINISHED_MS = 14 * DAY_MS;
/** More configs than devices could write at once; whoever writes more fills no memory. */
const MAX_UNFINISHED = 16;

interface StoredPart {
  /** Hash by which the swarm knows the message. */
  readonly messageHash: string;
  readonly chunk: Uint8Array;
}

interface PartSet {
  readonly whole: Uint8Array;
  /** 0 when the set was completed: late duplicates of its parts are nothing new. */
  readonly count: number;
  readonly expiryMs: number;
  readonly parts: ReadonlyMap<number, StoredPart>;
}

/** A config whose last part has arrived. */
export interface CompletedParts {
  readonly padded: Uint8Array;
  readonly messageHashes: readonly string[];
}

export class PartSets {
  private readonly sets = new Map<string, PartSet>();

  /** Hashes of the stored messages whose config is not complete. */
  get messageHashes(): readonly string[] {
    return [...this.sets.values()].flatMap(({ parts }) =>
      [...parts.values()].map(({ messageHash }) => messageHash),
    );
  }

  /**
   * Takes a part in. `isNew` is false for a part that was here before or whose config is complete; `completed` is the config
   * when this was its last part.
   * @throws {ConfigError} `part-invalid` for another count than before, or when the parts do not make what their hash says: then all
   *   of them are forgotten, since nobody knows which one lied
   */
  add(
    part: Part,
    messageHash: string,
    { nowMs }: { readonly nowMs: number },
  ): { readonly isNew: boolean; readonly completed?: CompletedParts } {
    const key = toHex(part.whole);
    const known = this.sets.get(key);
    if (known?.count === 0 || known?.parts.get(part.index) !== undefined) return { isNew: false };
    if (known !== undefined && known.count !== part.count) throw new ConfigError('part-invalid');
    const parts = new Map(known?.parts).set(part.index, { messageHash, chunk: part.chunk });
    if (parts.size < part.count) {
      this.keep(key, { whole: part.whole, count: part.count, expiryMs: nowMs + UNFINISHED_MS, parts });
      return { isNew: true };
    }
    this.sets.delete(key);
    const completed = complete(part.whole, parts);
    this.keep(key, { whole: part.whole, count: 0, expiryMs: nowMs + FINISHED_MS, parts: new Map() });
    return { isNew: true, completed };
  }

  /** Forgets what nobody completes any more; true when there was something to forget. */
  expire(nowMs: number): boolean {
    const expired = [...this.sets].filter(([, { expiryMs }]) => expiryMs <= nowMs);
    for (const [key] of expired) this.sets.delete(key);
    return expired.length > 0;
  }

  /** Each set by its hash, as a dump has it. */
  dump(): BencodeInput {
    return new Map(
      [...this.sets.values()].map((set) => [Buffer.from(set.whole).toString('latin1'), dumpSet(set)]),
    );
  }

  /** @throws {ConfigError} `dump-invalid` */
  load(dumped: BencodeValue | undefined): void {
    if (dumped === undefined) return;
    for (const [latin1, value] of asDict(dumped)) {
      const whole = Uint8Array.from(Buffer.from(latin1, 'latin1'));
      this.sets.set(toHex(whole), loadSet(whole, asDict(value)));
    }
  }

  private keep(key: string, set: PartSet): void {
    this.sets.delete(key);
    this.sets.set(key, set);
    const unfinished = [...this.sets].filter(([, { count }]) => count > 0);
    for (const [oldest] of unfinished.slice(0, -MAX_UNFINISHED)) this.sets.delete(oldest);
  }
}

function complete(whole: Uint8Array, parts: ReadonlyMap<number, StoredPart>): CompletedParts {
  const ordered = [...parts].sort(([a], [b]) => a - b).map(([, part]) => part);
  return {
    padded: joinParts(
      whole,
      ordered.map(({ chunk }) => chunk),
    ),
    messageHashes: ordered.map(({ messageHash }) => messageHash),
  };
}

function dumpSet({ count, expiryMs, parts }: PartSet): BencodeInput {
  const head: [string, BencodeInput][] = [
    ['#', count],
    ['T', expiryMs],
  ];
  if (count === 0) return new Map(head);
  const list = [...parts]
    .sort(([a], [b]) => a - b)
    .map(
      ([index, { messageHash, chunk }]) =>
        new Map<string, BencodeInput>([
          ['#', index],
          ['M', messageHash],
          ['d', chunk],
        ]),
    );
  return new Map([...head, ['p', list]]);
}

function loadSet(whole: Uint8Array, dumped: ReadonlyMap<string, BencodeValue>): PartSet {
  const list = dumped.get('p') ?? [];
  if (!Array.isArray(list)) throw new ConfigError('dump-invalid');
  const parts = (list as readonly BencodeValue[]).map((item) => {
    const part = asDict(item);
    const messageHash = Buffer.from(asBytes(part.get('M'))).toString();
    return [asNumber(part.get('#')), { messageHash, chunk: asBytes(part.get('d')) }] as const;
  });
  return {
    whole,
    count: asNumber(dumped.get('#')),
    expiryMs: asNumber(dumped.get('T')),
    parts: new Map(parts),
  };
}

function asDict(value: BencodeValue): ReadonlyMap<string, BencodeValue> {
  if (!(value instanceof Map)) throw new ConfigError('dump-invalid');
  return value as ReadonlyMap<string, BencodeValue>;
}

function asBytes(value: BencodeValue | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new ConfigError('dump-invalid');
  return value;
}

function asNumber(value: BencodeValue | undefined): number {
  const number = typeof value === 'bigint' ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number) || number < 0) throw new ConfigError('dump-invalid');
  return number;
}
