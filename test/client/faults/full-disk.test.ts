import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { systemRandom } from '../../../ts/util/index.ts';
import { MovingClock } from '../../support/moving-clock.ts';
import { type World, friends, secondDevice, storedContacts, withWorld } from '../world.ts';
import { expectAgreement, texts } from './conversation.ts';
import { Databases, SmallDisk } from './disk.ts';
import { HeardLog, type LogEntry } from './heard-log.ts';

const DISK_FULL = expect.objectContaining({ code: 'store-disk-full' });
/** Some pages of the database each. */
const LONG = ` ${'and more '.repeat(200)}`.trimEnd();

const longTexts = (story: string, count: number): readonly string[] =>
  texts(story, count).map((text) => `${text}${LONG}`);

/** After so long a failed download is tried again. */
const TRY_AGAIN_MS = 35_000;

const pollFailed = ({ event, context }: LogEntry): boolean =>
  event === 'poll-failed' && context['code'] === 'store-disk-full';

/** Sends what fits. @returns what was accepted, and the error that came then */
function sendUntilFull(send: (text: string) => void): {
  readonly accepted: readonly string[];
  readonly error: unknown;
} {
  const accepted: string[] = [];
  for (const text of longTexts('on a full disk', 200)) {
    try {
      send(text);
    } catch (error) {
      return { accepted, error };
    }
    accepted.push(text);
  }
  throw new Error('The disk is not full');
}

describe('a database that cannot grow', () => {
  let databases: ReturnType<typeof Databases.watch>;

  beforeEach(() => {
    databases = Databases.watch();
  });
  afterEach(() => databases.stop());

  test('refuses what does not fit with a typed error, and sends all that it has accepted', async () => {
    await withWorld(async (world) => {
      const { network, folder } = world;
      const { alice, bob } = await friends(world);
      databases.fill(join(folder, 'Alice'));
      const { accepted, error } = sendUntilFull((text) => alice.send(bob.id, text));
      expect(error).toEqual(DISK_FULL);
      databases.free(join(folder, 'Alice'));
      alice.send(bob.id, 'room again');
      await expectAgreement(network, [alice, bob], { byOne: [...accepted, 'room again'] });
      expect(alice.textsWith(bob.id)).toHaveLength(2 + accepted.length + 1);
    });
  }, 60_000);

  test('takes nothing in that it cannot keep, goes on asking, and has all of it once there is room', async () => {
    await withWorld(async (world) => {
      const { network, folder } = world;
      const log = new HeardLog();
      const { alice, bob } = await friends(world, { bob: { log } });
      databases.fill(join(folder, 'Bob'));
      const said = longTexts('too much', 40);
      for (const text of said) alice.send(bob.id, text);
      await log.next(pollFailed);
      await log.next(pollFailed);
      databases.free(join(folder, 'Bob'));
      await expectAgreement(network, [alice, bob], { byOne: said });
      expect(bob.conversationWith(alice.id).unreadCount).toBe(said.length);
      expect(bob.textsWith(alice.id)).toHaveLength(2 + said.length);
    });
  }, 60_000);

  test('loses no change of the account that another device has made meanwhile', async () => {
    await withWorld(async (world) => {
      const { network, folder } = world;
      const log = new HeardLog();
      const { alice, bob } = await friends(world, { alice: { log } });
      const tablet = await secondDevice(world, alice, 'tablet');
      await tablet.event('conversation', ({ conversation }) => conversation.peerId === bob.id);
      databases.fill(join(folder, 'Alice'));
      sendUntilFull((text) => alice.send(bob.id, text));
      const stored = storedContacts(network, tablet);
      tablet.client.changeConversation({
        id: tablet.conversationWith(bob.id).id,
        change: { nickname: `Bobby ${'b'.repeat(60)}` },
      });
      await stored;
      databases.free(join(folder, 'Alice'));
      await alice.event(
        'conversation',
        ({ conversation }) => conversation.nickname?.startsWith('Bobby') === true,
      );
    });
  }, 60_000);
});

describe.skipIf(!SmallDisk.isPossible)('a disk without room', () => {
  test('nothing is lost of what comes and goes, in the database and in files', async () => {
    await withWorld(async (world) => {
      const { network } = world;
      const log = new HeardLog();
      await withDisk(world, 'Bob', async (disk) => {
        const { alice, bob } = await friends(world, { bob: { log } });
        disk.fill();
        const failed = log.next(pollFailed);
        const said = longTexts('for later', 20);
        for (const text of said) alice.send(bob.id, text);
        await failed;
        const { accepted, error } = sendUntilFull((text) => bob.send(alice.id, text));
        expect(error).toEqual(DISK_FULL);
        const picture = {
          conversationId: bob.conversationWith(alice.id).id,
          text: 'a picture',
          attachments: [{ bytes: systemRandom.bytes(200_000), contentType: 'image/png' }],
        };
        await expect(bob.client.sendAttachments(picture)).rejects.toEqual(DISK_FULL);
        disk.free();
        await bob.client.sendAttachments(picture);
        await expectAgreement(network, [alice, bob], { byOne: said, byOther: [...accepted, 'a picture'] });
      });
    });
  }, 90_000);

  test('a file that finds no room comes by itself when there is some', async () => {
    const clock = new MovingClock();
    await withWorld(
      async (world) => {
        const { network } = world;
        const log = new HeardLog();
        await withDisk(world, 'Bob', async (disk) => {
          const { alice, bob } = await friends(world, { bob: { log } });
          await alice.client.sendAttachments({
            conversationId: alice.conversationWith(bob.id).id,
            text: 'a picture',
            attachments: [{ bytes: systemRandom.bytes(300_000), contentType: 'image/png' }],
          });
          const { id, attachments } = await bob.received('a picture');
          const stop = network.observe(({ type }) => {
            if (type !== 'file') return;
            stop();
            disk.fill();
          });
          const failed = log.next(({ event }) => event === 'download-failed');
          // It is tried again after a pause that is written down, or rests until it can be.
          bob.client.subscribe(({ type }) => {
            if (type === 'message') clock.moveOn(TRY_AGAIN_MS);
          });
          bob.client.downloadAttachment(attachments[0]!.id);
          await failed;
          disk.free();
          await bob.event(
            'message',
            ({ message }) => message.id === id && message.attachments.every(({ state }) => state === 'ready'),
          );
        });
      },
      { clock },
    );
  }, 90_000);
});

/** Runs a story in which a device has a disk of 12 MB to itself. */
async function withDisk(
  { folder }: Pick<World, 'folder'>,
  device: string,
  story: (disk: SmallDisk) => Promise<void>,
): Promise<void> {
  const disk = new SmallDisk(join(folder, device), 12);
  try {
    await story(disk);
  } finally {
    disk.remove();
  }
}
