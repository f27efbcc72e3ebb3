import { join } from 'node:path';

import type { MessageView } from '../../ts/client/index.ts';
import { type Device, type World, withWorld } from '../../test/client/world.ts';
import { MovingClock } from '../../test/support/moving-clock.ts';
import { DRAFT, type FriendName, FRIENDS, NOTES, type Said, STRANGER, TALK, UNREAD } from './demo-talk.ts';
import type { Painting, Scene } from './paint.ts';
import { spokenWords } from './voice.ts';

const MINUTE_MS = 60_000;
const LONGEST_AGO = Math.max(...TALK.map(({ ago }) => ago)) + 60;

/** Paintings by what they show. */
export type Paintings = Readonly<Record<Scene, Painting>>;

/** A network on which days were lived, and the backup of the person who is shown. */
export interface Demo {
  readonly world: World;
  readonly backup: { readonly path: string; readonly password: string };
  readonly stranger: Device;
}

/**
 * Lets people write to each other on a network whose clock begins days ago, so that what they said has different times. The person in
 * the middle, Alice, is an engine without a window; her backup becomes the profile of a window.
 */
export async function withDemo(paintings: Paintings, story: (demo: Demo) => Promise<void>): Promise<void> {
  const clock = new MovingClock();
  const endMs = clock.nowMs();
  const goTo = (minutesAgo: number) => {
    const aheadMs = endMs - minutesAgo * MINUTE_MS - clock.nowMs();
    if (aheadMs > 0 || minutesAgo === LONGEST_AGO) clock.moveOn(aheadMs);
  };
  goTo(LONGEST_AGO);
  await withWorld(
    async (world) => {
      const alice = await world.person('Alice Winter');
      alice.client.setPrivacy({ readReceipts: true, typingIndicators: true });
      const friends = new Map<string, Device>();
      for (const friend of FRIENDS) {
        const device = await world.person(friend.name);
        friends.set(friend.name, device);
        device.client.setPrivacy({ readReceipts: true, typingIndicators: true });
        if ('picture' in friend)
          await device.client.setProfilePicture({ bytes: paintings[friend.picture].bytes });
      }
      const talk = new Talk(alice, friends, paintings);
      for (const said of TALK) {
        goTo(said.ago);
        await talk.say(said);
      }
      goTo(8);
      const stranger = await world.person(STRANGER.name);
      stranger.send(alice.id, STRANGER.text);
      await alice.received(STRANGER.text);
      goTo(0);
      await talk.settle();
      const backup = { path: join(world.folder, 'alice.backup'), password: 'a long walk around the lake' };
      await alice.client.backup(backup);
      await alice.close();
      await story({ world, backup, stranger });
    },
    { clock },
  );
}

class Talk {
  private readonly alice: Device;
  private readonly friends: ReadonlyMap<string, Device>;
  private readonly paintings: Paintings;

  constructor(alice: Device, friends: ReadonlyMap<string, Device>, paintings: Paintings) {
    this.alice = alice;
    this.friends = friends;
    this.paintings = paintings;
  }

  async say(said: Said): Promise<void> {
    const { alice } = this;
    const friend = this.friendOf(said.with);
    const [from, to] = said.by === 'me' ? [alice, friend] : [friend, alice];
    // Until it is sent its time may change.
    const sent = await from.sent((await this.send(from, to, said)).id);
    const isIt = (message: MessageView) =>
      message.direction === 'incoming' &&
      message.sentAtMs === sent.sentAtMs &&
      message.attachments.every(({ state }) => state === 'ready');
    const { message } = await to.event('message', (event) => isIt(event.message));
    if (said.by === 'me') {
      to.client.markRead({ conversationId: message.conversationId, upToSentAtMs: message.sentAtMs });
      // Nobody tells a stranger what they have read.
      if (!to.client.conversation(message.conversationId).isRequest)
        await alice.event(
          'message',
          (event) => event.message.id === sent.id && event.message.readAtMs !== undefined,
        );
    }
    if (said.reaction === undefined) return;
    to.client.react({ messageId: message.id, emoji: said.reaction, action: 'react' });
    await from.event(
      'message',
      (event) => event.message.id === sent.id && event.message.reactions.length > 0,
    );
  }

  /** What Alice did with her conversations besides writing. */
  async settle(): Promise<void> {
    const { client } = this.alice;
    const mira = this.conversation('Mira Okafor');
    client.changeConversation({ id: mira, change: { priority: 1 } });
    client.changeConversation({ id: this.conversation('Yuki 雪'), change: { notify: 'none' } });
    for (const text of NOTES) await this.alice.sent(this.alice.send(this.alice.id, text).id);
    client.saveDraft({ conversationId: this.conversation(DRAFT.with), text: DRAFT.text });
    for (const { name } of FRIENDS) {
      if (name === UNREAD) continue;
      const id = this.conversation(name);
      client.markRead({ conversationId: id, upToSentAtMs: client.conversation(id).lastActiveMs });
    }
  }

  private async send(
    from: Device,
    to: Device,
    { text, answers, pictures = [], voiceS }: Said,
  ): Promise<MessageView> {
    const { id: conversationId } = from.conversationWith(to.id);
    if (from !== this.alice) {
      // Whoever has written to Alice is somebody from whom she takes pictures.
      const known = this.alice.client.conversations({ limit: 50 }).find(({ peerId }) => peerId === from.id);
      if (known !== undefined)
        this.alice.client.changeConversation({ id: known.id, change: { isTrustedForMedia: true } });
    }
    const attachments = [
      ...pictures.map((scene) => ({
        ...this.paintings[scene],
        contentType: 'image/jpeg',
        name: `${scene}.jpg`,
      })),
      ...(voiceS === undefined
        ? []
        : [
            {
              bytes: spokenWords(voiceS),
              contentType: 'audio/mpeg',
              isVoiceMessage: true,
              durationMs: voiceS * 1_000,
            },
          ]),
    ];
    if (attachments.length > 0) return from.client.sendAttachments({ conversationId, text, attachments });
    const { messages } = from.client.messages({ conversationId, limit: 50 });
    const answered = answers === undefined ? undefined : messages.find((one) => one.text.startsWith(answers));
    return from.client.sendMessage({
      conversationId,
      text,
      ...(answered === undefined ? {} : { quote: { messageId: answered.id } }),
    });
  }

  private conversation(name: FriendName): number {
    return this.alice.conversationWith(this.friendOf(name).id).id;
  }

  private friendOf(name: FriendName): Device {
    const friend = this.friends.get(name);
    if (friend === undefined) throw new Error(`${name} is nobody`);
    return friend;
  }
}
