// Two people who know each other, as the drills need them.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { MessageCursor, MessageView } from '../../src/ipc/index.ts';
import { HeadlessCallError, type HeadlessClient } from '../../test/support/headless-client.ts';
import { must } from './drill.ts';
import type { EngineOptions, Stage } from './stage.ts';

const PAGE = 200;

/** An engine with an account. */
export interface Person {
  readonly id: string;
  readonly profile: string;
  readonly engine: HeadlessClient;
}

export interface Friends {
  readonly alice: Person;
  readonly bob: Person;
}

/** A new profile with an account of that name. */
export async function person(
  stage: Stage,
  { name, profile, ...options }: { readonly name: string; readonly profile: string } & EngineOptions,
): Promise<Person> {
  const engine = stage.engine(profile, options);
  const { id } = await engine.call('account:create', { displayName: name });
  return { id, profile, engine };
}

/** Both have written, and neither is a request to the other. */
export async function befriend(alice: Person, bob: Person): Promise<void> {
  await send(alice.engine, bob.id, 'may I?');
  await arrived(bob.engine, 'may I?');
  await send(bob.engine, alice.id, 'please do');
  await arrived(alice.engine, 'please do');
}

export async function send(engine: HeadlessClient, to: string, text: string): Promise<MessageView> {
  const { id: conversationId } = await engine.call('conversations:start', { accountId: to });
  return engine.call('messages:send', { conversationId, text });
}

/** A message with a file of so many bytes, all alike. */
export async function sendFile(
  engine: HeadlessClient,
  to: string,
  { text, folder, bytes }: { readonly text: string; readonly folder: string; readonly bytes: number },
): Promise<MessageView> {
  const path = join(folder, `${text.replaceAll(/\W/g, '-')}.bin`);
  writeFileSync(path, Buffer.alloc(bytes, 7));
  const { id: conversationId } = await engine.call('conversations:start', { accountId: to });
  return engine.call('messages:send', {
    conversationId,
    text,
    attachments: [{ path, contentType: 'application/octet-stream', name: 'file.bin' }],
  });
}

/** A message with this text is there, as an event past or to come. */
export async function arrived(engine: HeadlessClient, text: string, limitMs = 60_000): Promise<MessageView> {
  const isIt = (message: MessageView): boolean => message.text === text;
  const found = await Promise.any([
    engine.event('message', ({ message }) => isIt(message), limitMs).then(({ message }) => message),
    engine
      .event('messages', ({ messages }) => messages.some(isIt), limitMs)
      .then(({ messages }) => messages.find(isIt)),
  ]).catch(() => undefined);
  must(found !== undefined, `'${text}' has not arrived`);
  return found;
}

/** A message of ours lies where it belongs. */
export async function delivered(engine: HeadlessClient, id: number, limitMs = 60_000): Promise<void> {
  await engine.event('message', ({ message }) => message.id === id && message.state === 'sent', limitMs);
}

/** All that was written with somebody, oldest first. */
export async function history(engine: HeadlessClient, peerId: string): Promise<readonly MessageView[]> {
  const { id: conversationId } = await engine.call('conversations:start', { accountId: peerId });
  let messages: readonly MessageView[] = [];
  let before: MessageCursor | undefined;
  for (;;) {
    const page = await engine.call('messages:page', {
      conversationId,
      limit: PAGE,
      ...(before === undefined ? {} : { before }),
    });
    messages = [...page.messages.filter(({ kind }) => kind === 'text'), ...messages];
    const [oldest] = page.messages;
    if (!page.hasOlder || oldest === undefined) return messages;
    before = { sentAtMs: oldest.sentAtMs, id: oldest.id };
  }
}

/** Texts that are there, and none of them twice. */
export function distinctTexts(messages: readonly MessageView[]): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const { text } of messages) {
    must(!texts.has(text), `'${text.slice(0, 40)}' is there twice`);
    texts.add(text);
  }
  return texts;
}

/** Waits until all of these are there. @throws {DrillFault} naming some that are not */
export async function allThere(
  engine: HeadlessClient,
  peerId: string,
  { texts, limitMs = 60_000 }: { readonly texts: Iterable<string>; readonly limitMs?: number },
): Promise<void> {
  const wanted = [...texts];
  const endMs = performance.now() + limitMs;
  for (;;) {
    const heard = engine.eventCount;
    const there = distinctTexts(await history(engine, peerId));
    const missing = wanted.filter((text) => !there.has(text));
    if (missing.length === 0) return;
    const leftMs = endMs - performance.now();
    must(
      leftMs > 0,
      `${missing.length} of ${wanted.length} texts are missing, such as '${missing[0]?.slice(0, 40)}'`,
    );
    await engine.news(heard, Math.min(leftMs, 2_000)).catch(() => undefined);
  }
}

/** The code with which a call is refused; undefined when it is not. */
export async function refusal(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof HeadlessCallError) return error.code;
    throw error;
  }
}

/** The code with which an engine has ended instead of opening; undefined when it has opened. */
export async function openedOrCode(engine: HeadlessClient): Promise<string | undefined> {
  const answer = engine.call('client:status').then(
    () => undefined,
    () => engine.ended,
  );
  const end = await answer;
  if (end === undefined) return undefined;
  must(
    end.status === 3,
    `it ended with ${end.status ?? end.signal}, which is none of its ways: ${engine.errors.slice(-300)}`,
  );
  const code = /^([a-z]+(?:-[a-z]+)*): \S/m.exec(
    engine.errors.replaceAll(/^(?:key-unprotected|store-repaired):.*$/gm, ''),
  )?.[1];
  must(code !== undefined, `it ended without a code: ${engine.errors.slice(-300)}`);
  return code;
}
