export { codePointCount, cutToBytes, cutToCodePoints, hasMoreCodePoints } from './code-points.ts';
export { isOneEmoji } from './emoji.ts';
export type { TextLink } from './links.ts';
export { findLinks, hasLink } from './links.ts';
export type { Mention, Mentioning } from './mentions.ts';
export { findMentions, mentionsUs } from './mentions.ts';
