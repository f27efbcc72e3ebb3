// When an engine is killed: at a random moment, or at one that matters.

import { setTimeout as pause } from 'node:timers/promises';

import type { LocalNetwork, NetworkEvent } from '../../ts/local-network/index.ts';
import type { Chance } from './chance.ts';
import type { Device } from './device.ts';

/** A moment that does not come is not waited for longer. */
const LIMIT_MS = 1_200;
const DIRECT_MESSAGES = 0;
const GROUP_MESSAGES = 11;

export interface Moment {
  /** For people. */
  readonly name: string;
  /** The name without figures, to count by. */
  readonly kind: string;
  /** Resolves in the moment, or when it does not come. */
  reached(scene: Scene): Promise<void>;
}

export interface Scene {
  readonly network: LocalNetwork;
  readonly device: Device;
}

type Accepts = (event: NetworkEvent, scene: Scene) => boolean;

const isStored =
  (
    accepts: (store: { readonly account: string; readonly namespace: number }, device: Device) => boolean,
  ): Accepts =>
  (event, { device }) =>
    event.type === 'stored' && accepts(event, device);

const isPolled: Accepts = (event, { network, device }) =>
  event.type === 'rpc' &&
  event.method === 'retrieve' &&
  network.swarmOf(device.accountId).includes(event.node);

/** A moment in which the network has done what it was asked for, and the answer is on its way; `delayMs` later. */
function afterEvent(name: string, accepts: Accepts, delayMs = 0): Moment {
  return {
    name,
    kind: name,
    reached: async (scene) => {
      await nextEvent(scene, accepts);
      if (delayMs > 0) await pause(delayMs);
    },
  };
}

/** Choices are made here and now; what the moment depends on comes later. */
const MOMENTS: readonly ((chance: Chance) => Moment)[] = [
  (chance) => atRandom(chance.between(0, 900)),
  (chance) => atRandom(chance.between(0, 900)),
  (chance) => whileWriting(chance.between(0, 25)),
  (chance) => whileWriting(chance.between(0, 25)),
  () =>
    afterEvent(
      'when its message was stored',
      isStored(({ account, namespace }, { peerId }) => account === peerId && namespace === DIRECT_MESSAGES),
    ),
  () =>
    afterEvent(
      'when its copy was stored',
      isStored(
        ({ account, namespace }, { accountId }) => account === accountId && namespace === DIRECT_MESSAGES,
      ),
    ),
  () =>
    afterEvent(
      'when its configs were stored',
      isStored(
        ({ account, namespace }, { accountId }) => account === accountId && namespace !== DIRECT_MESSAGES,
      ),
    ),
  () =>
    afterEvent(
      'when a message to the group was stored',
      isStored(({ account, namespace }, { groupId }) => account === groupId && namespace === GROUP_MESSAGES),
    ),
  () =>
    afterEvent(
      'when a config of the group was stored',
      isStored(({ account, namespace }, { groupId }) => account === groupId && namespace !== GROUP_MESSAGES),
    ),
  (chance) => afterEvent('while it takes in', isPolled, chance.between(0, 60)),
];

export function chooseMoment(chance: Chance): Moment {
  return chance.pick(MOMENTS)(chance);
}

function atRandom(afterMs: number): Moment {
  return { name: `after ${afterMs} ms`, kind: 'at a random moment', reached: () => pause(afterMs) };
}

/** In the transaction of a command, or around it. */
function whileWriting(delayMs: number): Moment {
  return {
    name: 'while it writes',
    kind: 'while it writes',
    reached: async ({ device }) => {
      await Promise.race([device.nextRequest(), pause(LIMIT_MS)]);
      await pause(delayMs);
    },
  };
}

function nextEvent(scene: Scene, accepts: Accepts): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(limit);
      stop();
      resolve();
    };
    const limit = setTimeout(end, LIMIT_MS);
    const stop = scene.network.observe((event) => {
      if (accepts(event, scene)) end();
    });
  });
}
