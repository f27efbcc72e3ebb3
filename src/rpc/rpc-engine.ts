import type { Readable, Writable } from 'node:stream';

import type { Channel, Input, Output } from '../ipc/index.ts';
import type { CoreOptions } from '../main/lifecycle/core-surroundings.ts';
import { Core } from '../main/lifecycle/core.ts';
import { EngineError } from '../main/engine/engine-error.ts';
import type { Dispatch } from '../main/ipc/dispatcher.ts';
import { failureNotice } from '../main/dialogs/failure-notice.ts';
import { EXIT_STATUS } from '../main/lifecycle/exit-status.ts';
import { FatalError } from '../main/lifecycle/fatal-errors.ts';
import { createProfileFolders } from '../main/lifecycle/profile-files.ts';
import { FULL_FILE_ACCESS, NO_SYSTEM_THEME } from '../main/lifecycle/without-desktop.ts';
import type { OsKeyStore } from '../main/vault/os-wrapping.ts';
import { RPC_CODES, errorResponse, rpcError } from './json-rpc.ts';
import { LineOutput } from './line-output.ts';
import { LineReader } from './line-reader.ts';
import { RpcError } from './rpc-error.ts';
import { RpcServer } from './rpc-server.ts';

/** The contract's longest text is far below, however it is escaped. */
const MAX_LINE_BYTES = 1_048_576;
/** So many lines are answered at a time; the next ones wait in the pipe. */
const MAX_RUNNING = 256;
const MAX_WAITING_EVENTS = 8_388_608;
/** After a signal, requests have so long to be answered, and answers to be read. */
const LAST_WORDS_MS = 2_000;

/** The account could not be given the name of the command line. */
const NAME_REFUSED: Readonly<Record<string, string>> = {
  'display-name-empty': '--name needs a name',
  'display-name-too-long': '--name is too long',
};

export interface RpcEngineOptions extends Omit<CoreOptions, 'systemLocale' | 'onLogLine'> {
  /** Display name of the account that is made, or named, when that is missing. */
  readonly name: string | undefined;
  /** What protects the key of the database, if anything does. */
  readonly keyStore: OsKeyStore;
  /** A damaged database is repaired, once. */
  readonly repair: boolean;
  /** The whole log goes to `errors` too. */
  readonly verbose: boolean;
  readonly input: Readable;
  readonly output: Writable;
  /** Lines for people; nothing else is written there. */
  readonly errors: Writable;
}

/** The engine without a window, for programs: JSON-RPC 2.0, one message a line (docs/headless.md). */
export class RpcEngine {
  private readonly options: RpcEngineOptions;
  private readonly core: Core;
  private readonly output: LineOutput;
  private readonly running = new Set<Promise<void>>();
  private readonly ended: Promise<number>;
  private resolveEnded!: (status: number) => void;
  private ending = false;
  private isRepaired = false;
  private roomListener: (() => void) | undefined;

  constructor(options: RpcEngineOptions) {
    this.options = options;
    this.core = new Core({
      ...options,
      systemLocale: () => Intl.DateTimeFormat().resolvedOptions().locale,
      ...(options.verbose ? { onLogLine: (line: string) => this.say(line) } : {}),
    });
    this.output = new LineOutput({
      stream: options.output,
      maxWaitingEvents: MAX_WAITING_EVENTS,
      onGone: () => this.end(0),
    });
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
  }

  /** Serves until its input ends or it is told to end. @returns the status to exit with; never rejects */
  run(): Promise<number> {
    // Not waited for: a reader that never reads holds the work up, and must not hold up the end.
    void this.work();
    return this.ended;
  }

  /** Ends in order: requests are answered, transactions finished, the database is closed. */
  end(status: number): void {
    if (this.ending) return;
    this.ending = true;
    void this.endNow(status).then(this.resolveEnded);
  }

  /** Says why it cannot go on, on both outputs, and ends. */
  fail(error: unknown): void {
    if (this.ending) return;
    const code = this.core.noteFailure(error);
    this.say(`${code}: ${this.wordsFor(code)}`);
    this.output.answer(JSON.stringify(errorResponse(null, rpcError(RPC_CODES.refused, { code }))));
    this.end(EXIT_STATUS.logged);
  }

  /** Nobody has waited for something that failed; it goes on. */
  noteRejection(error: unknown): void {
    this.core.log.write('error', 'unhandled-rejection', { error });
  }

  private async work(): Promise<void> {
    try {
      const dispatch = await this.open();
      await this.serve(new RpcServer(dispatch));
      await this.answered();
      this.end(0);
    } catch (error) {
      this.fail(error);
    }
  }

  private async open(): Promise<Dispatch> {
    this.createFolders();
    const { dispatch, opened } = this.core.open({
      keyStore: this.options.keyStore,
      systemTheme: NO_SYSTEM_THEME,
      clipboard: { write: notHere },
      openUrl: notHere,
      files: FULL_FILE_ACCESS,
      onEvents: (events) => this.output.tell(events),
      onStatus: () => undefined,
      onSettings: (settings) => this.output.tell([{ type: 'settings', settings }]),
      onLock: (lock) => this.output.tell([{ type: 'lock', lock }]),
      // A program has no pages, and hears of the lock as it changes.
      renewPages: async (why) => {
        if (why.type === 'renew') this.output.tell([why]);
      },
      onCrash: (error) => this.fail(error),
      onAccountDeleted: () => this.end(0),
    });
    await this.warnOfKey(dispatch);
    try {
      await opened;
    } catch (error) {
      if (!this.options.repair || this.isRepaired || !this.core.canRepair) throw error;
      this.isRepaired = true;
      await this.core.repairStore();
      this.say('store-repaired: the damaged database lies beside the new one');
      return this.open();
    }
    await this.prepareAccount(dispatch);
    this.say('ready');
    return dispatch;
  }

  private async warnOfKey(dispatch: Dispatch): Promise<void> {
    const { keyProtected } = await ask(dispatch, 'app:info');
    if (!keyProtected) this.say('key-unprotected: the key of the database lies in the profile as it is');
  }

  private createFolders(): void {
    try {
      createProfileFolders(this.options.launch.profileFolder);
    } catch (cause) {
      throw new FatalError('profile-io', { cause });
    }
  }

  private async prepareAccount(dispatch: Dispatch): Promise<void> {
    const { name } = this.options;
    if (name === undefined || (await ask(dispatch, 'lock:status')).state === 'locked') return;
    const { phase } = await ask(dispatch, 'client:status');
    if (phase === 'no-account') await ask(dispatch, 'account:create', { displayName: name });
    if (phase === 'needs-name') await ask(dispatch, 'account:set-name', { displayName: name });
  }

  /** Reads requests until there are no more. */
  private async serve(server: RpcServer): Promise<void> {
    const reader = new LineReader(MAX_LINE_BYTES);
    const answer = async (lines: Iterable<Parameters<RpcServer['answer']>[0]>): Promise<void> => {
      for (const line of lines) {
        if (this.ending) return;
        this.start(server.answer(line));
        await this.room();
      }
    };
    try {
      for await (const chunk of this.options.input) await answer(reader.push(chunk as Uint8Array));
    } catch (error) {
      // A signal has closed the input, or the terminal behind it is gone: its end, either way.
      this.core.log.write('info', 'input-ended', { error });
    }
    await answer(reader.end());
  }

  private start(answer: Promise<string | undefined>): void {
    const done = answer.then((text) => {
      if (text !== undefined) this.output.answer(text);
      this.running.delete(done);
      this.roomListener?.();
    });
    this.running.add(done);
  }

  /** Resolves when the next line may be read: not too many are being answered, and the answers are read. */
  private async room(): Promise<void> {
    while (this.running.size >= MAX_RUNNING) {
      await new Promise<void>((resolve) => {
        this.roomListener = resolve;
      });
    }
    await this.output.unblocked();
  }

  private async answered(): Promise<void> {
    await Promise.all(this.running);
  }

  private async endNow(status: number): Promise<number> {
    this.options.input.destroy();
    await within(LAST_WORDS_MS, this.answered());
    // What is still running is answered now: the engine has stopped.
    await this.core.closeEngine();
    await within(
      LAST_WORDS_MS,
      this.answered().then(() => this.output.flushed()),
    );
    this.core.noteEnd(status);
    return status;
  }

  private wordsFor(code: string): string {
    const words = NAME_REFUSED[code];
    if (words !== undefined) return words;
    const { title, body } = failureNotice(code, this.core.texts());
    return `${title}. ${body}`;
  }

  private say(line: string): void {
    this.options.errors.write(`${line}\n`);
  }
}

/** Asks as a program would. @throws {EngineError} */
async function ask<Name extends Channel>(
  dispatch: Dispatch,
  channel: Name,
  input?: Input<Name>,
): Promise<Output<Name>> {
  const result = await dispatch(channel, input);
  if (!result.ok) throw new EngineError(result.error);
  return result.value as Output<Name>;
}

function notHere(): Promise<never> {
  return Promise.reject(new RpcError('not-here'));
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
