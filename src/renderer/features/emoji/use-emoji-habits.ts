import { useEffect, useState } from 'react';

import type { EmojiHabits } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { SKIN_TONES, type SkinTone } from './emoji-set.ts';

const once = { subscribe: false, forceRefetch: true } as const;

/** Which emoji were used last and in which tone, kept by the client on this device. */
export function useEmojiHabits(): {
  /** Newest first; `undefined` until it is known. */
  readonly recent: readonly string[] | undefined;
  readonly skinTone: SkinTone;
  readonly noteUse: (emoji: string) => void;
  readonly setSkinTone: (tone: SkinTone) => void;
} {
  const dispatch = useAppDispatch();
  const [habits, setHabits] = useState<EmojiHabits>();
  const [change] = api.useChangeEmojiHabitsMutation();
  useEffect(() => {
    let isGone = false;
    void dispatch(api.endpoints.emojiHabits.initiate(undefined, once)).then(({ data }) => {
      if (!isGone) setHabits(data ?? { recent: [], skinTone: 0 });
    });
    return () => {
      isGone = true;
    };
  }, [dispatch]);
  return {
    recent: habits?.recent,
    skinTone: SKIN_TONES.find((tone) => tone === habits?.skinTone) ?? 0,
    // What is shown stays in its place while it is open: a grid that moves under the finger is no grid.
    noteUse: (used) => void change({ used }),
    setSkinTone: (skinTone) => {
      setHabits((known) => ({ recent: known?.recent ?? [], skinTone }));
      void change({ skinTone });
    },
  };
}
