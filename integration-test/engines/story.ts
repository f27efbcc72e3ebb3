// The story of integration-test/three-engines.sh, which starts the network and calls this.
//
//   node integration-test/engines/story.ts --network SEEDURL --folder DIR --rounds N --seed N --limit SECONDS

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { Chance } from './chance.ts';
import { Device } from './device.ts';
import { FaultControl } from './faults.ts';
import { faultsOf } from './verdict.ts';

/** Nothing has happened for so long: engines that wait for their next attempt are told to go on. */
const QUIET_MS = 3_000;
const MAX_LINES = 40;

interface Plan {
  readonly network: string;
  readonly folder: string;
  readonly rounds: number;
  readonly chance: Chance;
  readonly endsAtMs: number;
}

interface Cast {
  readonly alice: Device;
  readonly bob: Device;
  readonly second: Device;
}

function readPlan(): Plan {
  const { values } = parseArgs({
    options: {
      network: { type: 'string', default: '' },
      folder: { type: 'string', default: '' },
      rounds: { type: 'string', default: '' },
      seed: { type: 'string', default: '' },
      limit: { type: 'string', default: '' },
    },
  });
  return {
    network: values.network,
    folder: values.folder,
    rounds: Number(values.rounds),
    chance: new Chance(Number(values.seed)),
    endsAtMs: Date.now() + Number(values.limit) * 1_000,
  };
}

/** Two people, and the second device of one of them, restored from the words of the first. */
async function gather({ network, folder }: Plan): Promise<Cast> {
  const [alice, bob, second] = ['alice', 'bob', 'alice-second'].map(
    (name) => new Device(name, { network, folder }),
  ) as [Device, Device, Device];
  const [aliceAccount, bobAccount] = await Promise.all([
    alice.client.call('account:create', { displayName: 'Alice' }),
    bob.client.call('account:create', { displayName: 'Bob' }),
  ]);
  alice.talkTo(bobAccount.id);
  bob.talkTo(aliceAccount.id);
  second.talkTo(bobAccount.id);
  const recoveryPassword = await alice.client.call('account:recovery-password', undefined);
  const restored = await second.client.call('account:restore', { recoveryPassword });
  if (restored.id !== aliceAccount.id) throw new Error('The words have led to another account');
  await second.client.call('account:set-name', { displayName: 'Alice' });
  return { alice, bob, second };
}

async function playRound(
  round: number,
  { cast, plan }: { readonly cast: Cast; readonly plan: Plan },
): Promise<void> {
  const { chance } = plan;
  const faults = await new FaultControl(plan.network).stir(chance);
  const devices = Object.values(cast) as readonly Device[];
  const victims = devices.filter(() => chance.oneIn(2));
  // All choices are made before anything runs beside anything else: the seed repeats them.
  const writing = devices.map((device) => ({
    device,
    texts: Array.from({ length: chance.between(1, 4) }, (_, index) => `${device.name} ${round}.${index}`),
    gapMs: chance.between(0, 150),
  }));
  const killing = victims.map((device) => ({
    device,
    waitsMs: Array.from({ length: chance.oneIn(4) ? 2 : 1 }, () => chance.between(0, 900)),
  }));
  await Promise.all([...writing.map(write), ...killing.map(kill)]);
  const killed = victims.map(({ name }) => name).join(', ') || 'nobody';
  console.log(`Round ${round}: ${faults}; killed: ${killed}.`);
}

async function write({
  device,
  texts,
  gapMs,
}: {
  device: Device;
  texts: readonly string[];
  gapMs: number;
}): Promise<void> {
  for (const text of texts) {
    await device.send(text);
    await pause(gapMs);
  }
}

async function kill({ device, waitsMs }: { device: Device; waitsMs: readonly number[] }): Promise<void> {
  for (const waitMs of waitsMs) {
    await pause(waitMs);
    await device.killAndRestart();
  }
}

/** Waits until all is well, or there is no time left. @returns what is wrong in the end */
async function settle(devices: readonly Device[], endsAtMs: number): Promise<readonly string[]> {
  for (;;) {
    const heard = devices.map(({ client }) => client.eventCount);
    const histories = await Promise.all(
      devices.map(async (device) => ({ name: device.name, messages: await device.history() })),
    );
    const faults = faultsOf(
      histories,
      devices.flatMap(({ sent }) => sent),
    );
    if (faults.length === 0 || Date.now() >= endsAtMs) return faults;
    const news = devices.map(({ client }, index) => client.news(heard[index] ?? 0, QUIET_MS));
    const isQuiet = !(await Promise.any(news).then(
      () => true,
      () => false,
    ));
    if (isQuiet) await Promise.all(devices.map(({ client }) => client.call('network:retry')));
  }
}

async function play(plan: Plan): Promise<boolean> {
  const startMs = Date.now();
  const cast = await gather(plan);
  const devices = Object.values(cast) as readonly Device[];
  console.log('Alice, Bob and the second device of Alice are there.');
  let round = 1;
  for (; round <= plan.rounds && Date.now() < plan.endsAtMs; round += 1)
    await playRound(round, { cast, plan });
  await new FaultControl(plan.network).calm();
  await Promise.all(devices.map(({ client }) => client.call('network:retry')));
  const faults = await settle(devices, plan.endsAtMs);
  for (const line of faults.slice(0, MAX_LINES)) console.log(line);
  if (faults.length > MAX_LINES) console.log(`… and ${faults.length - MAX_LINES} more`);
  await Promise.all(devices.map((device) => device.close()));
  summarise(devices, { rounds: round - 1, seconds: (Date.now() - startMs) / 1_000, faults: faults.length });
  return faults.length === 0 && round > plan.rounds;
}

function summarise(
  devices: readonly Device[],
  { rounds, seconds, faults }: { readonly rounds: number; readonly seconds: number; readonly faults: number },
): void {
  const sent = devices.flatMap((device) => device.sent);
  const accepted = sent.filter((text) => text.accepted).length;
  const kills = devices.reduce((sum, device) => sum + device.kills, 0);
  console.log(
    `${rounds} rounds in ${seconds.toFixed(1)} s: ${accepted} messages accepted, ${sent.length - accepted} cut off by ${kills} kills; ` +
      (faults === 0 ? 'nothing lost, nothing doubled.' : `${faults} faults.`),
  );
}

process.exitCode = (await play(readPlan())) ? 0 : 1;
