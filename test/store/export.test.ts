import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { exportHtml, exportJson } from '../../ts/store/index.ts';
import type { ExportOptions, ExportWords, Store } from '../../ts/store/index.ts';
import { BOB, conversationWith, ME, receive, temporaryStore, write } from './support.ts';

const words: ExportWords = {
  language: 'en',
  direction: 'ltr',
  title: 'Bob <3 & me',
  you: 'You',
  deleted: 'This message was deleted',
  answerTo: (author, time) => `${author}, ${time}`,
  time: (atMs) => `at ${atMs}`,
  line: ({ kind }, author) => `${author}: ${kind}`,
  said: (text) => text,
  file: 'a file',
};

async function whole(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

function setUp() {
  const store = temporaryStore();
  const conversationId = conversationWith(store);
  store.contacts.update(BOB, { name: 'Bob' });
  return { store, conversationId, options: optionsOf(store, conversationId) };
}

const optionsOf = (store: Store, conversationId: number): ExportOptions => ({
  store,
  conversationId,
  ownId: ME,
  nowMs: 99,
});

/** A conversation with one of everything. */
function talk() {
  const world = setUp();
  const { store, conversationId } = world;
  const { id } = receive(store, conversationId, 10);
  store.reactions.apply({ messageId: id, senderId: ME, emoji: '🌊', action: 'react', sentAtMs: 11 });
  store.attachments.add(id, [
    {
      role: 'attachment',
      contentType: 'image/png',
      fileName: 'a b.png',
      isVoice: false,
      state: 'ready',
      size: 5,
    },
    { role: 'preview-image', contentType: 'image/png', isVoice: false, state: 'ready' },
  ]);
  const message = { conversationId, authorId: ME, receivedAtMs: 1, clock: 'network' } as const;
  store.messages.insertOutgoing({
    ...message,
    body: 'yes',
    sentAtMs: 20,
    quote: { authorId: BOB, sentAtMs: 10 },
  });
  store.messages.leavePlaceholder(write(store, conversationId, 30).id, 'globally');
  store.messages.insertOutgoing({
    ...message,
    kind: 'call',
    body: '',
    sentAtMs: 40,
    details: { call: { id: 'x', outcome: 'missed' } },
  });
  store.messages.insertOutgoing({
    ...message,
    body: 'gone soon',
    sentAtMs: 50,
    expiration: { mode: 'after-send', timerS: 5 },
  });
  return world;
}

describe('a conversation as JSON', () => {
  test('is one document with everything but secrets', async () => {
    const { options } = talk();
    const pathOf = () => 'media/1.png';
    const exported = JSON.parse(await whole(exportJson({ ...options, pathOf }))) as {
      readonly messages: readonly Record<string, unknown>[];
    };
    expect(exported).toMatchObject({
      format: 'undertone-conversation',
      version: 1,
      exportedAtMs: 99,
      ownId: ME,
      conversation: { id: BOB, kind: 'contact', name: 'Bob' },
    });
    expect(exported.messages).toHaveLength(4);
    expect(exported.messages[0]).toMatchObject({
      author: BOB,
      authorName: 'Bob',
      text: 'in 10',
      sentAtMs: 10,
      attachments: [{ contentType: 'image/png', fileName: 'a b.png', path: 'media/1.png' }],
      reactions: [{ sender: ME, emoji: '🌊', sentAtMs: 11 }],
    });
    expect(exported.messages[1]).toMatchObject({ quote: { authorId: BOB, sentAtMs: 10 } });
    expect(exported.messages[2]).toMatchObject({ deleted: 'globally', text: '' });
    expect(exported.messages[3]).toMatchObject({ kind: 'call', details: { call: { outcome: 'missed' } } });
  });

  test('has what disappears only when asked', async () => {
    const { options } = talk();
    expect(await whole(exportJson(options))).not.toContain('gone soon');
    expect(await whole(exportJson({ ...options, withDisappearing: true }))).toContain('gone soon');
  });

  test('of any length comes in pieces, complete and in order', async () => {
    const { store, conversationId, options } = setUp();
    store.transaction(() => {
      for (let at = 1; at <= 1_001; at += 1) receive(store, conversationId, at);
    });
    let pieces = 0;
    let text = '';
    for await (const piece of exportJson(options)) {
      pieces += 1;
      text += piece;
    }
    expect(pieces).toBeGreaterThan(5);
    const { messages } = JSON.parse(text) as { readonly messages: readonly { readonly sentAtMs: number }[] };
    expect(messages.map(({ sentAtMs }) => sentAtMs)).toEqual(
      Array.from({ length: 1_001 }, (_, at) => at + 1),
    );
  });

  test('without messages is a document too, and needs a conversation', async () => {
    const { options } = setUp();
    expect(JSON.parse(await whole(exportJson(options)))).toMatchObject({ messages: [] });
    const unknown = { ...options, conversationId: 99 };
    await expect(whole(exportJson(unknown))).rejects.toMatchObject({ code: 'store-not-found' });
    await expect(whole(exportHtml({ ...unknown, words }))).rejects.toMatchObject({ code: 'store-not-found' });
  });
});

describe('a conversation as HTML', () => {
  test('shows everything', async () => {
    const { options } = talk();
    const page = await whole(exportHtml({ ...options, words, pathOf: () => 'media/a b#1.png' }));
    expect(page).toContain('<title>Bob &lt;3 &amp; me</title>');
    expect(page).toContain('<bdi>Bob</bdi>');
    expect(page).toContain('<bdi>You</bdi>');
    expect(page).toContain('<p dir="auto">in 10</p>');
    expect(page).toContain('<a href="./media/a%20b%231.png">a b.png</a>');
    expect(page).toContain('<bdi>🌊</bdi> 1');
    expect(page).toContain('<blockquote dir="auto">Bob, at 10</blockquote>');
    expect(page).toContain('This message was deleted');
    expect(page).toContain('You: call');
    expect(page).not.toContain('gone soon');
    expect(page).toContain("default-src 'none'");
  });

  test('has nothing in it that others wrote but text', async () => {
    const { store, conversationId, options } = setUp();
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' onload='x",
        '</p></article></main><style>@import "https://evil.example"</style>',
        'javascript:alert(1)',
        '\u202e drawkcab \u2066',
        '<!-- -->&lt;&#60;',
        '\0\u0001\ufffe',
        ']]>',
      ),
    );
    let at = 0;
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (text, name) => {
        at += 1;
        store.contacts.update(BOB, { name });
        store.conversations.clearSlice({ id: conversationId, limit: 9 });
        const row = store.messages.insertIncoming({
          conversationId,
          authorId: BOB,
          body: text,
          sentAtMs: at,
          receivedAtMs: 1,
          quote: { authorId: BOB, sentAtMs: 1 },
          details: { invitation: { url: text, name } },
        })!;
        store.attachments.add(row.id, [
          { role: 'attachment', contentType: name, fileName: text, isVoice: false, state: 'ready' },
        ]);
        store.reactions.apply({ messageId: row.id, senderId: ME, emoji: text, action: 'react', sentAtMs: 1 });
        const page = await whole(
          exportHtml({ ...options, words: { ...words, title: name, line: () => text }, pathOf: () => text }),
        );
        const tags = [...page.matchAll(/<([^>]*)>/g)].map(([, tag = '']) => tag);
        for (const tag of tags) expect(tag).toMatch(TAG);
        expect(page.match(/<article/g)).toHaveLength(1);
        expect(unescape(/<p dir="auto">([^<]*)<\/p>/.exec(page)?.[1] ?? '')).toBe(
          shown(text) || shown(name) || shown(text),
        );
      }),
      { numRuns: 150 },
    );
  });
});

/** Every tag that a page may have, with its attributes. */
const TAG =
  /^(?:!doctype html|html lang="en" dir="ltr"|\/?(?:html|head|title|style|body|main|article|header|bdi|time|p|span|a|blockquote|h1)|meta [^<>]*|(?:h1|p|blockquote) dir="auto"|p class="(?:deleted|file|reactions)"|p class="deleted" dir="auto"|article class="(?:incoming|outgoing|line)"|time datetime="[-0-9T:.Z]+"|a href="\.\/[-A-Za-z0-9%._!~*();&#/]*")$/;

function unescape(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** The text as it can be shown. */
function shown(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isControl =
      (code < 0x20 && !['\t', '\n', '\r'].includes(character)) || (code > 0x7e && code < 0xa0);
    const isLone = code >= 0xd800 && code <= 0xdfff;
    return isControl || isLone ? '\ufffd' : character;
  }).join('');
}
