import { open, rename, rm } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

import { accountId } from '../account/index.ts';
import { MessagingError, findMentions } from '../messaging/index.ts';
import { type ExportWords, type MessageRow, type Store, exportHtml, exportJson } from '../store/index.ts';
import { toHex } from '../util/index.ts';
import type { ClientPorts } from './ports.ts';
import type { ConversationExport, ExportWordsView, GroupLine } from './account-types.ts';
import type { ClientEvent } from './types.ts';

const SUFFIX_BYTES = 4;
const GROUP_LINES: readonly GroupLine[] = [
  'name',
  'avatarChanged',
  'joined',
  'joinedWithHistory',
  'removed',
  'promoted',
  'left',
];

/** Shortest time between two words about one export. */
const PROGRESS_EVERY_MS = 100;

interface Deps extends Pick<ClientPorts, 'clock' | 'random'> {
  readonly store: Store;
  readonly tell: (event: ClientEvent) => void;
}

/** Writes conversations to places that a person chose. */
export class Exports {
  private readonly deps: Deps;
  private readonly abort = new AbortController();
  /** What runs now, if somebody wants it to end. */
  private cancelling = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * A conversation as one file; one that is there is replaced at the end.
   * @throws {MessagingError} `export-not-written`, `export-cancelled`
   * @throws {StoreError} `store-not-found`
   */
  conversation(wish: ConversationExport & { readonly ownId: string }): Promise<void> {
    return this.run(() => this.write(wish.path, this.piecesOf(wish)));
  }

  /** What is being written will not be. */
  cancel(): void {
    this.cancelling.abort(new MessagingError('export-cancelled'));
    this.cancelling = new AbortController();
  }

  /** Cuts off what runs; nothing unfinished is left. */
  async close(): Promise<void> {
    this.abort.abort();
    await Promise.allSettled(this.running);
  }

  private async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const task = work();
    this.running.add(task);
    try {
      return await task;
    } finally {
      this.running.delete(task);
    }
  }

  private piecesOf({
    conversationId,
    ownId,
    withDisappearing = false,
    words,
  }: ConversationExport & { readonly ownId: string }): AsyncIterable<string> {
    const { store, clock } = this.deps;
    const content = {
      store,
      conversationId,
      ownId: accountId(ownId),
      nowMs: clock.nowMs(),
      withDisappearing,
      onPage: this.progress(conversationId),
    };
    return words === undefined ? exportJson(content) : exportHtml({ ...content, words: speaking(words) });
  }

  /** Says how far it is, now and then. */
  private progress(conversationId: number): (messages: number) => void {
    const { clock, tell } = this.deps;
    let toldMs = Number.NEGATIVE_INFINITY;
    return (messages) => {
      const nowMs = clock.monotonicMs();
      if (nowMs - toldMs < PROGRESS_EVERY_MS) return;
      toldMs = nowMs;
      tell({ type: 'export-progress', conversationId, messages });
    };
  }

  private async write(path: string, pieces: AsyncIterable<string>): Promise<void> {
    if (!isAbsolute(path)) throw new MessagingError('export-not-written');
    const signal = AbortSignal.any([this.abort.signal, this.cancelling.signal]);
    const unfinished = `${path}.${toHex(this.deps.random.bytes(SUFFIX_BYTES))}.part`;
    try {
      const file = await open(unfinished, 'wx', 0o600);
      try {
        for await (const piece of pieces) {
          signal.throwIfAborted();
          await file.writeFile(piece);
        }
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
    } catch (cause) {
      await rm(unfinished, { force: true });
      const isOfPlace = cause instanceof Error && 'syscall' in cause;
      throw isOfPlace ? new MessagingError('export-not-written', { cause }) : cause;
    }
  }
}

/** Words with places in them, as the page of HTML asks for them. */
function speaking(words: ExportWordsView): ExportWords {
  const { language, direction, title, you, deleted, file, answerTo } = words;
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    language,
    direction,
    title,
    you,
    deleted,
    file,
    time: (atMs) => format.format(atMs),
    answerTo: (author, time) => filled(answerTo, { author, time }),
    line: (message, author, nameOf) => lineIn(words, message, { author, nameOf }),
    said: withNames,
  };
}

interface People {
  readonly author: string;
  readonly nameOf: (id: string) => string;
}

function lineIn(
  { lines, groupLines, language }: ExportWordsView,
  { kind, details }: MessageRow,
  { author, nameOf }: People,
): string {
  if (kind === 'text') return '';
  const update = details?.groupUpdate;
  const what = GROUP_LINES.find((line) => update?.[line] !== undefined);
  if (update === undefined || what === undefined) return filled(lines[kind], { author });
  const people = update[what];
  const list = new Intl.ListFormat(language);
  return filled(groupLines[what], {
    author,
    name: update.name ?? '',
    names: Array.isArray(people) ? list.format((people as readonly string[]).map(nameOf)) : '',
  });
}

/** Nobody knows people by their IDs. */
function withNames(text: string, nameOf: (id: string) => string): string {
  let end = 0;
  let named = '';
  for (const mention of findMentions(text)) {
    named += `${text.slice(end, mention.start)}@${nameOf(mention.id)}`;
    end = mention.end;
  }
  return named + text.slice(end);
}

/** `{name}` stands for a value. */
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
