// The story of integration-test/three-engines.sh.
//
//   node integration-test/engines/story.ts --folder DIR --rounds N --seed N --limit SECONDS [--minutes N] [--gentle] [--report]

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { circumstances, writeReport } from '../../build/reports/write-report.ts';
import { type LocalNetwork, startLocalNetwork } from '../../ts/local-network/index.ts';
import { Chance } from './chance.ts';
import { Device, TALKS, type Talk } from './device.ts';
import { Faults } from './faults.ts';
import { Growth, holdingOf } from './growth.ts';
import { type Moment, chooseMoment } from './moments.ts';
import { storyReport } from './story-report.ts';
import { Tally } from './tally.ts';
import { textsOf, twinsIn, withoutTexts } from './twins.ts';
import { type Testimony, faultsOf } from './verdict.ts';

const NODES = 24;
/** After so many rounds the network recovers, and everything must be as it should. */
const ROUNDS_AN_ACT = 20;
/** How long that may take. */
const SETTLE_LIMIT_MS = 120_000;
/** Nothing has happened for so long: engines that wait for their next attempt are told to go on. */
const QUIET_MS = 3_000;
const MAX_LINES = 40;

interface Plan {
  readonly folder: string;
  readonly rounds: number;
  readonly seed: number;
  readonly chance: Chance;
  readonly endsAtMs: number;
  /** After this the act that runs is the last, however many rounds are left. */
  readonly enoughAtMs: number;
  /** Nobody is killed, so that it can be seen whether somebody grows. */
  readonly isGentle: boolean;
  /** Whether a page of docs/reports is written at the end. */
  readonly isReported: boolean;
}

interface Cast {
  readonly alice: Device;
  readonly bob: Device;
  readonly second: Device;
}

/** Where it plays. */
interface Stage {
  readonly network: LocalNetwork;
  readonly faults: Faults;
  readonly cast: Cast;
  readonly devices: readonly Device[];
  readonly growths: readonly Growth[];
  readonly tally: Tally;
  readonly startMs: number;
}

function readPlan(): Plan {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: '' },
      rounds: { type: 'string', default: '' },
      seed: { type: 'string', default: '' },
      limit: { type: 'string', default: '' },
      minutes: { type: 'string', default: '' },
      gentle: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
    },
  });
  return {
    folder: values.folder,
    rounds: Number(values.rounds),
    seed: Number(values.seed),
    chance: new Chance(Number(values.seed)),
    endsAtMs: Date.now() + Number(values.limit) * 1_000,
    enoughAtMs: values.minutes === '' ? Infinity : Date.now() + Number(values.minutes) * 60_000,
    isGentle: values.gentle,
    isReported: values.report,
  };
}

/** Two people, the second device of one of them, restored from the words of the first, and a group of all. */
async function gather(network: LocalNetwork, { folder }: Plan): Promise<Stage> {
  const [alice, bob, second] = ['alice', 'bob', 'alice-second'].map(
    (name) => new Device(name, { network: network.seedUrl, folder }),
  ) as [Device, Device, Device];
  const [aliceAccount, bobAccount] = await Promise.all([
    alice.client.call('account:create', { displayName: 'Alice' }),
    bob.client.call('account:create', { displayName: 'Bob' }),
  ]);
  for (const device of [alice, second]) {
    device.accountId = aliceAccount.id;
    device.peerId = bobAccount.id;
  }
  bob.accountId = bobAccount.id;
  bob.peerId = aliceAccount.id;
  const recoveryPassword = await alice.client.call('account:recovery-password', undefined);
  const restored = await second.client.call('account:restore', { recoveryPassword });
  if (restored.id !== aliceAccount.id) throw new Error('The words have led to another account');
  await second.client.call('account:set-name', { displayName: 'Alice' });
  await meet([alice, bob, second]);
  const devices = [alice, bob, second];
  const tally = new Tally();
  return {
    network,
    faults: new Faults(network, (name) => tally.fault(name)),
    cast: { alice, bob, second },
    devices,
    growths: devices.map(({ name }) => new Growth(name)),
    tally,
    startMs: Date.now(),
  };
}

/** The first of them makes a group; the others join it. */
async function meet(devices: readonly [Device, Device, Device]): Promise<void> {
  const [founder, guest] = devices;
  const group = { name: 'Everybody', memberIds: [guest.accountId] };
  const { peerId } = await founder.client.call('groups:create', group);
  await Promise.all(devices.map((device) => device.join(peerId)));
}

type Deed = (device: Device) => Promise<void>;

/** What a device does in a round: some texts, and now and then something that its account, or the group, has to agree on. */
function deedsOf(
  device: Device,
  { round, cast, chance }: { round: number; cast: Cast; chance: Chance },
): readonly Deed[] {
  const texts = Array.from({ length: chance.between(1, 2) }, (_, at) => `${device.name} ${round}.${at}`);
  const deeds: Deed[] = texts.map((text) => (writer) => writer.send('direct', text));
  if (chance.oneIn(2)) deeds.push((writer) => writer.send('group', `${device.name} to all ${round}`));
  if (device === cast.alice && chance.oneIn(4))
    deeds.push((editor) => editor.edit('direct', { nickname: `Bob ${round}` }));
  if (device === cast.alice && chance.oneIn(8))
    deeds.push((editor) => editor.edit('group', { name: `Everybody ${round}` }));
  if (device === cast.second && chance.oneIn(4))
    deeds.push((editor) => editor.edit('direct', { priority: round }));
  if (chance.oneIn(4)) {
    const talk = chance.pick(TALKS);
    deeds.push((reader) => reader.markRead(talk));
  }
  return chance.shuffle(deeds);
}

async function playRound(
  round: number,
  { network, faults, cast, devices, tally }: Stage,
  { chance, isGentle }: Plan,
): Promise<void> {
  const weather = await faults.stir(chance, [cast.alice.accountId, cast.bob.accountId, cast.alice.groupId]);
  // All choices are made before anything runs beside anything else: the seed repeats them.
  const acting = devices.map((device) => ({
    device,
    deeds: deedsOf(device, { round, cast, chance }),
    gapMs: chance.between(0, 60),
  }));
  const victims = isGentle ? [] : chance.shuffle(devices).slice(0, chance.oneIn(5) ? 2 : 1);
  const killing = victims.map((device) => ({
    device,
    moments: Array.from({ length: chance.oneIn(8) ? 2 : 1 }, () => chooseMoment(chance)),
  }));
  await Promise.all([...acting.map(act), ...killing.map((plan) => kill(plan, { network, tally }))]);
  tally.rounds = round;
  const killed = killing.map(
    ({ device, moments }) => `${device.name} ${moments.map(({ name }) => name).join(' and ')}`,
  );
  console.log(`Round ${round}: ${weather}${isGentle ? '' : `; killed: ${killed.join(', ')}`}.`);
}

async function act({
  device,
  deeds,
  gapMs,
}: {
  device: Device;
  deeds: readonly Deed[];
  gapMs: number;
}): Promise<void> {
  for (const deed of deeds) {
    await deed(device);
    await pause(gapMs);
  }
}

async function kill(
  { device, moments }: { readonly device: Device; readonly moments: readonly Moment[] },
  { network, tally }: Pick<Stage, 'network' | 'tally'>,
): Promise<void> {
  for (const moment of moments) {
    await moment.reached({ network, device });
    tally.kill(moment.kind);
    await device.killAndRestart();
  }
}

/** Ends all faults and waits until all is well, or there is no time left. @returns what is wrong in the end */
async function settle({ faults, devices, tally }: Stage, endsAtMs: number): Promise<readonly string[]> {
  const startMs = Date.now();
  await faults.calm();
  await Promise.all(devices.map(({ client }) => client.call('network:retry')));
  for (;;) {
    const heard = devices.map(({ client }) => client.eventCount);
    const looks = await Promise.all(TALKS.map((talk) => look(talk, devices)));
    const wrong = looks.flatMap((each) => each.wrong);
    const twins = looks.flatMap((each) => [...each.twins]);
    if (wrong.length === 0 && twins.length > 0)
      console.log(`Written in the same millisecond: ${twins.join(', ')}.`);
    if (wrong.length === 0 || Date.now() >= endsAtMs) {
      const messages = looks.reduce((sum, { looked }) => sum + looked, 0);
      note(tally, { tookMs: Date.now() - startMs, messages, twins });
      return wrong;
    }
    const news = devices.map(({ client }, index) => client.news(heard[index] ?? 0, QUIET_MS));
    const isQuiet = !(await Promise.any(news).then(
      () => true,
      () => false,
    ));
    if (isQuiet) await Promise.all(devices.map(({ client }) => client.call('network:retry')));
  }
}

interface Look {
  readonly wrong: readonly string[];
  /** Texts that were left out. */
  readonly twins: ReadonlySet<string>;
  /** How many messages were looked at. */
  readonly looked: number;
}

/** What everybody has of one of the conversations, and what is wrong with it. */
async function look(talk: Talk, devices: readonly Device[]): Promise<Look> {
  const everything = await Promise.all(devices.map((device) => testify(device, talk)));
  const twins = twinsIn(everything);
  const testimonies = everything.map(textsOf);
  const of = (asked: { readonly talk: Talk }): boolean => asked.talk === talk;
  const wrong = faultsOf(
    testimonies.map((testimony) => withoutTexts(testimony, twins)),
    {
      sent: devices.flatMap(({ sent }) => sent.filter(of)).filter(({ what }) => !twins.has(what)),
      edits: devices.flatMap(({ edits }) => edits.filter(of)),
    },
  );
  return {
    wrong: wrong.map((line) => (talk === 'group' ? `in the group, ${line}` : line)),
    twins,
    looked: testimonies.reduce((sum, { messages }) => sum + messages.length, 0),
  };
}

function note(
  tally: Tally,
  of: { readonly tookMs: number; readonly messages: number; readonly twins: readonly string[] },
): void {
  tally.acts += 1;
  tally.settledInMs.push(of.tookMs);
  tally.looked += of.messages;
  for (const twin of of.twins) tally.twins.add(twin);
}

async function testify(device: Device, talk: Talk): Promise<Testimony> {
  const { name, accountId } = device;
  return {
    name,
    accountId,
    messages: await device.history(talk),
    conversation: await device.conversation(talk),
  };
}

/** Plays all rounds, or as many as go well and in time. @returns what is wrong; nothing when all is well */
async function play(stage: Stage, plan: Plan): Promise<readonly string[]> {
  for (let round = 1; round <= plan.rounds; round += 1) {
    if (Date.now() >= plan.endsAtMs) return [`There was no time for round ${round}.`];
    await playRound(round, stage, plan);
    if (round % ROUNDS_AN_ACT !== 0 && round !== plan.rounds) continue;
    const wrong = [
      ...(await settle(stage, Math.min(plan.endsAtMs, Date.now() + SETTLE_LIMIT_MS))),
      ...(plan.isGentle ? grown(stage) : []),
    ];
    if (wrong.length > 0) return wrong;
    console.log(`After round ${round} all is well.`);
    if (Date.now() >= plan.enoughAtMs) break;
  }
  return plan.isGentle ? stage.growths.flatMap((growth) => growth.restlessness()) : [];
}

function grown({ devices, growths, startMs }: Stage): readonly string[] {
  const atMs = Date.now() - startMs;
  for (const [at, growth] of growths.entries()) growth.note({ ...holdingOf(devices[at]?.pid ?? 0), atMs });
  console.log(`${growths.join('; ')}.`);
  return growths.flatMap((growth) => growth.faults());
}

async function run(plan: Plan): Promise<boolean> {
  const where = circumstances();
  const network = await startLocalNetwork({ nodeCount: NODES });
  const stage = await gather(network, plan);
  console.log(`Alice, Bob and the second device of Alice are on a local network at ${network.seedUrl}.`);
  const wrong = await play(stage, plan).finally(() => console.log(summary(stage)));
  const shown =
    wrong.length <= MAX_LINES
      ? wrong
      : [...wrong.slice(0, MAX_LINES), `… and ${wrong.length - MAX_LINES} more`];
  for (const line of shown) console.log(line);
  if (plan.isReported) console.log(report(stage, { plan, wrong: shown, where }));
  const isWell = wrong.length === 0;
  if (isWell) {
    await Promise.all(stage.devices.map((device) => device.close()));
    console.log('Nothing lost, nothing doubled.');
  } else await Promise.all(stage.devices.map((device) => device.end()));
  await network.close();
  return isWell;
}

function report(
  { startMs, tally, devices, growths }: Stage,
  of: {
    readonly plan: Plan;
    readonly wrong: readonly string[];
    readonly where: ReturnType<typeof circumstances>;
  },
): string {
  const { isGentle, seed } = of.plan;
  const tookMs = Date.now() - startMs;
  const page = storyReport({
    isGentle,
    seed,
    nodes: NODES,
    tookMs,
    wrong: of.wrong,
    tally,
    devices,
    growths,
  });
  return writeReport(isGentle ? 'soak' : 'kill-rounds', page, of.where);
}

function summary({ devices, startMs }: Stage): string {
  const asked = devices.flatMap(({ sent, edits }) => [...sent, ...edits]);
  const accepted = asked.filter((each) => each.accepted).length;
  const kills = devices.reduce((sum, device) => sum + device.kills, 0);
  const seconds = ((Date.now() - startMs) / 1_000).toFixed(1);
  return `${accepted} messages and changes accepted in ${seconds} s, ${asked.length - accepted} cut off by ${kills} kills.`;
}

process.exitCode = (await run(readPlan())) ? 0 : 1;
