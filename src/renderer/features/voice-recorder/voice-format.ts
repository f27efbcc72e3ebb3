/** Hz. */
export const SAMPLE_RATE = 44_100;
/** MP3, mono. 300 seconds are 2.4 MB. */
export const KILOBITS_PER_SECOND = 64;
export const CONTENT_TYPE = 'audio/mpeg';
/** Longest voice message. Spec 08 §8. */
export const LONGEST_MS = 300_000;
/** Whoever lets go sooner has slipped. */
export const SHORTEST_MS = 1_000;
