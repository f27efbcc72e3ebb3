// What a play of the three engines has to tell, as a report.

import { type Report, type Table, countRows, duration, thinned } from '../../build/reports/report.ts';
import type { Asked } from './device.ts';
import { GROWTH_RULE, type Growth } from './growth.ts';
import type { Tally } from './tally.ts';
import { FLAT_RULE } from './trend.ts';

const MAX_ROWS = 40;
const MIB = 1024 * 1024;

/** What a device has been asked for, and how often it was killed. */
export interface Deeds {
  readonly sent: readonly Pick<Asked<unknown>, 'accepted'>[];
  readonly edits: readonly Pick<Asked<unknown>, 'accepted'>[];
  readonly kills: number;
}

export interface Play {
  readonly isGentle: boolean;
  readonly seed: number;
  readonly nodes: number;
  readonly tookMs: number;
  /** What was wrong; empty when all is well. */
  readonly wrong: readonly string[];
  readonly tally: Tally;
  readonly devices: readonly Deeds[];
  readonly growths: readonly Growth[];
}

/** The page of `npm run soak` (gentle) or `npm run test:engines`. */
export function storyReport(play: Play): Report {
  const { isGentle, tookMs, wrong, tally, growths } = play;
  return {
    title: isGentle ? 'Soak' : 'Kill rounds',
    command: isGentle
      ? `npm run soak -- --minutes ${Math.max(1, Math.floor(tookMs / 60_000))} --seed ${play.seed} --report`
      : `npm run test:engines -- --rounds ${tally.rounds} --seed ${play.seed} --report`,
    about: `Three headless engines in processes of their own, Alice, Bob and the second device of Alice, who write to each other and in a group of all, on a local Session Network of ${play.nodes} nodes that fail, ${isGentle ? 'for as long as somebody may leave the app open' : 'while the engines are killed at any moment'} ([headless.md](../headless.md#three-engines-under-fire)). After every act the network recovers, and every accepted text must be on every device, once, in order, sent and synced; devices of one account must agree on what they changed and what is unread, and everybody on the name of the group.`,
    isWell: wrong.length === 0,
    verdict: wrong.length === 0 ? ['nothing lost, nothing doubled, nothing out of order'] : wrong,
    facts: facts(play),
    tables: [
      countTable('Faults', tally.faults, [
        'what was wrong',
        'nodes, or times',
        'Of a node for one round each.',
      ]),
      ...(isGentle
        ? [growthTable(growths), trendTable(growths)]
        : [countTable('Kills', tally.kills, ['moment', 'times', 'Each with SIGKILL.'])]),
    ],
  };
}

function facts({ seed, tookMs, tally, devices }: Play): Report['facts'] {
  const asked = devices.flatMap(({ sent, edits }) => [...sent, ...edits]);
  const accepted = (of: readonly { readonly accepted: boolean }[]): number =>
    of.filter((each) => each.accepted).length;
  return [
    ['seed', seed],
    ['time', duration(tookMs)],
    ['rounds', tally.rounds],
    ['acts, each with a verdict', tally.acts],
    ['messages accepted', accepted(devices.flatMap(({ sent }) => sent))],
    ['changes accepted', accepted(devices.flatMap(({ edits }) => edits))],
    ['cut off by a kill', asked.length - accepted(asked)],
    ['kills', devices.reduce((sum, { kills }) => sum + kills, 0)],
    ['messages on devices that verdicts looked at', tally.looked],
    [
      'until all was well after an act',
      `at most ${duration(Math.max(0, ...tally.settledInMs))}, at the median ${duration(median(tally.settledInMs))}`,
    ],
    ['twins left out (same author, same millisecond)', tally.twins.size],
  ];
}

function countTable(
  title: string,
  counts: ReadonlyMap<string, number>,
  [name, times, about]: readonly [name: string, times: string, about: string],
): Table {
  return { title, about, head: [name, times], rows: countRows(counts) };
}

function growthTable(growths: readonly Growth[]): Table {
  const [first] = growths;
  const times = (first?.samples ?? []).map((_, at) => at);
  return {
    title: 'What the engines held',
    about: `Resident memory in MiB, and open files and sockets, after each act. ${GROWTH_RULE}`,
    head: ['minute', ...growths.flatMap(({ name }) => [`${name}, MiB`, 'files'])],
    rows: thinned(times, MAX_ROWS).map((at) => [
      Math.round((first?.samples[at]?.atMs ?? 0) / 60_000),
      ...growths.flatMap(({ samples }) => [
        Math.round((samples[at]?.memory ?? 0) / MIB),
        samples[at]?.handles ?? 0,
      ]),
    ]),
  };
}

function trendTable(growths: readonly Growth[]): Table {
  return {
    title: 'Where it goes',
    about: `The straight line through all samples since the engine was warm. ${FLAT_RULE}`,
    head: ['engine', 'MiB an hour', 'flat', 'files an hour', 'flat'],
    rows: growths.map(({ name, trends: { memory, handles } }) => [
      name,
      (memory.perHour / MIB).toFixed(1),
      yesOrNo(memory.isFlat),
      handles.perHour.toFixed(1),
      yesOrNo(handles.isFlat),
    ]),
  };
}

function yesOrNo(isSo: boolean | undefined): string {
  if (isSo === undefined) return 'too short to say';
  return isSo ? 'yes' : 'no';
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
