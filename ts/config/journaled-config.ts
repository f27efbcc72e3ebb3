// A config that does not lose changes where the reference does (spec 03 §4.2: a merge that claims to have changed everything, and a
// device that is five or more messages behind). What was lost is made again, as a new change. A merge claims everything only while other
// devices may write the very same one; after that, and over restarts, a draft lists what was changed here until it is pushed.

import type { BencodeInput } from '../util/index.ts';
import { bytesEqual, encodeBencode, toHex } from '../util/index.ts';
import type {
  ConfigMergeReport,
  ConfigOptions,
  ConfigPush,
  ReceivedConfig,
  StoredConfig,
} from './config-object.ts';
import { ConfigObject } from './config-object.ts';
import type { ConfigDiff } from './diff.ts';
import { EMPTY_DIFF, applyDiff, diffDicts } from './diff.ts';
import type { DictEditor } from './editor.ts';
import type { JournalEntry } from './journal.ts';
import { decodeJournal, encodeJournal } from './journal.ts';
import type { Lagged, MessageKey } from './lagged.ts';
import { LAG, compareLagged } from './lagged.ts';
import type { ConfigMessage } from './message.ts';
import { missingPart, removesAnything, sizeOf, undone, untouchedPart, valuesOf } from './partial-diff.ts';
import type { ConfigDict } from './value.ts';
import { EMPTY_DICT } from './value.ts';

/** So often a change is made again that was on the swarm: devices that overwrite one another for good reason or bad must come to rest. */
const MOST_REMAKES = 2;

export class JournaledConfig extends ConfigObject {
  /** Changes made here, until they have been part of the swarm's state for {@link LAG} messages. */
  private entries: readonly JournalEntry[] = [];
  /** The data before the changes that no entry has yet. */
  private base: ConfigDict | undefined;
  /** How often a part of those changes was made again. */
  private remakes = 0;
  /** Messages that listed all their data as changed though they changed little of it, by seqno. */
  private readonly fullLists = new Map<string, number>();

  /**
   * A config with its journal, as {@link dump} wrote it.
   * @throws {ConfigError} `dump-invalid`
   */
  static override load(dump: Uint8Array, options: ConfigOptions): JournaledConfig {
    const { config: inner, entries } = decodeJournal(dump);
    const config = new JournaledConfig(options);
    config.restore(inner);
    config.entries = entries.filter(({ hash }) => hash !== undefined);
    const open = entries.find(({ hash }) => hash === undefined);
    if (open !== undefined) {
      config.base = undone(survivingPart(open, config.data), config.data);
      config.remakes = open.remakes;
    }
    config.continueDraft();
    return config;
  }

  override edit(recipe: (root: DictEditor) => void): boolean {
    const before = this.data;
    const changed = super.edit(recipe);
    if (changed) this.base ??= before;
    return changed;
  }

  override push(): ConfigPush {
    const push = super.push();
    const key = { seqno: push.seqno, hash: this.configHash };
    this.closeEntry(key);
    // What was written into a draft that never left as it was, because a merge or a restart came between, leaves with this message.
    this.entries = this.entries.map((entry) => (entry.isStored ? entry : { ...entry, ...key }));
    return push;
  }

  override confirmPushed(seqno: number, hashes: readonly string[]): void {
    super.confirmPushed(seqno, hashes);
    if (this.state !== 'clean') return;
    this.entries = this.entries.map((entry) => (entry.seqno <= seqno ? { ...entry, isStored: true } : entry));
  }

  override merge(stored: readonly StoredConfig[]): ConfigMergeReport {
    if (stored.length === 0) return super.merge(stored);
    const own = { seqno: this.seqno, hash: this.configHash };
    const before = this.data;
    const report = super.merge(stored);
    for (const { message } of report.received) {
      this.noteFullList(message);
      this.noteStored(message);
    }
    if (report.outcome === 'unchanged') {
      this.confirmIfFound(report.received);
      return report;
    }
    this.closeEntry(own, before);
    this.makeLostChangesAgain();
    this.forgetOld();
    return report;
  }

  override dump(): Uint8Array {
    const config = super.dump();
    const open = this.base === undefined ? undefined : this.entryOf(this.base, this.data, this);
    const journal: BencodeInput = encodeJournal(
      open === undefined ? this.entries : [...withoutRepeated(this.entries, open.diff), open],
    );
    return encodeBencode(
      new Map<string, BencodeInput>([
        ['c', config],
        ['j', journal],
      ]),
    );
  }

  /** Every message that is not known to be stored lists all that the swarm may not have: steps of drafts fall out of the lag. */
  protected override ownBase(data: ConfigDict): ConfigDict {
    const open = this.base === undefined ? [] : [this.entryOf(this.base, this.data, this)];
    const unstored = [...this.entries.filter(({ isStored }) => !isStored), ...open];
    return unstored.reduceRight((base, entry) => undone(survivingPart(entry, data), base), data);
  }

  /**
   * Our message is on the swarm though nobody told us: the answer to a push was lost, or another device made the very same
   * merge. Pushing it again would store nothing new, and delete what is stored as obsolete.
   */
  private confirmIfFound(received: readonly ReceivedConfig[]): void {
    if (!this.needsPush) return;
    const hash = this.configHash;
    const found = received.filter(({ message }) => bytesEqual(message.hash, hash));
    if (found.length === 0) return;
    this.settleDraft();
    this.closeEntry({ seqno: this.seqno, hash });
    this.confirmPushed(
      this.seqno,
      found.flatMap(({ hashes }) => hashes),
    );
  }

  private closeEntry(key: MessageKey, data = this.data): void {
    if (this.base === undefined) return;
    const entry = this.entryOf(this.base, data, key);
    this.base = undefined;
    this.remakes = 0;
    if (entry.diff.size > 0) this.entries = [...withoutRepeated(this.entries, entry.diff), entry];
  }

  private entryOf(
    base: ConfigDict,
    data: ConfigDict,
    key: Pick<MessageKey, 'seqno'> & Partial<MessageKey>,
  ): JournalEntry {
    const diff = diffDicts(base, data);
    return {
      seqno: key.seqno,
      hash: key.hash,
      diff,
      values: valuesOf(diff, data),
      isStored: false,
      remakes: this.remakes,
    };
  }

  /** What others have built on was stored, whether or not somebody told us. */
  private noteStored({ lagged }: ConfigMessage): void {
    this.entries = this.entries.map((entry) => ({
      ...entry,
      isStored: entry.isStored || isStep(entry, lagged),
    }));
  }

  private noteFullList(message: ConfigMessage): void {
    if (isFullList(message)) this.fullLists.set(keyOf(message), message.seqno);
  }

  private makeLostChangesAgain(): void {
    if (this.isReadOnly) return;
    // What a draft says about itself is ours.
    const history = this.state === 'dirty' ? this.history.slice(0, -1) : this.history;
    const kept: JournalEntry[] = [];
    for (const entry of this.entries) {
      const missing = missingPart(entry.diff, entry.values, this.data);
      if (missing.size === 0) {
        kept.push(entry);
        continue;
      }
      const lost = this.lostPart(missing, entry, history);
      if (lost.size > 0) this.makeAgain(lost, entry);
    }
    this.entries = kept;
  }

  private makeAgain(lost: ConfigDiff, { values, isStored, remakes }: JournalEntry): void {
    if (!isStored) this.remakes = Math.max(this.remakes, remakes);
    else if (remakes < MOST_REMAKES) this.remakes = Math.max(this.remakes, remakes + 1);
    else return;
    this.edit((root) => applyDiff(root, lost, values));
  }

  /** Of what is missing, that which nobody meant to change. */
  private lostPart(missing: ConfigDiff, entry: JournalEntry, history: readonly Lagged[]): ConfigDiff {
    // Nobody can have meant to change what nobody has seen.
    if (!entry.isStored) return missing;
    const { hash, seqno } = entry;
    // Five messages later nobody can tell who changed it after us.
    if (hash === undefined || !isStep(entry, history)) return EMPTY_DIFF;
    const key = { seqno, hash };
    const later = history.filter((step) => compareLagged(step, key) > 0);
    const meant = later.filter((step) => !this.claimsAll(step, history));
    return meant.reduce((part, { diff }) => untouchedPart(part, diff), missing);
  }

  /** Whether a step lists all data as changed: as its message told, or, if that never came here, by what is known of it. */
  private claimsAll(step: Lagged, history: readonly Lagged[]): boolean {
    if (this.fullLists.has(keyOf(step))) return true;
    if (removesAnything(step.diff)) return false;
    const earlier = history.filter(({ seqno }) => seqno < step.seqno);
    if (!hasBranches(earlier)) return false;
    const others = history.filter((other) => other !== step && other.seqno >= step.seqno);
    const rest = [step, ...others].reduce(
      (part, { diff }) => untouchedPart(part, diff),
      diffDicts(EMPTY_DICT, this.data),
    );
    return rest.size === 0;
  }

  private forgetOld(): void {
    const oldest = this.seqno - LAG;
    this.entries = this.entries.filter(({ seqno, isStored }) => seqno > oldest || !isStored);
    for (const [key, seqno] of this.fullLists) if (seqno <= oldest) this.fullLists.delete(key);
  }
}

/** Of a change, what is still in `data`. */
function survivingPart({ diff, values }: JournalEntry, data: ConfigDict): ConfigDiff {
  return untouchedPart(diff, missingPart(diff, values, data));
}

/** What was changed once more is not made again as it was before. */
function withoutRepeated(entries: readonly JournalEntry[], later: ConfigDiff): readonly JournalEntry[] {
  return entries
    .map((entry) => ({ ...entry, diff: untouchedPart(entry.diff, later) }))
    .filter(({ diff }) => diff.size > 0);
}

function isStep({ seqno, hash }: Pick<JournalEntry, 'seqno' | 'hash'>, steps: readonly Lagged[]): boolean {
  return hash !== undefined && steps.some((step) => compareLagged(step, { seqno, hash }) === 0);
}

function keyOf({ seqno, hash }: MessageKey): string {
  return `${seqno}:${toHex(hash)}`;
}

/** Whether somebody wrote at the same time as somebody else. */
function hasBranches(steps: readonly Pick<Lagged, 'seqno'>[]): boolean {
  return new Set(steps.map(({ seqno }) => seqno)).size < steps.length;
}

/** Whether a message brought others together, which shows by two of one seqno among them, and lists all its data as changed. */
function isFullList({ lagged, diff, data }: ConfigMessage): boolean {
  return hasBranches(lagged) && sameDiff(diff, diffDicts(EMPTY_DICT, data));
}

function sameDiff(a: ConfigDiff, b: ConfigDiff): boolean {
  return sizeOf(a) === sizeOf(b) && sizeOf(untouchedPart(a, b)) === 0;
}
