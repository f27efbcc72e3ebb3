import type { Clock, Log } from '../../../ts/client/index.ts';
import type { AppSettings, NetworkSettingsView, UpdateView } from '../../ipc/index.ts';
import { codeOf } from '../app-error.ts';
import { type ChromiumRoute, routeOverProxy } from '../windows/chromium-network.ts';
import { type InstallWay, commandFor, fileFor } from './install-way.ts';
import type { Installer, LoadableRelease } from './installer.ts';
import { LOOK_PLAN, type LookPlan, pauseMs } from './look-plan.ts';
import type { Manifest } from './manifest.ts';
import { newestRelease } from './release-feed.ts';
import type { Trust } from './trust.ts';
import { UpdateError, type UpdateErrorCode } from './update-error.ts';
import { type UpdateRecord, readRecord, writeRecord } from './update-record.ts';
import { compareVersions } from './version.ts';

export type UpdateSettings = Pick<AppSettings, 'autoUpdate' | 'updateChannel' | 'updateFeed'>;

export interface UpdatesOptions {
  /** The version that runs. */
  readonly version: string;
  /** Undefined where there is nothing to update. */
  readonly way: InstallWay | undefined;
  /** What the build was made with; undefined when it trusts nobody. */
  readonly trust: Trust | undefined;
  /** Where the build looks; empty for nowhere. */
  readonly feed: string;
  readonly settings: () => UpdateSettings;
  readonly connection: {
    use(route: ChromiumRoute): void;
    fetchText(url: string): Promise<string | undefined>;
  };
  /** Fetches the program that installs, when it is wanted. */
  readonly installer: () => Installer;
  /** File of {@link UpdateRecord}. */
  readonly recordPath: string;
  readonly clock: Pick<Clock, 'nowMs' | 'setTimer'>;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: Pick<Log, 'write'>;
  readonly onChange: (view: UpdateView) => void;
  /** The person wants the new version now: everything is to end, and {@link Updates.finish} to be called. */
  readonly onRestart: () => void;
  readonly plan?: LookPlan;
}

/** Nobody is asked about the same version again before that. */
const LATER_MS = 3 * 86_400_000;

/** Somebody answers, and it is not in order. */
const REFUSALS: readonly string[] = [
  'update-envelope-invalid',
  'update-signature-wrong',
  'update-manifest-invalid',
  'update-rolled-back',
] satisfies readonly UpdateErrorCode[];

type Found = Pick<UpdateView, 'version' | 'way' | 'page' | 'command'>;
type State = Omit<UpdateView, 'isOffered' | 'offReason'>;

/**
 * Updates of the app (spec 08 APP-10): looks for them, tells of them, loads and applies what a person has agreed to. It never asks twice, and no
 * failure of a look is ever told unless somebody has asked for it.
 */
export class Updates {
  private readonly options: UpdatesOptions;
  private readonly plan: LookPlan;
  private record: UpdateRecord;
  private state: State = { phase: 'waiting' };
  private route: ChromiumRoute | 'password' | undefined;
  private timer: { cancel(): void } | undefined;
  private looking: Promise<void> | undefined;
  private isStarted = false;
  private isStopped = false;
  /** The settings that concern us, as they were last. */
  private wishes = '';
  private failures = 0;
  private loadable: LoadableRelease | undefined;
  private installer: Installer | undefined;
  /** What was loaded, and waits for the end. */
  private ready: LoadableRelease | undefined;
  private isReadyHidden = false;
  private restarts = false;
  private told: string | undefined;

  constructor(options: UpdatesOptions) {
    this.options = options;
    this.plan = options.plan ?? LOOK_PLAN;
    this.record = readRecord(options.recordPath);
  }

  view(): UpdateView {
    const offReason = this.offReason();
    if (offReason !== undefined) return { phase: 'off', offReason, isOffered: false };
    return { ...this.state, isOffered: this.isOffered() };
  }

  /** From now on it looks by itself; before that it knows nobody. */
  start(): void {
    this.isStarted = true;
    this.wishes = this.wished();
    this.lookAfter(this.plan.firstMs);
  }

  /** Nothing is looked for or written any more. */
  stop(): void {
    this.isStarted = false;
    this.isStopped = true;
    this.timer?.cancel();
  }

  /** The person's way to the network; until it is known nothing is asked. */
  useNetwork(settings: Pick<NetworkSettingsView, 'proxy'>): void {
    this.route = routeFor(settings);
    if (this.route !== 'password') this.options.connection.use(this.route);
    else this.options.connection.use('nowhere');
    this.tell();
    if (this.isStarted) this.lookAfter(this.plan.firstMs);
  }

  /** Of all settings some may be ours; what was found elsewhere, or by other wishes, is offered no more. */
  settingsChanged(): void {
    const wishes = this.wished();
    if (wishes === this.wishes) return;
    this.wishes = wishes;
    if (this.state.phase === 'available') this.state = { phase: 'waiting' };
    this.tell();
    if (this.isStarted) this.lookAfter(this.plan.firstMs);
  }

  /** Looks now, because somebody wants to know; the view then has an answer for them. */
  async look(): Promise<UpdateView> {
    if (this.offReason() === undefined) {
      this.looking ??= this.lookOnce().finally(() => {
        this.looking = undefined;
      });
      await this.looking;
      if (this.isStarted) this.lookAfter(this.nextPauseMs());
    }
    return this.view();
  }

  /** Loads what is offered. */
  async load(): Promise<UpdateView> {
    await this.looking;
    const { loadable } = this;
    if (this.state.phase !== 'available' || loadable === undefined || this.offReason() !== undefined)
      return this.view();
    this.setState({ ...this.foundOnly(), phase: 'loading', percent: 0 });
    try {
      await this.requireInstaller().load((percent) => this.progressed(percent));
      this.ready = loadable;
      this.isReadyHidden = false;
      this.setState({ ...this.foundOnly(), phase: 'ready' });
    } catch (error) {
      this.options.log.write('warn', 'update-not-loaded', { error });
      this.setState({ ...this.foundOnly(), phase: 'available', isFailed: true });
    }
    return this.view();
  }

  /** Not now: a version is not offered again for days, and one that was loaded waits for the end without a word. */
  later(): UpdateView {
    const { phase, version } = this.state;
    if (phase === 'ready') this.isReadyHidden = true;
    else if (version !== undefined) {
      this.keep({ ...this.record, later: { version, untilMs: this.options.clock.nowMs() + LATER_MS } });
    }
    this.tell();
    return this.view();
  }

  /** Ends the app so that the new one begins. */
  apply(): void {
    if (this.ready === undefined) return;
    this.restarts = true;
    this.options.onRestart();
  }

  /** The person would rather go on. */
  applyNotNow(): void {
    this.restarts = false;
  }

  /** The last thing before the process ends: what was loaded takes its place. @returns whether the app is to begin again as it was */
  finish(): { readonly restartsOld: boolean } {
    this.stop();
    if (this.ready === undefined) return { restartsOld: false };
    const { version } = this.ready;
    try {
      if (this.requireInstaller().install({ restarts: this.restarts })) {
        this.options.log.write('info', 'update-installed', { version });
        return { restartsOld: false };
      }
      this.options.log.write('warn', 'update-not-installed', { version });
    } catch (error) {
      this.options.log.write('warn', 'update-not-installed', { version, error });
    }
    return { restartsOld: this.restarts };
  }

  private offReason(): UpdateView['offReason'] {
    const { way, trust } = this.options;
    if (way === undefined || trust === undefined) return 'no-updates';
    if (this.feed() === '') return 'no-feed';
    return this.route === 'password' ? 'proxy-password' : undefined;
  }

  private wished(): string {
    const { autoUpdate, updateChannel, updateFeed } = this.options.settings();
    return JSON.stringify([autoUpdate, updateChannel, updateFeed]);
  }

  /** Ends in a slash. */
  private feed(): string {
    const own = this.options.settings().updateFeed;
    const address = own === '' ? this.options.feed : own;
    return address === '' || address.endsWith('/') ? address : `${address}/`;
  }

  private isOffered(): boolean {
    const { phase, version } = this.state;
    if (phase === 'ready') return !this.isReadyHidden;
    if (phase === 'loading') return true;
    if (phase !== 'available') return false;
    const { later } = this.record;
    return later?.version !== version || this.options.clock.nowMs() >= (later?.untilMs ?? 0);
  }

  private lookAfter(delayMs: number): void {
    this.timer?.cancel();
    this.timer = this.options.clock.setTimer(delayMs, () => this.lookBySelf());
  }

  private lookBySelf(): void {
    const wants = this.isStarted && this.options.settings().autoUpdate && this.route !== undefined;
    if (wants && this.offReason() === undefined) void this.look();
    else if (this.isStarted) this.lookAfter(this.plan.everyMs);
  }

  private nextPauseMs(): number {
    return pauseMs(this.failures, { plan: this.plan, random: this.options.random() });
  }

  private async lookOnce(): Promise<void> {
    if (this.state.phase === 'loading') return;
    const before = this.state;
    if (before.phase === 'waiting') this.setState({ ...before, phase: 'checking' });
    try {
      const manifest = await this.askFeed();
      this.failures = 0;
      await this.found(manifest, before);
    } catch (error) {
      this.failures += 1;
      this.options.log.write('info', 'update-look-failed', { error });
      this.setState({ ...before, ...this.answer(outcomeOf(error)) });
    }
  }

  private askFeed(): Promise<Manifest> {
    const { trust, connection, clock, log, settings } = this.options;
    if (trust === undefined || this.route === undefined) throw new UpdateError('update-unreachable');
    const base = this.feed();
    return newestRelease({
      fetchText: (name) => connection.fetchText(new URL(name, base).href),
      builtTrust: trust,
      record: this.record,
      keep: (record) => this.keep(record),
      onProblem: (what, error) => log.write('warn', 'update-feed-problem', { what, error }),
      wantsBetas: settings().updateChannel === 'beta',
      nowMs: clock.nowMs(),
    });
  }

  private async found(manifest: Manifest, before: State): Promise<void> {
    const { version, page } = manifest;
    const { way } = this.options;
    const best = this.ready?.version ?? this.options.version;
    if (way === undefined || compareVersions(version, best) <= 0) {
      this.foundNothing(before);
      return;
    }
    const file = fileFor(manifest, way);
    const known = { version, way: way.way, ...(page === undefined ? {} : { page }) };
    if (way.way === 'by-hand') {
      // There is nothing here that could count to a hundred; they hear of it when it is for all.
      const isForAll = (manifest.stagingPercentage ?? 100) === 100;
      const command = file === undefined ? undefined : commandFor(file);
      if (isForAll) this.offer({ ...known, ...(command === undefined ? {} : { command }) });
      else this.foundNothing(before);
      return;
    }
    if (file === undefined) throw new UpdateError('update-not-for-us');
    const { signedAtMs, stagingPercentage } = manifest;
    const loadable: LoadableRelease = {
      version,
      file,
      signedAtMs,
      ...(stagingPercentage === undefined ? {} : { stagingPercentage }),
      base: this.feed(),
    };
    if (await this.requireInstaller().isForUs(loadable)) {
      this.loadable = loadable;
      this.ready = undefined;
      this.offer(known);
    } else this.foundNothing(before);
  }

  /** Nothing newer than what runs, or than what waits for the end. */
  private foundNothing(before: State): void {
    const isWaiting = this.ready !== undefined;
    this.setState({
      ...(isWaiting ? before : { phase: 'waiting' }),
      ...this.answer(isWaiting ? 'found' : 'newest'),
    });
  }

  private offer(found: Found): void {
    const isFailed = this.state.isFailed === true && this.state.version === found.version;
    this.setState({
      ...found,
      ...(isFailed ? { isFailed } : {}),
      phase: 'available',
      ...this.answer('found'),
    });
  }

  private answer(outcome: NonNullable<UpdateView['outcome']>): Pick<UpdateView, 'outcome' | 'checkedAtMs'> {
    return { outcome, checkedAtMs: this.options.clock.nowMs() };
  }

  private foundOnly(): Found & Pick<UpdateView, 'outcome' | 'checkedAtMs'> {
    const { percent: _percent, isFailed: _isFailed, phase: _phase, ...found } = this.state;
    return found;
  }

  private progressed(percent: number): void {
    const whole = Math.floor(Math.min(100, Math.max(0, percent)));
    if (this.state.phase === 'loading' && whole > (this.state.percent ?? 0)) {
      this.setState({ ...this.state, percent: whole });
    }
  }

  private requireInstaller(): Installer {
    this.installer ??= this.options.installer();
    return this.installer;
  }

  private keep(record: UpdateRecord): void {
    this.record = record;
    // After the end there may be no profile any more.
    if (this.isStopped) return;
    try {
      writeRecord(this.options.recordPath, record);
    } catch (error) {
      this.options.log.write('warn', 'update-record-not-kept', { error });
    }
  }

  private setState(state: State): void {
    this.state = state;
    this.tell();
  }

  private tell(): void {
    const view = this.view();
    const told = JSON.stringify(view);
    if (told === this.told) return;
    this.told = told;
    this.options.onChange(view);
  }
}

/** Chromium cannot give a proxy a password, and past the proxy is no way. */
function routeFor(settings: Pick<NetworkSettingsView, 'proxy'>): ChromiumRoute | 'password' {
  const route = routeOverProxy(settings);
  if (typeof route === 'string') return route;
  const { username, password } = new URL(route.proxy);
  return username === '' && password === '' ? route : 'password';
}

function outcomeOf(error: unknown): NonNullable<UpdateView['outcome']> {
  const code = codeOf(error);
  if (code === 'update-expired') return 'expired';
  if (code === 'update-not-for-us') return 'newest';
  return REFUSALS.includes(code) ? 'refused' : 'unreachable';
}
