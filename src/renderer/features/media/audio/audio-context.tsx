import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';

import { AudioDesk, type AudioState, type Rate } from './audio-desk.ts';
import { type Drawing, Waveforms } from './waveforms.ts';

interface Sounds {
  readonly desk: AudioDesk;
  readonly waveforms: Waveforms;
}

const SoundsContext = createContext<Sounds | undefined>(undefined);

/** Lets sounds inside play, one at a time; when it goes, so does the sound. */
export function SoundsProvider({ children }: { readonly children: ReactNode }) {
  const [sounds] = useState<Sounds>(() => ({
    desk: new AudioDesk(new Audio()),
    waveforms: new Waveforms(),
  }));
  useEffect(
    () => () => {
      sounds.desk.close();
      sounds.waveforms.close();
    },
    [sounds],
  );
  return <SoundsContext value={sounds}>{children}</SoundsContext>;
}

function useSounds(): Sounds {
  const sounds = useContext(SoundsContext);
  if (sounds === undefined) throw new Error('SoundsProvider is missing');
  return sounds;
}

/** Where sounds are played. */
export function useDesk(): AudioDesk {
  return useSounds().desk;
}

/** One sound, and what can be done with it. */
export function useAudio(id: number): {
  readonly desk: AudioDesk;
  readonly state: AudioState;
  readonly rate: Rate;
} {
  const { desk } = useSounds();
  const state = useSyncExternalStore(desk.subscribe, () => desk.stateOf(id));
  const rate = useSyncExternalStore(desk.subscribe, () => desk.rate);
  return { desk, state, rate };
}

/** The shape of a sound; `undefined` as long as there is none. */
export function useDrawing(id: number, src: string | undefined): Drawing | undefined {
  const { waveforms } = useSounds();
  const [found, setFound] = useState(() => waveforms.known(id));
  useEffect(() => {
    if (src === undefined) return undefined;
    let isGone = false;
    void waveforms.of(id, src).then((drawing) => {
      if (!isGone) setFound(drawing);
    });
    return () => {
      isGone = true;
    };
  }, [id, src, waveforms]);
  return found;
}
