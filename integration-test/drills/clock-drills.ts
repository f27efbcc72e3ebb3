import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { HeadlessClient } from '../../test/support/headless-client.ts';
import { type Drill, must } from './drill.ts';
import { type Person, arrived, befriend, delivered, distinctTexts, history, person, send } from './people.ts';
import type { EngineOptions, Stage } from './stage.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far a message's time may be from the right one: the answer of a node is on its way for a while. */
const TOLERANCE_MS = 30_000;
/** So long a stopped process is left alone. */
const STOPPED_MS = 3_000;
const ZONES = ['Pacific/Kiritimati', 'America/Adak', 'Asia/Kathmandu'];

export const CLOCK_DRILLS: readonly Drill[] = [
  {
    name: 'the clock jumps a day ahead, and back, while the app runs',
    run: (stage: Stage) => jumps(stage, DAY_MS),
  },
  {
    name: 'the clock jumps a day back, and ahead, while the app runs',
    run: (stage: Stage) => jumps(stage, -DAY_MS),
  },
  { name: 'the clock is a day wrong from the start', run: wrongFromTheStart },
  { name: 'the machine sleeps for eight hours', run: sleeps },
  { name: 'the same profile in other time zones', run: zones },
].map((drill) => ({ part: 'clock', ...drill }));

/** The clock of one engine, which can be set. */
class EngineClock {
  private readonly path: string;

  constructor(stage: Stage, name: string) {
    this.path = join(stage.place('clocks'), name);
    this.setTo(0);
  }

  get options(): EngineOptions {
    const program = pathToFileURL(join(import.meta.dirname, 'set-clock.ts'));
    return { env: { NODE_OPTIONS: `--import ${program.href}`, DRILL_CLOCK: this.path } };
  }

  /** Wrong by so much. */
  setTo(byMs: number): void {
    writeFileSync(this.path, String(byMs));
  }
}

async function pair(stage: Stage, name: string): Promise<{ alice: Person; bob: Person; clock: EngineClock }> {
  const clock = new EngineClock(stage, name);
  const [alice, bob] = await Promise.all([
    person(stage, { name: 'Alice', profile: join(stage.place(name), 'alice'), ...clock.options }),
    person(stage, { name: 'Bob', profile: join(stage.place(name), 'bob') }),
  ]);
  await befriend(alice, bob);
  return { alice, bob, clock };
}

/** One says something to the other. @returns by how much its time is wrong, in milliseconds */
async function says(from: Person, to: Person, text: string): Promise<number> {
  const atMs = Date.now();
  const { id } = await send(from.engine, to.id, text);
  const { sentAtMs } = await arrived(to.engine, text);
  await delivered(from.engine, id);
  return Math.abs(sentAtMs - atMs);
}

async function jumps(stage: Stage, byMs: number): Promise<string> {
  const name = byMs > 0 ? 'ahead' : 'back';
  const { alice, bob, clock } = await pair(stage, name);
  const { id: conversationId } = await bob.engine.call('conversations:start', { accountId: alice.id });
  await bob.engine.call('conversations:set-disappearing', {
    conversationId,
    mode: 'after-send',
    timerS: (12 * HOUR_MS) / 1_000,
  });
  await says(bob, alice, 'gone in twelve hours');
  let worst = 0;
  for (const [round, offMs] of [byMs, 0, byMs].entries()) {
    clock.setTo(offMs);
    worst = Math.max(worst, await says(bob, alice, `bob ${round}`));
    // The time is known again: it came with an answer.
    worst = Math.max(worst, await says(alice, bob, `alice ${round}`));
  }
  must(worst < TOLERANCE_MS, `a message is ${Math.round(worst / 1_000)} s off`);
  await agree(alice, bob);
  const there = distinctTexts(await history(alice.engine, bob.id));
  must(there.has('gone in twelve hours'), 'a message has disappeared half a day too early');
  return `messages come and go in order, their times right to ${(worst / 1_000).toFixed(1)} s; what disappears in twelve hours stays`;
}

async function wrongFromTheStart(stage: Stage): Promise<string> {
  let worst = 0;
  for (const byMs of [DAY_MS, -DAY_MS]) {
    const clock = new EngineClock(stage, `start${byMs}`);
    clock.setTo(byMs);
    const folder = stage.place(`start${byMs}`);
    const alice = await person(stage, { name: 'Alice', profile: join(folder, 'alice'), ...clock.options });
    const bob = await person(stage, { name: 'Bob', profile: join(folder, 'bob') });
    await befriend(alice, bob);
    worst = Math.max(
      worst,
      await says(alice, bob, 'what time is it?'),
      await says(bob, alice, 'the right one'),
    );
    await agree(alice, bob);
  }
  must(worst < TOLERANCE_MS, `a message is ${Math.round(worst / 1_000)} s off`);
  return `messages come and go, their times right to ${(worst / 1_000).toFixed(1)} s`;
}

async function sleeps(stage: Stage): Promise<string> {
  const { alice, bob, clock } = await pair(stage, 'sleep');
  alice.engine.signal('SIGSTOP');
  const said = Array.from({ length: 10 }, (_, at) => `while you slept ${at}`);
  for (const text of said) await delivered(bob.engine, (await send(bob.engine, alice.id, text)).id);
  await new Promise((resolve) => setTimeout(resolve, STOPPED_MS));
  clock.setTo(8 * HOUR_MS);
  alice.engine.signal('SIGCONT');
  for (const text of said) await arrived(alice.engine, text);
  await says(alice, bob, 'awake');
  await agree(alice, bob);
  return 'what came meanwhile is there, and messages go out';
}

async function zones(stage: Stage): Promise<string> {
  const { alice, bob } = await pair(stage, 'zones');
  await says(bob, alice, 'at home');
  const before = timesOf(await history(alice.engine, bob.id));
  await alice.engine.end();
  for (const zone of ZONES) {
    const engine = stage.engine(alice.profile, { env: { TZ: zone } });
    const there = timesOf(await history(engine, bob.id));
    must(
      before.every((line) => there.includes(line)),
      `in ${zone} messages have other times`,
    );
    const offMs = await says({ ...alice, engine }, bob, `in ${zone}`);
    must(offMs < TOLERANCE_MS, `in ${zone} a message is ${Math.round(offMs / 1_000)} s off`);
    await engine.end();
  }
  return `in ${ZONES.length} zones the same messages at the same times`;
}

/** Both show the same, in the same order. */
async function agree(alice: Person, bob: Person): Promise<void> {
  const [hers, his] = await Promise.all([texts(alice.engine, bob.id), texts(bob.engine, alice.id)]);
  must(hers.join('\n') === his.join('\n'), 'they show different conversations');
}

async function texts(engine: HeadlessClient, peerId: string): Promise<readonly string[]> {
  const messages = await history(engine, peerId);
  distinctTexts(messages);
  return messages.map(({ text }) => text);
}

function timesOf(messages: Awaited<ReturnType<typeof history>>): readonly string[] {
  return messages.map(({ text, sentAtMs }) => `${sentAtMs} ${text}`);
}
