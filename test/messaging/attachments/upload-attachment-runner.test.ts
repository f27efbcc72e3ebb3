import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { cryptoReady } from '../../../ts/crypto/index.ts';
import { enqueueSending } from '../../../ts/messaging/attachments/attachment-jobs.ts';
import { UploadAttachmentRunner } from '../../../ts/messaging/attachments/upload-attachment-runner.ts';
import { LocalFiles, type MessagingEvent, Outbox } from '../../../ts/messaging/index.ts';
import { FileServerError, type FileServerErrorCode } from '../../../ts/network/index.ts';
import type { AttachmentRole, JobRow, MessageRow, Store } from '../../../ts/store/index.ts';
import { openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemRandom } from '../../../ts/util/index.ts';
import { freshLegacyKey } from '../../../ts/wire/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';

await cryptoReady();

const OWN = `05${'ab'.repeat(32)}` as never;

let root: string;
let store: Store;
let clock: FakeClock;
let outbox: Outbox;
let files: LocalFiles;
let answers: FileServerErrorCode[];
let sent: JobRow[];
let events: Emitter<MessagingEvent>;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'undertone-upload-'));
  clock = new FakeClock();
  const key = Uint8Array.from(randomBytes(32));
  store = openStore({ path: join(root, 'test.db'), key, clock, log: silentLog });
  events = new Emitter(() => undefined);
  files = new LocalFiles({
    folder: join(root, 'files'),
    store,
    clock,
    random: systemRandom,
    log: silentLog,
  });
  answers = [];
  sent = [];
  const fileClient = {
    upload: () => Promise.reject(new FileServerError(answers.shift() ?? 'file-request-rejected')),
  };
  const services = { store, clock, events, log: silentLog, localFiles: files };
  outbox = new Outbox(
    { ...services, random: systemRandom },
    {
      'upload-attachment': new UploadAttachmentRunner({
        ...services,
        fileClient: fileClient as never,
        communities: undefined as never,
      }),
      'send-message': {
        run: (job) => {
          sent.push(job);
          return Promise.resolve({ kind: 'done', after: () => events.emit(typing) });
        },
      },
    },
  );
});

/** Stands for "sent". */
const typing = { type: 'typing', conversationId: 1, isTyping: false } as const;

afterEach(async () => {
  await outbox.close();
  await files.settled();
  store.close();
  rmSync(root, { recursive: true, force: true });
});

async function queued(role: AttachmentRole): Promise<MessageRow> {
  const file = await files.write([new Uint8Array(9)], 9);
  const { id: conversationId } = store.conversations.findOrCreate({
    peerId: OWN,
    kind: 'note-to-self',
    nowMs: 1,
  });
  const message = store.messages.insertOutgoing({
    conversationId,
    authorId: OWN,
    body: 'https://a.example',
    sentAtMs: 1,
    receivedAtMs: 1,
    clock: 'network',
  });
  const { key } = freshLegacyKey(systemRandom);
  store.attachments.add(message.id, [
    { role, contentType: 'image/png', isVoice: false, size: 9, key, state: 'ready', fileId: file.id },
  ]);
  store.transaction((repositories) => enqueueSending(repositories, message, clock.nowMs()));
  return message;
}

/** Resolves with the next event of a type. */
function next(type: MessagingEvent['type']): Promise<void> {
  return new Promise((resolve) => {
    const stop = events.subscribe((event) => {
      if (event.type !== type) return;
      stop();
      resolve();
    });
  });
}

test('a message whose attachment is refused fails', async () => {
  const { id } = await queued('attachment');
  const changed = next('message-changed');
  outbox.wake();
  await changed;
  expect(store.messages.get(id)).toMatchObject({ state: 'failed', failure: 'rejected' });
  expect(store.attachments.forMessages([id])).toHaveLength(1);
});

test('a message whose preview’s picture is refused goes without it', async () => {
  const { id } = await queued('preview-image');
  const isSent = next('typing');
  outbox.wake();
  await isSent;
  expect(sent.map(({ payload }) => payload)).toEqual([{ messageId: id }]);
  expect(store.attachments.forMessages([id])).toEqual([]);
  expect(store.files.page({ limit: 1 })).toEqual([]);
});

test('a server that does not work is asked three times for the picture of a preview', async () => {
  answers = ['file-server-failed', 'file-server-failed', 'file-server-failed', 'file-server-failed'];
  await queued('preview-image');
  outbox.wake();
  await vi.waitFor(async () => {
    await clock.advance(1_000);
    expect(sent).toHaveLength(1);
  });
  expect(answers).toHaveLength(1);
});
