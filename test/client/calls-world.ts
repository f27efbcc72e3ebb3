import { accountKeysFromSeed16, decodeRecoveryPassword, x25519KeyOf } from '../../ts/account/index.ts';
import type { AccountKeys } from '../../ts/account/index.ts';
import type {
  CallLineView,
  CallView,
  ClientEvent,
  ConversationView,
  MessageView,
} from '../../ts/client/index.ts';
import { createNetwork } from '../../ts/network/index.ts';
import type { LocalNetwork } from '../../ts/local-network/index.ts';
import { silentLog, systemClock, systemRandom } from '../../ts/util/index.ts';
import { type Content, encodeContent, encodeDirectMessage } from '../../ts/wire/index.ts';
import { MemoryState } from '../network/world.ts';
import { MovingClock } from '../support/moving-clock.ts';
import { accountId } from '../../ts/account/index.ts';
import { friends, withWorld } from './world.ts';
import type { Device, World } from './world.ts';

export const OFFER = { type: 'offer', sdp: 'v=0\noffer' } as const;
export const ANSWER = { type: 'answer', sdp: 'v=0\nanswer' } as const;

type Command = Extract<ClientEvent, { readonly type: 'call-media' }>['command'];
type Of<Type extends Command['type']> = Extract<Command, { readonly type: Type }>;

/** The call in a phase, when it gets there. */
export async function inPhase(
  device: Device,
  uuid: string | undefined,
  phase: CallView['phase'],
): Promise<CallView> {
  const { call } = await device.event(
    'call',
    (event) => event.call?.phase === phase && (uuid === undefined || event.call.uuid === uuid),
  );
  if (call === undefined) throw new Error('There is no call');
  return call;
}

/** What the media layer of a device is asked to do, when it is. */
export async function asked<Type extends Command['type']>(
  device: Device,
  uuid: string,
  type: Type,
): Promise<Of<Type>> {
  const { command } = await device.event(
    'call-media',
    (event) => event.command.type === type && event.command.uuid === uuid,
  );
  return command as Of<Type>;
}

/** The line of a call in a conversation, when it says how the call went. */
export async function line(
  device: Device,
  uuid: string,
  outcome: CallLineView['outcome'],
  isMeant: (call: CallLineView) => boolean = () => true,
): Promise<MessageView> {
  const { message } = await device.event(
    'message',
    ({ message: { call } }) => call?.uuid === uuid && call.outcome === outcome && isMeant(call),
  );
  return message;
}

/** The lines of calls in a conversation as they are now. */
export function linesOf(device: Device, peerId: string): readonly (CallLineView | undefined)[] {
  const conversationId = device.conversationWith(peerId).id;
  return device.client
    .messages({ conversationId, limit: 200 })
    .messages.filter(({ kind }) => kind === 'call')
    .map(({ call }) => call);
}

/** A view of a conversation that `accepts` takes, when there is one. */
export async function conversation(
  device: Device,
  accepts: (conversation: ConversationView) => boolean,
): Promise<ConversationView> {
  const event = await device.event('conversation', (found) => accepts(found.conversation));
  return event.conversation;
}

export function allowCalls(...devices: readonly Device[]): void {
  for (const { client } of devices) client.setPrivacy({ calls: true });
}

/** Calls somebody, with the media of a test. */
export async function call(caller: Device, peerId: string): Promise<string> {
  const { uuid } = caller.client.startCall({ conversationId: caller.conversationWith(peerId).id });
  await asked(caller, uuid, 'create-offer');
  caller.client.reportCallMedia({ type: 'local-description', uuid, description: OFFER });
  return uuid;
}

/** Takes a call that rings, with the media of a test. */
export async function accept(callee: Device, uuid: string): Promise<void> {
  callee.client.acceptCall({ uuid });
  await asked(callee, uuid, 'create-answer');
  callee.client.reportCallMedia({ type: 'local-description', uuid, description: ANSWER });
}

/** Two people talk. */
export async function talk(caller: Device, callee: Device): Promise<string> {
  const uuid = await call(caller, callee.id);
  await inPhase(callee, uuid, 'incoming-ringing');
  await accept(callee, uuid);
  await inPhase(caller, uuid, 'connecting');
  for (const { client } of [caller, callee])
    client.reportCallMedia({ type: 'ice-state', uuid, state: 'connected' });
  await Promise.all([inPhase(caller, uuid, 'connected'), inPhase(callee, uuid, 'connected')]);
  return uuid;
}

export interface Callers {
  readonly world: World;
  readonly clock: MovingClock;
  readonly alice: Device;
  readonly bob: Device;
}

/** A story of two friends who have calls switched on. */
export function story(tell: (callers: Callers) => Promise<void>): Promise<void> {
  const clock = new MovingClock();
  return withWorld(
    async (world) => {
      const { alice, bob } = await friends(world);
      allowCalls(alice, bob);
      await tell({ world, clock, alice, bob });
    },
    { clock },
  );
}

export function keysOf({ client }: Device): AccountKeys {
  return accountKeysFromSeed16(decodeRecoveryPassword(client.recoveryPassword()));
}

/** Puts whatever it is given into swarms, as no client of ours does. */
export interface Forger {
  readonly send: (to: string, payload: Content['payload']) => Promise<void>;
}

/** Runs a story with somebody who writes with these keys, and keeps to no rule. */
export async function withForger(
  network: LocalNetwork,
  keys: AccountKeys,
  tell: (forger: Forger) => Promise<void>,
): Promise<void> {
  const ours = createNetwork({
    profile: { kind: 'devnet', seedUrl: network.seedUrl },
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    state: new MemoryState(),
  });
  ours.start();
  let timestampMs = Date.now();
  const send: Forger['send'] = async (to, payload) => {
    timestampMs += 1;
    const data = encodeDirectMessage({
      content: encodeContent({ sigTimestampMs: timestampMs, payload }),
      sender: keys.ed25519,
      recipient: x25519KeyOf(accountId(to)),
      timestampMs,
      random: systemRandom,
    });
    await ours.store({ account: to, namespace: 0, data, ttlMs: 300_000 });
  };
  try {
    await tell({ send });
  } finally {
    await ours.close();
  }
}
