import { concatBytes, fromUtf8, readU32le, u32le, utf8 } from '../../util/index.ts';
import { BackupError } from './errors.ts';

type Bytes = AsyncIterable<Uint8Array>;

const KINDS = ['end', 'manifest', 'key', 'database', 'file'] as const;
export type EntryKind = (typeof KINDS)[number];

/** Something in the archive; `bytes` is to be read to its end before the next entry. */
export interface Entry {
  readonly kind: EntryKind;
  /** Of a file: its path among the files. Empty otherwise. */
  readonly name: string;
  readonly size: number;
  readonly bytes: Bytes;
}

const HEAD_BYTES = 1 + 1 + 8;
const TWO_TO_32 = 0x1_0000_0000;

/** Entries one after another: kind (1), length of the name (1), size (8, LE), name, bytes; an `end` closes them. */
export async function* writeArchive(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  for await (const { kind, name, size, bytes } of entries) {
    yield headOf(kind, name, size);
    let left = size;
    for await (const chunk of bytes) {
      left -= chunk.length;
      yield chunk;
    }
    if (left !== 0) throw new RangeError('an entry has not the size it was said to have');
  }
  yield headOf('end', '', 0);
}

/**
 * Reads what {@link writeArchive} has made. Keeps no more than a chunk of it.
 * @throws {BackupError} `backup-damaged`, and whatever `bytes` throws.
 */
export async function* readArchive(bytes: Bytes): AsyncGenerator<Entry> {
  const source = new Chunks(bytes);
  for (;;) {
    const head = await source.exactly(HEAD_BYTES);
    const kind = KINDS[head[0] ?? -1];
    const size = readU32le(head, 2) + readU32le(head, 6) * TWO_TO_32;
    if (kind === undefined || !Number.isSafeInteger(size)) throw new BackupError('backup-damaged');
    if (kind === 'end') break;
    const name = nameOf(await source.exactly(head[1] ?? 0));
    yield { kind, name, size, bytes: source.next(size) };
    if (source.isReading) throw new Error('an entry was not read to its end');
  }
  await source.end();
}

function headOf(kind: EntryKind, name: string, size: number): Uint8Array {
  const encoded = utf8(name);
  if (encoded.length > 255) throw new RangeError('the name of an entry is too long');
  return concatBytes(
    Uint8Array.of(KINDS.indexOf(kind), encoded.length),
    u32le(size % TWO_TO_32),
    u32le(Math.floor(size / TWO_TO_32)),
    encoded,
  );
}

function nameOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new BackupError('backup-damaged', { cause });
  }
}

/** Bytes that are taken off the front of what arrives. */
class Chunks {
  readonly #bytes: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array(0);
  #left = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes[Symbol.asyncIterator]();
  }

  /** Whether the last {@link next} has not come to its end. */
  get isReading(): boolean {
    return this.#left > 0;
  }

  async exactly(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let left = length; left > 0;) {
      const part = await this.#take(left);
      parts.push(part);
      left -= part.length;
    }
    return concatBytes(...parts);
  }

  async *next(length: number): AsyncGenerator<Uint8Array> {
    this.#left = length;
    while (this.#left > 0) {
      const part = await this.#take(this.#left);
      this.#left -= part.length;
      yield part;
    }
  }

  /** @throws {BackupError} `backup-damaged` when there is more. */
  async end(): Promise<void> {
    if (this.#held.length > 0) throw new BackupError('backup-damaged');
    for (;;) {
      const result = await this.#bytes.next();
      if (result.done === true) return;
      if (result.value.length > 0) throw new BackupError('backup-damaged');
    }
  }

  /** Some bytes, at least one and at most `most`. */
  async #take(most: number): Promise<Uint8Array> {
    while (this.#held.length === 0) {
      const result = await this.#bytes.next();
      // What is sealed was written whole.
      if (result.done === true) throw new BackupError('backup-damaged');
      this.#held = result.value;
    }
    const part = this.#held.subarray(0, most);
    this.#held = this.#held.subarray(part.length);
    return part;
  }
}
