import { ConfigObject, type ConfigDict } from '../../../ts/config/index.ts';
import { isDict } from '../../../ts/config/value.ts';
import { encodeBencode, toHex, utf8 } from '../../../ts/util/index.ts';
import { Swarm, options, poll, sync } from './devices.ts';

const KEYS = ['a', 'b', 'c', 'd'];
const DEVICES = 3;

/** Decides what happens next: a number below `limit`. */
export type Decide = (limit: number) => number;

/**
 * A random life of several devices of one account: they write, push, poll, restart and meet in conflicts. Throws when something is
 * broken that must hold at all times, or when they do not agree in the end (spec 03 §12).
 */
export function liveThrough(decide: Decide, create: () => ConfigObject, load = ConfigObject.load): void {
  const swarm = new Swarm();
  const devices = Array.from({ length: DEVICES }, create);
  const seqnos = devices.map(({ seqno }) => seqno);
  for (let step = 4 + decide(24); step > 0; step -= 1) {
    const at = decide(DEVICES);
    devices[at] = act(devices[at] as ConfigObject, { decide, swarm, load });
    checkAlways(devices[at], seqnos[at] ?? 0);
    seqnos[at] = devices[at].seqno;
  }
  agree(devices, swarm);
}

interface Surroundings {
  readonly decide: Decide;
  readonly swarm: Swarm;
  readonly load: typeof ConfigObject.load;
}

function act(device: ConfigObject, { decide, swarm, load }: Surroundings): ConfigObject {
  switch (decide(8)) {
    case 0:
    case 1:
    case 2:
    case 3:
      write(device, decide);
      return device;
    case 4:
    case 5:
      if (device.needsPush) sync(device, swarm);
      return device;
    case 6:
      poll(device, swarm);
      return device;
    default:
      return load(device.dump(), options());
  }
}

function write(device: ConfigObject, decide: Decide): void {
  const key = KEYS[decide(KEYS.length)] ?? 'a';
  device.edit((root) => {
    const target = decide(2) === 0 ? root : root.dict('n');
    switch (decide(5)) {
      case 0:
        target.delete(key);
        break;
      case 1:
        target.addToSet(`${key}s`, [BigInt(decide(4))]);
        break;
      case 2:
        target.removeFromSet(`${key}s`, [BigInt(decide(4))]);
        break;
      default:
        target.set(key, utf8(String(decide(1000))));
    }
  });
}

function checkAlways(device: ConfigObject, previousSeqno: number): void {
  if (device.seqno < previousSeqno) throw new Error(`seqno fell from ${previousSeqno} to ${device.seqno}`);
  const obsolete = new Set(device.obsoleteHashes);
  if (device.currentHashes.some((hash) => obsolete.has(hash)))
    throw new Error('current and obsolete at once');
  if (hasEmpty(device.data)) throw new Error('an empty dict or set is kept');
}

function hasEmpty(data: ConfigDict): boolean {
  return [...data.values()].some((value) =>
    isDict(value) ? value.size === 0 || hasEmpty(value) : Array.isArray(value) && value.length === 0,
  );
}

/** Everybody polls and pushes in turn until nobody has anything to push. */
function agree(devices: readonly ConfigObject[], swarm: Swarm): void {
  for (let round = 0; ; round += 1) {
    if (round > 2 * DEVICES) throw new Error('they never agree');
    for (const device of devices) {
      poll(device, swarm);
      if (device.needsPush) sync(device, swarm);
    }
    for (const device of devices) poll(device, swarm);
    if (devices.every(({ state }) => state === 'clean')) break;
  }
  const states = devices.map(({ data, configHash }) => `${toHex(encodeBencode(data))} ${toHex(configHash)}`);
  if (new Set(states).size !== 1) throw new Error(`they differ: ${states.join(' | ')}`);
  const [first] = devices;
  if (first?.currentHashes.some((hash) => !swarm.has(hash)) === true)
    throw new Error('the state is not stored');
}
