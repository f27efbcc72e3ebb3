import { expect, test } from 'vitest';

import type { CallView, ClientEvent } from '../../ts/client/index.ts';
import { MovingClock } from '../support/moving-clock.ts';
import { friends, withWorld } from './world.ts';
import type { Device } from './world.ts';

type Command = Extract<ClientEvent, { readonly type: 'call-media' }>['command'];

async function phase(device: Device, wanted: CallView['phase']): Promise<CallView> {
  const { call } = await device.event('call', ({ call }) => call?.phase === wanted);
  if (call === undefined) throw new Error('no call');
  return call;
}

async function asked<Type extends Command['type']>(
  device: Device,
  type: Type,
): Promise<Extract<Command, { readonly type: Type }>> {
  const { command } = await device.event('call-media', (event) => event.command.type === type);
  return command as Extract<Command, { readonly type: Type }>;
}

test('one', async () => {
  await withWorld(async (world) => {
    const { alice, bob } = await friends(world);
    for (const d of [alice, bob]) d.client.setPrivacy({ calls: true });
    const started = alice.client.startCall({ conversationId: alice.conversationWith(bob.id).id });
    expect(started.phase).toBe('outgoing-ringing');
    await asked(alice, 'create-offer');
    const { uuid } = started;
    alice.client.reportCallMedia({
      type: 'local-description',
      uuid,
      description: { type: 'offer', sdp: 'v=0\no' },
    });
    const ring = await phase(bob, 'incoming-ringing');
    expect(ring.uuid).toBe(uuid);
    bob.client.acceptCall({ uuid });
    await asked(bob, 'create-answer');
    bob.client.reportCallMedia({
      type: 'local-description',
      uuid,
      description: { type: 'answer', sdp: 'v=0\na' },
    });
    await phase(alice, 'connecting');
    const apply = await asked(alice, 'apply-description');
    expect(apply.description).toEqual({ type: 'answer', sdp: 'v=0\na' });
  });
});
void MovingClock;
