import { useEffect, useRef, useState } from 'react';

export interface Player {
  readonly isPlaying: boolean;
  readonly positionMs: number;
  /** 0 to 1 */
  readonly played: number;
  readonly toggle: () => void;
}

/** Plays a recording before it is sent. */
export function usePlayer(url: string | undefined): Player {
  const audio = useRef<HTMLAudioElement>(undefined);
  const [state, setState] = useState({ isPlaying: false, positionMs: 0, played: 0 });
  useEffect(() => {
    if (url === undefined) return undefined;
    const element = new Audio(url);
    const report = () => {
      const isOver = element.ended;
      const position = isOver ? 0 : element.currentTime;
      setState({
        isPlaying: !element.paused && !isOver,
        positionMs: position * 1_000,
        played: Number.isFinite(element.duration) && element.duration > 0 ? position / element.duration : 0,
      });
    };
    const events = ['play', 'pause', 'timeupdate', 'ended'] as const;
    for (const event of events) element.addEventListener(event, report);
    audio.current = element;
    return () => {
      for (const event of events) element.removeEventListener(event, report);
      element.pause();
      audio.current = undefined;
    };
  }, [url]);
  return {
    ...state,
    toggle: () => {
      if (audio.current?.paused === false) audio.current.pause();
      // Refused while it is being loaded or taken away: then nothing plays.
      else audio.current?.play().catch(() => undefined);
    },
  };
}
