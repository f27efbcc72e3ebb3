import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import {
  REPAIR_REPORT,
  type Store,
  type StoreWork,
  booleanSetting,
  discardCopy,
  discardDamaged,
  numberSetting,
} from '../store/index.ts';
import { type Timer, errorCode } from '../util/index.ts';
import type { ClientPorts } from './ports.ts';
import type { CompactionView } from './insight-types.ts';
import type { HealthView } from './profile-views.ts';
import type { ClientEvent } from './types.ts';

/** With this the names of all settings of the upkeep begin. They belong to one file. */
export const UPKEEP_SETTINGS = 'upkeep.';

/** The client is open, or has not been closed in order. */
const IS_OPEN = booleanSetting('upkeep.is-open');
const CHECKED_AT_MS = numberSetting('upkeep.checked-at-ms');
const PROBLEMS = numberSetting('upkeep.problems');

const MINUTE_MS = 60_000;
/** The start is left alone. */
const FIRST_LOOK_MS = MINUTE_MS;
const LOOK_EVERY_MS = 60 * MINUTE_MS;
const CHECK_EVERY_MS = 7 * 24 * 60 * MINUTE_MS;
/** So long at most what was deleted stays in the journal; what is written often meanwhile is moved into the file once. */
const EMPTY_JOURNAL_EVERY_MS = MINUTE_MS;
/** What is deleted is tidied up together. */
const TIDY_AFTER_MS = 10_000;
/** Pages a stroke: about a millisecond. */
const TIDY_PAGES = 8;
/** So many steps of a compaction are told. */
const TOLD_STEPS = 50;

interface Deps extends Pick<ClientPorts, 'storePath' | 'clock' | 'log'> {
  readonly store: Store;
  /** 32 bytes, of the store. */
  readonly storeKey: Uint8Array;
  readonly work: StoreWork;
  readonly tell: (event: ClientEvent) => void;
}

/**
 * What the database needs now and then: a look at every byte once a week and after an end without a farewell, the room back that
 * deleted rows have left, and a journal without them. The look is at a copy, elsewhere; the rest in strokes.
 */
export class Upkeep {
  private readonly deps: Deps;
  private readonly abort = new AbortController();
  private timer: Timer | undefined;
  private journalTimer: Timer | undefined;
  private tidyTimer: Timer | undefined;
  private damageTimer: Timer | undefined;
  private checking: Promise<HealthView> | undefined;
  private tidying: Promise<void> | undefined;
  private compacting: Promise<CompactionView> | undefined;
  private compaction: number | undefined;
  private isCheckDue: boolean;

  constructor(deps: Deps) {
    this.deps = deps;
    const { settings } = deps.store;
    const wasCutOff = settings.get(IS_OPEN) === true;
    this.isCheckDue = wasCutOff;
    if (wasCutOff) deps.log.write('info', 'ended-without-farewell');
    deps.store.transaction((repositories) => {
      if (!wasCutOff) repositories.settings.set(IS_OPEN, true);
      // A new database has nothing to look for.
      if (settings.get(CHECKED_AT_MS) === undefined)
        repositories.settings.set(CHECKED_AT_MS, deps.clock.nowMs());
    });
    this.lookIn(FIRST_LOOK_MS);
    this.emptyJournalLater();
  }

  view(): HealthView {
    const { settings } = this.deps.store;
    const repair = settings.get(REPAIR_REPORT);
    return {
      isChecking: this.checking !== undefined,
      isDamaged: (settings.get(PROBLEMS) ?? 0) > 0,
      checkedAtMs: settings.get(CHECKED_AT_MS) ?? 0,
      ...(this.compaction === undefined ? {} : { compaction: this.compaction }),
      ...(repair === undefined ? {} : { repair: JSON.parse(repair) as HealthView['repair'] & object }),
    };
  }

  /**
   * Looks at every byte of a copy of the database now, or goes on with the look that has begun.
   * @throws {StoreError} `store-disk-full`, `store-io`: it could not be looked at.
   */
  check(): Promise<HealthView> {
    this.checking ??= this.checkNow().finally(() => {
      this.checking = undefined;
      if (!this.abort.signal.aborted) this.deps.tell({ type: 'health', health: this.view() });
    });
    return this.checking;
  }

  /** Something could not be read: the whole is looked at now, so that a person hears of it and can have it repaired. */
  damageSeen(): void {
    const { clock, log } = this.deps;
    if (this.abort.signal.aborted || this.damageTimer !== undefined) return;
    log.write('error', 'store-damage-seen');
    // Not in the middle of what has met it, and once: a look takes long, and says the same.
    this.damageTimer = clock.setTimer(0, () => this.tryCheck());
  }

  /**
   * Gives back all the room that can be given back.
   * @throws {StoreError} `store-disk-full`, `store-io`
   */
  compact(): Promise<CompactionView> {
    this.compacting ??= this.compactNow().finally(() => {
      this.compacting = undefined;
      this.compaction = undefined;
      if (!this.abort.signal.aborted) this.tellHealth();
    });
    return this.compacting;
  }

  /** Something was deleted: gives its room back soon. */
  tidySoon(): void {
    if (this.abort.signal.aborted || this.tidyTimer !== undefined) return;
    this.tidyTimer = this.deps.clock.setTimer(TIDY_AFTER_MS, () => {
      this.tidyTimer = undefined;
      this.tidy();
    });
  }

  /** The last word of an end in order. */
  async close(): Promise<void> {
    this.abort.abort();
    this.timer?.cancel();
    this.journalTimer?.cancel();
    this.tidyTimer?.cancel();
    this.damageTimer?.cancel();
    await this.checking?.catch(() => undefined);
    await this.tidying;
    await this.compacting?.catch(() => undefined);
    this.deps.store.settings.set(IS_OPEN, false);
  }

  private lookIn(delayMs: number): void {
    this.timer = this.deps.clock.setTimer(delayMs, () => {
      this.look();
      this.lookIn(LOOK_EVERY_MS);
    });
  }

  private emptyJournalLater(): void {
    this.journalTimer = this.deps.clock.setTimer(EMPTY_JOURNAL_EVERY_MS, () => {
      this.emptyJournal();
      this.emptyJournalLater();
    });
  }

  private emptyJournal(): void {
    const { store, log } = this.deps;
    try {
      store.emptyJournal();
    } catch (error) {
      log.write('warn', 'store-not-tidied', { code: errorCode(error) });
    }
  }

  private look(): void {
    const { store, clock } = this.deps;
    this.tidy();
    const dueMs = (store.settings.get(CHECKED_AT_MS) ?? 0) + CHECK_EVERY_MS;
    if (!this.isCheckDue && clock.nowMs() < dueMs) return;
    this.tryCheck();
  }

  private tryCheck(): void {
    this.check().catch((error: unknown) =>
      this.deps.log.write('warn', 'store-not-checked', { code: errorCode(error) }),
    );
  }

  private async checkNow(): Promise<HealthView> {
    const { store, storeKey, storePath, work, clock, log } = this.deps;
    const { signal } = this.abort;
    const folder = dirname(storePath);
    const copy = join(folder, 'attachments', 'database.check');
    this.deps.tell({ type: 'health', health: { ...this.view(), isChecking: true } });
    try {
      await store.copyTo(copy);
      const problems = await work.run('checkFile', { path: copy, key: storeKey }, { signal });
      this.isCheckDue = false;
      store.transaction(({ settings }) => {
        settings.set(CHECKED_AT_MS, clock.nowMs());
        settings.set(PROBLEMS, problems.length);
      });
      if (problems.length === 0) discardDamaged(storePath);
      else log.write('error', 'store-damaged', { problems: problems.length });
      return { ...this.view(), isChecking: false };
    } finally {
      discardCopy(copy);
    }
  }

  private async compactNow(): Promise<CompactionView> {
    const { store } = this.deps;
    await this.tidying;
    const before = store.room();
    this.compaction = 0;
    this.tellHealth();
    await this.tidyAll(() => {
      const done = before.freeBytes === 0 ? 0 : 1 - store.room().freeBytes / before.freeBytes;
      if (done - (this.compaction ?? 0) < 1 / TOLD_STEPS) return;
      this.compaction = done;
      this.tellHealth();
    });
    const after = store.room();
    const wonBytes = before.databaseBytes + before.journalBytes - after.databaseBytes - after.journalBytes;
    return { wonBytes: Math.max(0, wonBytes) };
  }

  private tellHealth(): void {
    this.deps.tell({ type: 'health', health: this.view() });
  }

  /** In strokes between which others have their turn, until there is nothing left or the client ends. */
  private async tidyAll(onStroke?: () => void): Promise<void> {
    while (!this.abort.signal.aborted && this.deps.store.tidySlice(TIDY_PAGES).more) {
      onStroke?.();
      await setImmediate();
    }
  }

  private tidy(): void {
    const { log } = this.deps;
    this.tidying ??= this.tidyAll()
      .catch((error: unknown) => log.write('warn', 'store-not-tidied', { code: errorCode(error) }))
      .finally(() => {
        this.tidying = undefined;
      });
  }
}
