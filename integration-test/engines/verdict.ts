import type { ConversationView, MessageView } from '../../src/ipc/index.ts';
import type { Asked, Edit } from './device.ts';

/** What edits change. */
const EDITED = ['nickname', 'priority', 'name'] as const;

/** All of it was about the conversation that is looked at. */
type Said<What> = Omit<Asked<What>, 'talk'>;

/** What a device says in the end. */
export interface Testimony {
  readonly name: string;
  readonly accountId: string;
  readonly messages: readonly MessageView[];
  readonly conversation: ConversationView;
}

/**
 * What is wrong, one line each; none when all is well: every text that was accepted is on every device, once; a text whose sender was
 * killed too early to say so is on all or on none; the order is the same everywhere, and what a device wrote is in the order in which it
 * was written; nothing has failed or still waits; devices of one account agree on what they have changed and on what is unread.
 */
export function faultsOf(
  testimonies: readonly Testimony[],
  { sent, edits }: { readonly sent: readonly Said<string>[]; readonly edits: readonly Said<Edit>[] },
): readonly string[] {
  return [
    ...testimonies.flatMap((testimony) => faultsOfOne(testimony, sent)),
    ...differences(testimonies),
    ...disagreements(testimonies),
    ...testimonies.flatMap((testimony) => lostEdits(testimony, editsOf(testimony, testimonies, edits))),
  ];
}

function faultsOfOne({ name, messages }: Testimony, sent: readonly Said<string>[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { text } of messages) counts.set(text, (counts.get(text) ?? 0) + 1);
  const known = new Set(sent.map(({ what }) => what));
  return [
    ...sent
      .filter(({ what, accepted }) => accepted && !counts.has(what))
      .map(({ what }) => `lost: '${what}' is not on ${name}`),
    ...[...counts]
      .filter(([, count]) => count > 1)
      .map(([text, count]) => `doubled: '${text}' is ${count} times on ${name}`),
    ...[...counts.keys()]
      .filter((text) => !known.has(text))
      .map((text) => `foreign: nobody has written '${text}', which is on ${name}`),
    ...outOfOrder(messages, sent).map((text) => `order: '${text}' is in a wrong place on ${name}`),
    ...messages
      .filter(({ state, synced }) => state === 'sending' || state === 'failed' || !synced)
      .map(({ text, state, synced, failure = '' }) => {
        const copy = synced ? '' : ', not synced';
        return `undone: '${text}' on ${name} is ${state}${copy} ${failure}`.trim();
      }),
  ];
}

/** Texts that stand before one that their device wrote earlier. */
function outOfOrder(messages: readonly MessageView[], sent: readonly Said<string>[]): readonly string[] {
  const written = new Map(sent.map(({ what, by }, at) => [what, { by, at }]));
  const latest = new Map<string, number>();
  return messages.flatMap(({ text }) => {
    const { by, at } = written.get(text) ?? { by: '', at: Number.POSITIVE_INFINITY };
    const before = latest.get(by) ?? -1;
    latest.set(by, Math.max(before, at));
    return at < before ? [text] : [];
  });
}

/** All devices must show the same conversation. */
function differences(testimonies: readonly Testimony[]): readonly string[] {
  const [first, ...others] = testimonies;
  if (first === undefined) return [];
  return others.flatMap((other) => [
    ...missing(first, other),
    ...missing(other, first),
    ...(inOrder(first) === inOrder(other) ? [] : [`order: ${first.name} and ${other.name} differ`]),
  ]);
}

function missing(here: Testimony, there: Testimony): readonly string[] {
  const texts = new Set(there.messages.map(({ text }) => text));
  return here.messages
    .filter(({ text }) => !texts.has(text))
    .map(({ text }) => `uneven: '${text}' is on ${here.name} and not on ${there.name}`);
}

/** Which of two messages of the same millisecond comes first is each device's own affair. */
function inOrder({ messages }: Testimony): string {
  const byTime = new Map<number, string[]>();
  for (const { sentAtMs, text } of messages)
    byTime.set(sentAtMs, [...(byTime.get(sentAtMs) ?? []), text].sort());
  return JSON.stringify([...byTime]);
}

/** Devices of one account say the same of the other person. */
function disagreements(testimonies: readonly Testimony[]): readonly string[] {
  return testimonies.flatMap((one, at) =>
    testimonies
      .slice(at + 1)
      .filter(({ accountId }) => accountId === one.accountId)
      .flatMap((other) =>
        ([...EDITED, 'unreadCount'] as const)
          .filter((what) => one.conversation[what] !== other.conversation[what])
          .map(
            (what) =>
              `disagreement: ${what} is ${one.conversation[what]} on ${one.name} and ${other.conversation[what]} on ${other.name}`,
          ),
      ),
  );
}

/** What devices of the same account have edited; a group's name is everybody's. */
function editsOf(
  { accountId }: Testimony,
  testimonies: readonly Testimony[],
  edits: readonly Said<Edit>[],
): readonly Said<Edit>[] {
  const devices = testimonies.filter((other) => other.accountId === accountId).map(({ name }) => name);
  return edits.filter(({ by, what }) => 'name' in what || devices.includes(by));
}

/** The last edit that was accepted holds, or a later one that may have been. Only one device edits each thing. */
function lostEdits({ name, conversation }: Testimony, edits: readonly Said<Edit>[]): readonly string[] {
  return EDITED.flatMap((what) => {
    const ofThis = edits.filter((edit) => what in edit.what);
    const last = ofThis.findLastIndex(({ accepted }) => accepted);
    if (last < 0) return [];
    const possible = ofThis.slice(last).flatMap((edit): readonly unknown[] => Object.values(edit.what));
    return possible.includes(conversation[what])
      ? []
      : [`edit lost: ${what} is ${conversation[what]} on ${name}, not ${possible.join(' or ')}`];
  });
}
