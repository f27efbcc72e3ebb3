import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createAccountKeys } from '../../../ts/account/index.ts';
import { cryptoReady } from '../../../ts/crypto/index.ts';
import { LocalFiles, type MessagingEvent } from '../../../ts/messaging/index.ts';
import { DownloadPictureRunner } from '../../../ts/messaging/pictures/download-picture-runner.ts';
import { wantPicture } from '../../../ts/messaging/pictures/picture-jobs.ts';
import { type Store, openStore } from '../../../ts/store/index.ts';
import { Emitter, silentLog, systemRandom } from '../../../ts/util/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';

await cryptoReady();
const keys = createAccountKeys(systemRandom);
const strangerId = createAccountKeys(systemRandom).accountId;

let root: string;
let store: Store;
let runner: DownloadPictureRunner;
let asked: string[];
let isServerKnown: boolean;
/** Happens while a picture is on its way. */
let meanwhile: () => void;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'undertone-picture-'));
  const clock = new FakeClock();
  const key = Uint8Array.from(randomBytes(32));
  store = openStore({ path: join(root, 'test.db'), key, clock, log: silentLog });
  store.contacts.findOrCreate({ accountId: strangerId, createdAtS: 1 });
  asked = [];
  isServerKnown = true;
  meanwhile = () => undefined;
  const fileClient = {
    locate: (url: string) => ({ url, isServerKnown }),
    download: ({ url }: { readonly url: string }) => {
      asked.push(url);
      meanwhile();
      return Promise.reject(new TypeError('no file today'));
    },
  };
  const ports = { store, clock, random: systemRandom, log: silentLog };
  runner = new DownloadPictureRunner({
    ...ports,
    keys,
    events: new Emitter<MessagingEvent>(() => undefined),
    localFiles: new LocalFiles({ ...ports, folder: join(root, 'attachments') }),
    fileClient: fileClient as never,
    network: { status: () => ({ state: 'online', paths: [] }) } as never,
  });
});

afterEach(() => {
  store.close();
  rmSync(root, { recursive: true, force: true });
});

function changePicture(number: number): void {
  const url = `http://files.example/file/${number}`;
  store.contacts.setPicture(strangerId, { url, key: new Uint8Array(32) });
  wantPicture(store, strangerId, number);
}

const waiting = () => store.jobs.byQueue('download-picture');
const run = () => runner.run(waiting()[0]!, new AbortController().signal);

test('whoever changes their picture a thousand times has one waiting, the last', async () => {
  for (let number = 1; number <= 1_000; number += 1) changePicture(number);
  expect(waiting()).toHaveLength(1);
  await run();
  expect(asked).toEqual(['http://files.example/file/1000']);
});

test('a picture that is changed while it is fetched is fetched anew, after those of others', async () => {
  changePicture(1);
  meanwhile = () => changePicture(2);
  const outcome = await run();
  if (outcome.kind !== 'done') throw new Error('it keeps its place');
  store.transaction((repositories) => outcome.commit?.(repositories));
  const key = `later:download-picture:${strangerId}`;
  expect(store.jobs.byQueue(key)).toMatchObject([{ payload: { queue: 'download-picture' } }]);
});

test('nothing is fetched from a server that a stranger chose', async () => {
  isServerKnown = false;
  changePicture(1);
  expect((await run()).kind).toBe('done');
  expect(asked).toEqual([]);
  store.contacts.update(strangerId, { isApproved: true });
  await run();
  expect(asked).toHaveLength(1);
});
