import { expect, test } from 'vitest';

import { friends, secondDevice, withWorld } from './world.ts';
import type { Device } from './world.ts';
import type { MessageView } from '../../ts/client/index.ts';

/** Resolves when the device shows exactly these reactions at the message with this text. */
function reacted(device: Device, text: string, emoji: readonly string[]): Promise<unknown> {
  const shows = ({ message }: { readonly message: MessageView }): boolean =>
    message.text === text && message.reactions.map((reaction) => reaction.emoji).join() === emoji.join();
  return device.event('message', shows);
}

test('a reaction is seen by the other side and by our other devices, and goes when it is taken away', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    const tablet = await secondDevice(world, bob, 'tablet');
    const sent = alice.send(bob.id, 'We won!');
    await tablet.received('We won!');
    const message = await bob.received('We won!');
    bob.client.react({ messageId: message.id, emoji: '🎉', action: 'react' });
    await Promise.all([reacted(alice, 'We won!', ['🎉']), reacted(tablet, 'We won!', ['🎉'])]);
    alice.client.react({ messageId: sent.id, emoji: '❤️', action: 'react' });
    await reacted(bob, 'We won!', ['🎉', '❤️']);
    bob.client.react({ messageId: message.id, emoji: '🎉', action: 'remove' });
    await Promise.all([reacted(alice, 'We won!', ['❤️']), reacted(tablet, 'We won!', ['❤️'])]);
  });
});

test('only one emoji is a reaction, twenty times a minute, to a message that is still there', async () => {
  await withWorld(async ({ person }) => {
    const alice = await person('Alice');
    const { id: messageId } = alice.send(alice.id, 'Milk, bread');
    const react = (emoji: string) => (): void => alice.client.react({ messageId, emoji, action: 'react' });
    expect(react('no')).toThrow(expect.objectContaining({ code: 'emoji-invalid' }));
    expect(react('🎉🎉')).toThrow(expect.objectContaining({ code: 'emoji-invalid' }));
    expect(react('')).toThrow(expect.objectContaining({ code: 'emoji-invalid' }));
    for (let count = 0; count < 20; count += 1) react('👍')();
    expect(react('👍')).toThrow(expect.objectContaining({ code: 'too-many-reactions' }));
  });
});
