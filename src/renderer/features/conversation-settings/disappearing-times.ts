import type { ConversationView } from '../../../ipc/index.ts';

export type Disappearing = ConversationView['disappearing'];
export type DisappearingMode = Disappearing['mode'];

const SHORT_S: readonly number[] = [10, 30, 60];
const AFTER_SEND_S: readonly number[] = [43_200, 86_400, 604_800, 1_209_600];
const AFTER_READ_S: readonly number[] = [300, 3_600, ...AFTER_SEND_S];

/** What is chosen with a type before a time is. Spec 08, CST-03. */
const FIRST_CHOICE_S = { off: 0, 'after-read': 43_200, 'after-send': 86_400 } as const satisfies Record<
  DisappearingMode,
  number
>;

/** The times to choose from with a type, in seconds; what is set already is among them, whoever has set it. */
export function timesOf(
  mode: DisappearingMode,
  { set, hasShortTimers }: { readonly set: Disappearing; readonly hasShortTimers: boolean },
): readonly number[] {
  if (mode === 'off') return [];
  const offered = [
    ...(hasShortTimers ? SHORT_S : []),
    ...(mode === 'after-read' ? AFTER_READ_S : AFTER_SEND_S),
  ];
  const isForeign = set.mode === mode && !offered.includes(set.timerS);
  return isForeign ? [...offered, set.timerS].sort((a, b) => a - b) : offered;
}

/** What a click on a type chooses: what is set, if it is of this type. */
export function choiceOf(mode: DisappearingMode, set: Disappearing): Disappearing {
  return set.mode === mode ? set : { mode, timerS: FIRST_CHOICE_S[mode] };
}

/** Part of the id of a row, spec 08 §3.8: `12-hours`. */
export function timeId(seconds: number): string {
  if (seconds <= 60 || seconds % 60 !== 0) return `${seconds}-seconds`;
  if (seconds < 3_600 || seconds % 3_600 !== 0) return `${seconds / 60}-minutes`;
  if (seconds < 86_400 || seconds % 86_400 !== 0) return `${seconds / 3_600}-hours`;
  return `${seconds / 86_400}-days`;
}
