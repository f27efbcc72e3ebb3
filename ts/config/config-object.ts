// One config of an account or a group, as it is changed here, pushed, and merged with what other devices wrote (spec 03 §3, §4.2).

import type { Ed25519PublicKey, Ed25519SecretKey, SymmetricKey } from '../crypto/index.ts';
import type { BencodeValue, Clock } from '../util/index.ts';
import { bytesEqual, compareBytes } from '../util/index.ts';
import { diffDicts } from './diff.ts';
import type { ConfigState } from './dump.ts';
import { decodeDump, encodeDump } from './dump.ts';
import { DictEditor } from './editor.ts';
import { ConfigError } from './errors.ts';
import type { MergedContent } from './merge.ts';
import { mergeMessages } from './merge.ts';
import type { ConfigContent, ConfigMessage } from './message.ts';
import { initialMessage, parseMessage, serialize, settle } from './message.ts';
import type { Lagged } from './lagged.ts';
import { withinLag } from './lagged.ts';
import { PartSets } from './part-sets.ts';
import { stripFront } from './encryption.ts';
import type { ConfigWrapper } from './stored-message.ts';
import { openMessage, plainOf, sealMessage } from './stored-message.ts';
import type { ConfigDict } from './value.ts';
import { EMPTY_DICT } from './value.ts';

export interface ConfigOptions {
  readonly domain: string;
  /** Encryption keys, 32 bytes each: the first one encrypts, all of them are tried when decrypting. Asked for at each use. */
  readonly keys: () => readonly SymmetricKey[];
  /** Of a group: every message must be signed by it. */
  readonly verifyKey?: Ed25519PublicKey | undefined;
  /** Of a group's admin. With a `verifyKey` and without this, the config is read-only. */
  readonly signKey?: Ed25519SecretKey | undefined;
  readonly wrapper?: ConfigWrapper | undefined;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** A message as a swarm has it. */
export interface StoredConfig {
  /** By which the swarm knows it; opaque. */
  readonly hash: string;
  readonly data: Uint8Array;
}

/** What has to be stored, and what may be deleted after that. */
export interface ConfigPush {
  readonly seqno: number;
  /** To be stored one and all: a config counts as pushed when every one of them is. */
  readonly messages: readonly Uint8Array[];
  /** Hashes of stored messages that nobody needs any more; the same ones come again until {@link ConfigObject.confirmDeleted}. */
  readonly obsolete: readonly string[];
  /** The config message itself. */
  readonly plain: Uint8Array;
}

export type MergeOutcome =
  /** Nothing that we did not have. */
  | 'unchanged'
  /** Another device's state took the place of ours. */
  | 'replaced'
  /** Concurrent states were brought together; the result has to be pushed. */
  | 'merged';

export interface ConfigMergeReport {
  readonly outcome: MergeOutcome;
  /** Hashes of the messages that could be read. Only they may be marked as seen. */
  readonly good: ReadonlySet<string>;
  /** The config messages that came complete, each with the hashes of everything that it came in. */
  readonly received: readonly ReceivedConfig[];
  /** Why the others could not be used. They stay on the swarm, and nobody renews them (spec 03 §4.3). */
  readonly failures: readonly { readonly hash: string; readonly error: ConfigError }[];
}

/** A config message from a swarm with the hashes of everything that it came in. */
export interface ReceivedConfig {
  readonly message: ConfigMessage;
  readonly hashes: readonly string[];
}

/** A message that is being written: its bytes change with every edit. */
interface Draft extends Omit<ConfigContent, 'diff'> {
  /** What the diff is made against. */
  readonly base: ConfigDict;
  /** Whether the diff lists all data: a merge that nobody has added to. */
  readonly claimsAll: boolean;
}

export class ConfigObject {
  private readonly options: ConfigOptions;
  private readonly parts = new PartSets();
  private signKey: Ed25519SecretKey | undefined;
  /** What was last settled: the present message, unless there is a draft. */
  private message: ConfigMessage = initialMessage();
  private draft: Draft | undefined;
  /** The draft's bytes, until it changes. */
  private settledDraft: ConfigMessage | undefined;
  private isWaiting = false;
  private current: ReadonlySet<string> = new Set();
  private obsolete: ReadonlySet<string> = new Set();
  private dumpNeeded = false;
  private extraData: ReadonlyMap<string, BencodeValue> = new Map();

  constructor(options: ConfigOptions) {
    this.options = options;
    this.signKey = options.signKey;
  }

  /**
   * A config as it was dumped. One that was dumped while it was being written becomes a new message on top of that one (spec 03 §7).
   * @throws {ConfigError} `dump-invalid`
   */
  static load(dump: Uint8Array, options: ConfigOptions): ConfigObject {
    const config = new ConfigObject(options);
    config.restore(dump);
    return config;
  }

  get seqno(): number {
    return (this.draft ?? this.message).seqno;
  }

  get data(): ConfigDict {
    return (this.draft ?? this.message).data;
  }

  get state(): ConfigState {
    if (this.draft !== undefined) return 'dirty';
    return this.isWaiting ? 'waiting' : 'clean';
  }

  /** The config message as it would be sent now. */
  get plain(): Uint8Array {
    return this.settled().plain;
  }

  /** BLAKE2b of {@link plain}, 32 bytes. */
  get configHash(): Uint8Array {
    return this.settled().hash;
  }

  /** The changes that the present state is known to be built on, its own last, ascending by (seqno, hash). */
  get history(): readonly Lagged[] {
    const { lagged, seqno, diff } = this.content;
    return [...lagged, { seqno, hash: this.configHash, diff }];
  }

  /** Hashes of the stored messages that make the present state. */
  get currentHashes(): readonly string[] {
    return [...this.current];
  }

  /** Hashes of stored messages that are included in the present state. */
  get obsoleteHashes(): readonly string[] {
    return [...this.obsolete];
  }

  /** Hashes whose time to live has to be extended now and then: the present state, and parts that wait for others. */
  get activeHashes(): readonly string[] {
    return [...new Set([...this.current, ...this.parts.messageHashes])];
  }

  get isReadOnly(): boolean {
    return this.options.verifyKey !== undefined && this.signKey === undefined;
  }

  get needsPush(): boolean {
    return this.state !== 'clean' && !this.isReadOnly;
  }

  get needsDump(): boolean {
    return this.dumpNeeded;
  }

  /** What belongs to this config on this device only and is kept in its dump. */
  get extra(): ReadonlyMap<string, BencodeValue> {
    return this.extraData;
  }

  setExtra(extra: ReadonlyMap<string, BencodeValue>): void {
    this.extraData = extra;
    this.dumpNeeded = true;
  }

  /** From now on this device signs: the account became an admin of the group. */
  setSignKey(signKey: Ed25519SecretKey): void {
    this.signKey = signKey;
  }

  /**
   * Changes the data; several changes before a push make one message. True when anything changed.
   * @throws {ConfigError} `read-only`, and whatever `recipe` throws: then nothing has changed
   */
  edit(recipe: (root: DictEditor) => void): boolean {
    this.assertWritable();
    const before = this.data;
    const data = DictEditor.edit(before, recipe);
    if (data === before) return false;
    this.setDraft({ ...this.withoutClaim(this.openDraft()), data });
    return true;
  }

  /**
   * Makes a new message though nothing changed, so that it is stored anew: under a new group key, for instance.
   * @throws {ConfigError} `read-only`
   */
  touch(): void {
    this.assertWritable();
    if (this.draft === undefined) this.setDraft(this.openDraft());
  }

  /**
   * What to store and to delete. The state waits for {@link confirmPushed} then; without it, the next push gives the same again.
   * @throws {ConfigError} `read-only`, `too-large`: nothing has changed then
   */
  push(): ConfigPush {
    this.assertWritable();
    const { seqno, plain } = this.settled();
    const [key] = this.options.keys();
    if (key === undefined) throw new ConfigError('decrypt-failed', { message: 'no key' });
    const { domain, wrapper } = this.options;
    const messages = sealMessage(plain, { key, domain, seqno, wrapper });
    this.settleDraft();
    return { seqno, messages, plain, obsolete: this.obsoleteHashes };
  }

  /** Every message of the push with this seqno was stored, under these hashes. Ignored when the config has changed since. */
  confirmPushed(seqno: number, hashes: readonly string[]): void {
    if (this.state !== 'waiting' || seqno !== this.message.seqno) return;
    this.isWaiting = false;
    this.setCurrent(hashes);
    this.dumpNeeded = true;
  }

  /** These obsolete messages are gone from the swarm. */
  confirmDeleted(hashes: readonly string[]): void {
    const gone = new Set(hashes);
    this.setObsolete([...this.obsolete].filter((hash) => !gone.has(hash)));
  }

  /** Takes in what other devices stored, all of a namespace at once. A message that cannot be used costs nothing but itself. */
  merge(stored: readonly StoredConfig[]): ConfigMergeReport {
    if (this.parts.expire(this.options.clock.nowMs())) this.dumpNeeded = true;
    const report = new Report();
    const received = stored.flatMap((item) => this.read(item, report));
    const outcome = received.length === 0 ? 'unchanged' : this.mergeReceived(received);
    return { outcome, received, ...report.end() };
  }

  /** All of the config but its keys, to be kept in the store (spec 03 §7). */
  dump(): Uint8Array {
    this.dumpNeeded = false;
    if (this.isReadOnly) this.obsolete = new Set();
    return encodeDump({
      state: this.state,
      message: this.dumpedMessage(),
      currentHashes: sorted(this.current),
      obsoleteHashes: sorted(this.obsolete),
      parts: this.parts.dump(),
      extra: this.extraData,
    });
  }

  /**
   * What a draft with this data is a change of, when it is to list what this device has changed; undefined: as the reference has it,
   * whose merges list all data, or nothing (spec 03 §4.2).
   */
  protected ownBase(_data: ConfigDict): ConfigDict | undefined {
    return undefined;
  }

  /** A restored draft that has left in no form goes on as the same message, in place of one on top of it. */
  protected continueDraft(): void {
    if (this.draft === undefined) return;
    const { seqno, data, lagged, unknown } = this.message;
    const base = this.ownBase(data) ?? data;
    this.setDraft({ seqno, data, base, claimsAll: false, unknown, lagged });
  }

  /** Nothing is added any more to what is being written; it waits to be found on the swarm. */
  protected settleDraft(): void {
    if (this.draft === undefined) return;
    this.message = this.settled();
    this.dropDraft();
    this.isWaiting = true;
  }

  /** @throws {ConfigError} `dump-invalid` */
  protected restore(dump: Uint8Array): void {
    const { state, message, currentHashes, obsoleteHashes, parts, extra } = decodeDump(dump);
    // A signature in a dump was proven when it came in.
    this.message = parseMessage(message);
    this.current = new Set(currentHashes);
    this.obsolete = new Set(obsoleteHashes);
    this.parts.load(parts);
    this.extraData = extra;
    this.isWaiting = state !== 'clean';
    if (this.lacksSignature(this.message)) this.message = settle(this.message, this.signKey);
    if (state === 'dirty') this.setDraft(this.openDraft());
  }

  /** Without a signature of our own, as other clients dump it: it is made again when the dump is loaded (spec 03 §7). */
  private dumpedMessage(): Uint8Array {
    const isUnchanged = this.draft === undefined && this.message.signature !== 'own';
    if (isUnchanged) return this.message.plain;
    return serialize(this.draft === undefined ? this.message : contentOf(this.withoutClaim(this.draft)));
  }

  /** Others build on the signed form of a group's message. The initial state is the same for everybody. */
  private lacksSignature({ seqno, signature }: ConfigMessage): boolean {
    return seqno > 0 && this.options.verifyKey !== undefined && signature === 'none';
  }

  private get content(): ConfigContent {
    return this.draft === undefined ? this.message : contentOf(this.draft);
  }

  private settled(): ConfigMessage {
    if (this.draft === undefined) return this.message;
    this.settledDraft ??= settle(this.content, this.signKey);
    return this.settledDraft;
  }

  /** The draft, or a new one on top of the present message. */
  private openDraft(): Draft {
    if (this.draft !== undefined) return this.draft;
    const { seqno, hash, diff, data, lagged, unknown } = this.message;
    const next = seqno + 1;
    this.retireCurrent();
    return {
      seqno: next,
      data,
      base: data,
      claimsAll: false,
      unknown,
      lagged: withinLag([...lagged, { seqno, hash, diff }], next),
    };
  }

  private setDraft(draft: Draft): void {
    this.draft = draft;
    this.settledDraft = undefined;
    this.isWaiting = false;
    this.dumpNeeded = true;
  }

  private dropDraft(): void {
    this.draft = undefined;
    this.settledDraft = undefined;
    this.dumpNeeded = true;
  }

  /** Whole config messages in a stored one: none for a part whose others are missing, or when it cannot be used. */
  private read({ hash, data }: StoredConfig, report: Report): readonly ReceivedConfig[] {
    try {
      const opened = openMessage(data, { ...this.options, keys: this.options.keys() });
      const received =
        opened.kind === 'message'
          ? [this.parse(opened.plain, [hash])]
          : this.readPart(opened.part, hash, report);
      report.addGood(hash);
      return received;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      report.addFailure(hash, error);
      return [];
    }
  }

  private readPart(
    part: Parameters<PartSets['add']>[0],
    hash: string,
    report: Report,
  ): readonly ReceivedConfig[] {
    const { isNew, completed } = this.parts.add(part, hash, { nowMs: this.options.clock.nowMs() });
    if (isNew) this.dumpNeeded = true;
    if (completed === undefined) return [];
    const { padded, messageHashes } = completed;
    try {
      return [this.parse(plainOf(stripFront(padded)), messageHashes)];
    } catch (error) {
      for (const other of messageHashes) report.removeGood(other);
      throw error;
    }
  }

  private parse(plain: Uint8Array, hashes: readonly string[]): ReceivedConfig {
    return { message: parseMessage(plain, this.options.verifyKey), hashes };
  }

  private mergeReceived(received: readonly ReceivedConfig[]): MergeOutcome {
    const hasOwn = this.draft !== undefined || this.message.seqno > 0;
    const withOwn = (): readonly ReceivedConfig[] => [
      ...(hasOwn ? [{ message: this.settled(), hashes: this.currentHashes }] : []),
      ...received,
    ];
    let all = withOwn();
    let result = mergeMessages(messagesOf(all), { mayWrite: !this.isReadOnly });
    if (result.kind === 'merged' && this.dropClaim(received)) {
      all = withOwn();
      result = mergeMessages(messagesOf(all), { mayWrite: true });
    }
    const winner = result.kind === 'superseded' ? result.index : -1;
    const losers = all.filter((_, at) => at !== winner).flatMap(({ hashes }) => hashes);
    this.setObsolete([...this.obsolete, ...losers]);
    if (result.kind === 'merged') {
      this.becomeMerged(result.content);
      return 'merged';
    }
    const won = all[winner];
    if (won === undefined || (hasOwn && winner === 0)) {
      this.setObsolete([...this.obsolete].filter((hash) => !this.current.has(hash)));
      return 'unchanged';
    }
    this.become(won);
    return 'replaced';
  }

  /**
   * A merge that begins with a settled state says that it changed everything: that is what others write in the same place, and
   * equal bytes cause no further conflict. On top of a draft it says nothing new, and later edits are told apart (spec 03 §4.2).
   */
  private becomeMerged({ seqno, data, lagged }: MergedContent): void {
    const claimsAll = this.draft === undefined;
    const base = claimsAll ? EMPTY_DICT : (this.ownBase(data) ?? data);
    this.current = new Set();
    this.setDraft({ seqno, data, base, claimsAll, unknown: new Map(), lagged });
  }

  /** A further conflict: nobody else will write what our merge would have been, unless somebody has. True when something was dropped. */
  private dropClaim(received: readonly ReceivedConfig[]): boolean {
    if (this.draft === undefined) return false;
    const { hash } = this.settled();
    if (received.some(({ message }) => bytesEqual(message.hash, hash))) return false;
    const modest = this.withoutClaim(this.draft);
    if (modest === this.draft) return false;
    this.setDraft(modest);
    return true;
  }

  /** The same draft as a list of what this device has changed, unless it is to be as the reference has it. */
  private withoutClaim(draft: Draft): Draft {
    const base = draft.claimsAll ? this.ownBase(draft.data) : undefined;
    return base === undefined ? draft : { ...draft, base, claimsAll: false };
  }

  private become({ message, hashes }: ReceivedConfig): void {
    this.dropDraft();
    this.isWaiting = false;
    this.message = message;
    this.setCurrent(hashes);
  }

  private retireCurrent(): void {
    if (this.current.size === 0) return;
    this.obsolete = new Set([...this.obsolete, ...this.current]);
    this.current = new Set();
  }

  /** What makes the present state is never obsolete. */
  private setCurrent(hashes: readonly string[]): void {
    this.current = new Set(hashes);
    this.obsolete = new Set([...this.obsolete].filter((hash) => !this.current.has(hash)));
  }

  private setObsolete(hashes: readonly string[]): void {
    const obsolete = new Set(hashes);
    if (obsolete.size !== this.obsolete.size) this.dumpNeeded = true;
    this.obsolete = obsolete;
  }

  private assertWritable(): void {
    if (this.isReadOnly) throw new ConfigError('read-only');
  }
}

function contentOf(draft: Draft): ConfigContent {
  return { ...draft, diff: diffDicts(draft.base, draft.data) };
}

function messagesOf(received: readonly ReceivedConfig[]): readonly ConfigMessage[] {
  return received.map(({ message }) => message);
}

class Report {
  private readonly good = new Set<string>();
  private readonly failures: { readonly hash: string; readonly error: ConfigError }[] = [];

  addGood(hash: string): void {
    this.good.add(hash);
  }

  removeGood(hash: string): void {
    this.good.delete(hash);
  }

  addFailure(hash: string, error: ConfigError): void {
    this.failures.push({ hash, error });
  }

  end(): Pick<ConfigMergeReport, 'good' | 'failures'> {
    return { good: this.good, failures: this.failures };
  }
}

function sorted(hashes: ReadonlySet<string>): readonly string[] {
  return [...hashes].sort((a, b) => compareBytes(Buffer.from(a), Buffer.from(b)));
}
