import { useEffect, useState } from 'react';

import type { EmojiSet } from './emoji-set.ts';

/** All emoji, as soon as they are loaded; not before they are wanted. */
export function useEmojiSet(isWanted: boolean): EmojiSet | undefined {
  const [set, setSet] = useState<EmojiSet>();
  useEffect(() => {
    if (!isWanted) return undefined;
    let isGone = false;
    void import('./english-emoji.ts').then(({ ENGLISH_EMOJI }) => {
      if (!isGone) setSet(ENGLISH_EMOJI);
    });
    return () => {
      isGone = true;
    };
  }, [isWanted]);
  return set;
}
