const SYLLABLES = [
  'ka',
  'ne',
  'so',
  'ra',
  'mi',
  're',
  'ta',
  'no',
  'li',
  'vu',
  'da',
  'ho',
  'se',
  'ru',
  'pa',
  'ti',
  'go',
  'wen',
];
const VOCABULARY = 30_000;
const CHINESE = '今天气很好我们去海边看日出晚上回家吃饭';

/**
 * Sentences without end, always the same: 2 to 25 words of a vocabulary of 30,000, the n-th word n times as rare as the first, as
 * people talk; every tenth has some Chinese.
 */
export function* sentences(): Generator<string, never> {
  const random = generator(42);
  for (let count = 0; ; count += 1) {
    const words = Array.from({ length: 2 + Math.floor(random() * random() * 24) }, () => word(random));
    if (count % 10 === 0) words.push(Array.from({ length: 6 }, () => character(random)).join(''));
    yield words.join(' ');
  }
}

function word(random: () => number): string {
  // The inverse of a harmonic distribution.
  let rank = Math.floor(VOCABULARY ** random());
  let text = '';
  do {
    text += SYLLABLES[rank % SYLLABLES.length] ?? '';
    rank = Math.floor(rank / SYLLABLES.length);
  } while (rank > 0);
  return text;
}

function character(random: () => number): string {
  return CHINESE[Math.floor(random() * CHINESE.length)] ?? '';
}

/** Numbers from 0 up to 1, for benchmarks only. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
