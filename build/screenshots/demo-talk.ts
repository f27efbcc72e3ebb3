import type { Scene } from './paint.ts';

/** Somebody whom the person in front of the window knows. */
export interface Friend {
  readonly name: string;
  readonly picture?: Scene;
}

export const FRIENDS = [
  { name: 'Mira Okafor', picture: 'mira' },
  { name: 'Papa', picture: 'papa' },
  { name: 'Yuki 雪', picture: 'yuki' },
  { name: 'Lena Fischer', picture: 'lena' },
  { name: 'Omar' },
  { name: 'ليلى' },
] as const satisfies readonly Friend[];

export type FriendName = (typeof FRIENDS)[number]['name'];

/** Something that was said, so many minutes ago. */
export interface Said {
  readonly ago: number;
  readonly by: 'me' | 'them';
  readonly with: FriendName;
  readonly text: string;
  /** The words of the message that it answers. */
  readonly answers?: string;
  readonly pictures?: readonly Scene[];
  readonly voiceS?: number;
  /** What the other one thinks of it. */
  readonly reaction?: string;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** What was said, from the oldest on. */
export const TALK: readonly Said[] = [
  { ago: 2 * DAY + 180, by: 'them', with: 'ليلى', text: 'كيف كانت الرحلة؟ اشتقت إليك!' },
  { ago: 2 * DAY + 172, by: 'me', with: 'ليلى', text: 'رائعة! سأريك الصور يوم الجمعة 🙂' },
  { ago: 2 * DAY + 170, by: 'them', with: 'ليلى', text: 'ممتاز، سأحضر الشاي والكعك.' },
  { ago: 2 * DAY, by: 'them', with: 'Papa', text: 'Did you get home safely?' },
  { ago: 2 * DAY - 6, by: 'me', with: 'Papa', text: 'Just walked in. The train was even early!' },
  { ago: 2 * DAY - 9, by: 'them', with: 'Papa', text: 'Then sleep well, little one ❤️' },
  { ago: DAY + 300, by: 'them', with: 'Yuki 雪', text: '写真、届いた？ とてもきれいだよ 🌸' },
  { ago: DAY + 290, by: 'me', with: 'Yuki 雪', text: '届いたよ、ありがとう！' },
  { ago: DAY + 120, by: 'them', with: 'Omar', text: 'See you at the station at seven?' },
  { ago: DAY + 110, by: 'me', with: 'Omar', text: 'Seven it is. I bring the map.' },
  { ago: 560, by: 'me', with: 'Mira Okafor', text: 'So, how is life without a phone?' },
  { ago: 190, by: 'them', with: 'Mira Okafor', text: 'Back from the lake! Here is what you missed:' },
  {
    ago: 188,
    by: 'them',
    with: 'Mira Okafor',
    text: '',
    pictures: ['lake', 'forest', 'cabin'],
    reaction: '😍',
  },
  { ago: 181, by: 'me', with: 'Mira Okafor', text: 'Oh wow. Is the last one the cabin you rented?' },
  {
    ago: 178,
    by: 'them',
    with: 'Mira Okafor',
    text: 'Yes! No road, no signal, and the best soup of my life. We could take it for a week in March, it has room for *six people*.',
    reaction: '🔥',
  },
  {
    ago: 171,
    by: 'me',
    with: 'Mira Okafor',
    text: 'I am in. I will ask Omar and Yuki, too.',
    answers: 'Yes! No road',
    reaction: '🥰',
  },
  { ago: 64, by: 'them', with: 'Mira Okafor', text: '', voiceS: 14 },
  { ago: 58, by: 'me', with: 'Mira Okafor', text: 'Ha, then I better learn to light a stove 😄' },
  {
    ago: 41,
    by: 'them',
    with: 'Lena Fischer',
    text: 'The draft is wonderful. I would only change the last line.',
  },
  { ago: 38, by: 'me', with: 'Lena Fischer', text: 'That is the line I have rewritten nine times.' },
  { ago: 12, by: 'them', with: 'Lena Fischer', text: 'Then cut it and end one sentence earlier.' },
  { ago: 11, by: 'them', with: 'Lena Fischer', text: 'Shall I send you my notes?' },
];

/** Written to nobody else. */
export const NOTES = [
  'Cabin: ask for *14–21 March*, wood is included, bring sleeping bags',
  '```sh\nrsync -av ~/photos backup:/lake\n```',
] as const;

/** Somebody who has asked whether they may write. */
export const STRANGER = {
  name: 'Jonas Weber',
  text: 'Hi! Mira gave me your ID. I am the one with the cabin keys.',
} as const;

/** Begun, and not sent yet. */
export const DRAFT = { with: 'Omar', text: 'Are you free in the middle of March? Mira' } as const;

/** Whose last messages nobody has looked at. */
export const UNREAD: FriendName = 'Lena Fischer';
