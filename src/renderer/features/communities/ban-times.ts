/** For how long somebody can be banned, in seconds; for good without. */
export const BAN_S = {
  forever: undefined,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
} as const;

export type BanTime = keyof typeof BAN_S;

export const BAN_TIMES = Object.keys(BAN_S) as readonly BanTime[];
