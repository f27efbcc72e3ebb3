import type { MessageView } from '../../src/ipc/index.ts';
import type { SentText } from './device.ts';

export interface DeviceHistory {
  readonly name: string;
  readonly messages: readonly MessageView[];
}

/**
 * What is wrong with the histories, one line each; none when all is well: every text that was accepted is on every device, once; a
 * text whose sender was killed too early to say so is on all or on none; the order is the same everywhere; nothing has failed or still waits.
 */
export function faultsOf(histories: readonly DeviceHistory[], sent: readonly SentText[]): readonly string[] {
  return [...histories.flatMap((history) => faultsOfOne(history, sent)), ...differences(histories)];
}

function faultsOfOne({ name, messages }: DeviceHistory, sent: readonly SentText[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { text } of messages) counts.set(text, (counts.get(text) ?? 0) + 1);
  const known = new Set(sent.map(({ text }) => text));
  return [
    ...sent
      .filter(({ text, accepted }) => accepted && !counts.has(text))
      .map(({ text }) => `lost: '${text}' is not on ${name}`),
    ...[...counts]
      .filter(([, count]) => count > 1)
      .map(([text, count]) => `doubled: '${text}' is ${count} times on ${name}`),
    ...[...counts.keys()]
      .filter((text) => !known.has(text))
      .map((text) => `foreign: nobody has written '${text}', which is on ${name}`),
    ...messages
      .filter(({ state, synced }) => state === 'sending' || state === 'failed' || !synced)
      .map(({ text, state, synced, failure = '' }) => {
        const copy = synced ? '' : ', not synced';
        return `undone: '${text}' on ${name} is ${state}${copy} ${failure}`.trim();
      }),
  ];
}

/** All devices must show the same conversation. */
function differences(histories: readonly DeviceHistory[]): readonly string[] {
  const [first, ...others] = histories;
  if (first === undefined) return [];
  return others.flatMap((other) => [
    ...missing(first, other),
    ...missing(other, first),
    ...(inOrder(first) === inOrder(other) ? [] : [`order: ${first.name} and ${other.name} differ`]),
  ]);
}

function missing(here: DeviceHistory, there: DeviceHistory): readonly string[] {
  const texts = new Set(there.messages.map(({ text }) => text));
  return here.messages
    .filter(({ text }) => !texts.has(text))
    .map(({ text }) => `uneven: '${text}' is on ${here.name} and not on ${there.name}`);
}

/** Which of two messages of the same millisecond comes first is each device's own affair. */
function inOrder({ messages }: DeviceHistory): string {
  const byTime = new Map<number, string[]>();
  for (const { sentAtMs, text } of messages)
    byTime.set(sentAtMs, [...(byTime.get(sentAtMs) ?? []), text].sort());
  return JSON.stringify([...byTime]);
}
