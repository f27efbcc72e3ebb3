import { bytesEqual, fromBase64, fromHex, toBase64, toHex } from '../../../ts/util/index.ts';
import { Difference, shown, VectorError } from './failures.ts';
import type { Json } from './json.ts';
import { isJsonObject, jsonEqual } from './json.ts';

/** Which values of a file a check has looked at, by their paths. */
export class Journal {
  /** Paths whose whole subtree was looked at. */
  readonly whole = new Set<string>();

  add(other: Journal): void {
    for (const path of other.whole) this.whole.add(path);
  }
}

/**
 * One value of a vector file, which notes what is read of it: what a check never asked for, it has not checked. Readers throw
 * {@link VectorError} for what is missing or of another type; expectations throw {@link Difference}.
 */
export class Given {
  readonly path: string;
  readonly value: Json;
  private readonly journal: Journal;

  constructor(value: Json, { path, journal }: { readonly path: string; readonly journal: Journal }) {
    this.value = value;
    this.path = path;
    this.journal = journal;
  }

  /** The same value, its reads noted elsewhere. */
  notedIn(journal: Journal): Given {
    return new Given(this.value, { path: this.path, journal });
  }

  /** Whether there is a member of this name; `null` is one. */
  has(name: string): boolean {
    return isJsonObject(this.value) && Object.hasOwn(this.value, name);
  }

  /** Whether the member is `null`, and if so, reads it. */
  isNull(name: string): boolean {
    const isNull = this.has(name) && this.member(name).value === null;
    if (isNull) this.member(name).all();
    return isNull;
  }

  /** Names of the members. */
  names(): readonly string[] {
    if (!isJsonObject(this.value)) throw this.wrong('an object');
    return Object.keys(this.value);
  }

  /** A member as a value of its own. @throws {VectorError} when it is missing. */
  member(name: string): Given {
    if (!isJsonObject(this.value)) throw this.wrong('an object');
    const value = Object.hasOwn(this.value, name) ? this.value[name] : undefined;
    if (value === undefined) throw new VectorError(`${this.path} has no ${name}`);
    return this.inside(name, value);
  }

  /** The member, or undefined when there is none. */
  optional(name: string): Given | undefined {
    return this.has(name) ? this.member(name) : undefined;
  }

  /** The same object without some of its members. */
  without(names: readonly string[]): Given {
    if (!isJsonObject(this.value)) throw this.wrong('an object');
    const rest = Object.fromEntries(Object.entries(this.value).filter(([name]) => !names.includes(name)));
    return new Given(rest, { path: this.path, journal: this.journal });
  }

  /** The items of the list that this is. */
  items(): readonly Given[] {
    if (!Array.isArray(this.value)) throw this.wrong('a list');
    if (this.value.length === 0) this.all();
    return this.value.map((item: Json, at) => this.inside(String(at), item));
  }

  /** The whole value, all of it counted as read. */
  all(): Json {
    this.journal.whole.add(this.path);
    return this.value;
  }

  /** Words for people, which need no check. */
  label(name: string): string | undefined {
    return this.optional(name)?.asText();
  }

  asText(): string {
    const value = this.all();
    if (typeof value !== 'string') throw this.wrong('text');
    return value;
  }

  asHex(): Uint8Array {
    const text = this.asText();
    if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw this.wrong('lower-case hex');
    return fromHex(text);
  }

  asNumber(): number {
    const value = this.all();
    if (typeof value !== 'number') throw this.wrong('a number');
    return value;
  }

  list(name: string): readonly Given[] {
    return this.member(name).items();
  }

  text(name: string): string {
    return this.member(name).asText();
  }

  hex(name: string): Uint8Array {
    return this.member(name).asHex();
  }

  base64(name: string): Uint8Array {
    const text = this.text(name);
    const bytes = fromBase64(text);
    // Digits that do not count would be a change that nobody sees.
    if (toBase64(bytes).replace(/=+$/, '') !== text.replace(/=+$/, ''))
      throw this.member(name).wrong('canonical base64');
    return bytes;
  }

  number(name: string): number {
    return this.member(name).asNumber();
  }

  flag(name: string): boolean {
    const value = this.member(name).all();
    if (typeof value !== 'boolean') throw this.member(name).wrong('true or false');
    return value;
  }

  texts(name: string): readonly string[] {
    return this.list(name).map((item) => item.asText());
  }

  hexes(name: string): readonly Uint8Array[] {
    return this.list(name).map((item) => item.asHex());
  }

  numbers(name: string): readonly number[] {
    return this.list(name).map((item) => item.asNumber());
  }

  /** The member must be exactly this JSON. */
  expect(name: string, actual: Json | undefined): void {
    this.member(name).expectIs(actual);
  }

  /** The member must be these bytes in hex. */
  expectHex(name: string, actual: Uint8Array): void {
    const expected = this.hex(name);
    if (!bytesEqual(expected, actual)) this.expect(name, toHex(actual));
  }

  /** The member must be these bytes in base64 with padding. */
  expectBase64(name: string, actual: Uint8Array): void {
    this.expect(name, toBase64(actual));
  }

  /** This value must be exactly this JSON. */
  expectIs(actual: Json | undefined): void {
    const expected = this.all();
    if (!jsonEqual(expected, actual)) throw new Difference(this.path, expected, actual);
  }

  /** The error for a value that is not what a check needs. */
  wrong(what: string): VectorError {
    return new VectorError(`${this.path} is not ${what}: ${shown(this.value)}`);
  }

  private inside(name: string, value: Json): Given {
    return new Given(value, { path: joined(this.path, name), journal: this.journal });
  }
}

/** Paths of the values of `given` that nobody has read. */
export function unread(given: Given, journal: Journal): readonly string[] {
  return unreadBelow(given.value, given.path, journal);
}

function unreadBelow(value: Json, path: string, journal: Journal): readonly string[] {
  if (journal.whole.has(path)) return [];
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item: Json, at) => unreadBelow(item, joined(path, String(at)), journal));
  if (isJsonObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([name, item]) => unreadBelow(item, joined(path, name), journal));
  return [path];
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}
