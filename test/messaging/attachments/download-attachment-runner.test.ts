import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { cryptoReady } from '../../../ts/crypto/index.ts';
import { downloadJob, downloadQueue } from '../../../ts/messaging/attachments/attachment-jobs.ts';
import { DownloadAttachmentRunner } from '../../../ts/messaging/attachments/download-attachment-runner.ts';
import { LocalFiles, type MessagingEvent, Outbox } from '../../../ts/messaging/index.ts';
import { LATER, LaterRunner } from '../../../ts/messaging/outbox/later.ts';
import { FileServerError, NetworkError, type NetworkStatus } from '../../../ts/network/index.ts';
import { type AttachmentRow, type Store, openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemRandom } from '../../../ts/util/index.ts';
import { encryptLegacy, freshLegacyKey } from '../../../ts/wire/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';

await cryptoReady();

const PEER = `05${'ab'.repeat(32)}` as never;
const plain = Uint8Array.from(randomBytes(1_000));
const secret = freshLegacyKey(systemRandom);
const encrypted = encryptLegacy(plain, { ...secret, padding: 'bucket' });

let root: string;
let store: Store;
let clock: FakeClock;
let outbox: Outbox;
let attachment: AttachmentRow;
let asked: number;
let state: NetworkStatus['state'];
let answer: () => Promise<{ readonly content: Uint8Array }>;
let changes: Emitter<MessagingEvent>;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'undertone-download-'));
  clock = new FakeClock();
  const key = Uint8Array.from(randomBytes(32));
  store = openStore({ path: join(root, 'test.db'), key, clock, log: silentLog });
  changes = new Emitter(() => undefined);
  const localFiles = new LocalFiles({
    folder: join(root, 'attachments'),
    store,
    clock,
    random: systemRandom,
    log: silentLog,
  });
  asked = 0;
  state = 'online';
  const fileClient = {
    download: () => {
      asked += 1;
      return answer();
    },
  };
  const services = { store, clock, events: changes, log: silentLog, localFiles };
  const runner = new DownloadAttachmentRunner({
    ...services,
    network: { status: () => ({ state, paths: [] }) } as never,
    fileClient: fileClient as never,
    communities: undefined as never,
  });
  outbox = new Outbox(
    { ...services, random: systemRandom },
    { 'download-attachment': runner, [LATER]: new LaterRunner(clock) },
  );
  attachment = waitingAttachment();
});

afterEach(async () => {
  await outbox.close();
  store.close();
  rmSync(root, { recursive: true, force: true });
});

function waitingAttachment(): AttachmentRow {
  const { id } = store.conversations.findOrCreate({ peerId: PEER, kind: 'contact', nowMs: 1 });
  const message = { conversationId: id, authorId: PEER, body: '', sentAtMs: 1, receivedAtMs: 1 };
  const [row] = store.attachments.add(store.messages.insertIncoming(message)?.id ?? 0, [
    {
      role: 'attachment',
      contentType: 'image/png',
      isVoice: false,
      size: plain.length,
      url: 'http://filev2.getsession.org/file/1',
      key: secret.key,
      digest: encrypted.digest,
      state: 'downloading',
    },
  ]);
  if (row === undefined) throw new Error('no attachment');
  return row;
}

/** Resolves with the attachment when it has been asked for once more and its view has changed. */
async function nextChange(begin: () => void): Promise<AttachmentRow | undefined> {
  const before = asked;
  const heard = new Promise<void>((resolve) => {
    const stop = changes.subscribe(({ type }) => {
      if (type !== 'message-changed' || asked === before) return;
      stop();
      resolve();
    });
  });
  begin();
  await heard;
  return store.attachments.get(attachment.id);
}

function download(): Promise<AttachmentRow | undefined> {
  return nextChange(() => {
    store.jobs.enqueue(downloadJob(attachment.id, clock.nowMs()));
    outbox.wake();
  });
}

test.each([
  ['file-not-found', { state: 'expired' }],
  ['file-expired', { state: 'expired' }],
  ['file-too-large', { state: 'failed', failure: 'too-large' }],
  ['file-server-unknown', { state: 'failed', failure: 'server-unknown' }],
  ['file-request-rejected', { state: 'failed', failure: 'rejected' }],
] as const)('%s is final, and is not asked for again by itself', async (code, end) => {
  answer = () => Promise.reject(new FileServerError(code));
  expect(await download()).toMatchObject(end);
  expect(store.jobs.nextRunAtMs()).toBeUndefined();
});

test('a file that is not what its pointer says is refused, and leaves nothing', async () => {
  answer = () =>
    Promise.resolve({ content: encrypted.file.map((byte, at) => (at === 500 ? byte ^ 1 : byte)) });
  expect(await download()).toMatchObject({ state: 'failed', failure: 'undecryptable', fileId: undefined });
  expect(store.files.page({ limit: 1 })).toEqual([]);
});

test('a server that fails is asked again after 30 s, 30 min and 6 h, then when somebody wants it', async () => {
  answer = () => Promise.reject(new FileServerError('file-server-failed', { status: 500 }));
  await download();
  for (const pauseMs of [30_000, 30 * 60_000, 6 * 60 * 60_000]) {
    expect(store.attachments.get(attachment.id)?.state).toBe('downloading');
    const before = asked;
    await clock.advance(pauseMs - 1);
    expect(asked).toBe(before);
    await nextChange(() => void clock.advance(1));
  }
  expect(store.attachments.get(attachment.id)).toMatchObject({ state: 'failed', failure: 'gave-up' });
});

test('without a network it waits, and no try counts', async () => {
  state = 'offline';
  answer = () => Promise.reject(new NetworkError('offline'));
  const jobId = store.jobs.enqueue(downloadJob(attachment.id, clock.nowMs()));
  outbox.wake();
  await vi.waitFor(() => expect(store.jobs.get(jobId)?.attempts).toBe(1));
  state = 'online';
  answer = () => Promise.resolve({ content: encrypted.file });
  const heard = new Promise((resolve) => changes.subscribe(resolve));
  outbox.rush();
  await heard;
  expect(store.attachments.get(attachment.id)).toMatchObject({ state: 'ready' });
});

test('three downloads run at a time, whichever they are', () => {
  const queues = Array.from({ length: 30 }, (_, at) => downloadQueue(at + 1));
  expect(new Set(queues).size).toBe(3);
  expect(new Set(queues.slice(0, 3)).size).toBe(3);
});
