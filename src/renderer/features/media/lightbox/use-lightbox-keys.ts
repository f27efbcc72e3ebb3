import { useEffect, useEffectEvent } from 'react';

/** Arrows go to the picture before and after; in a film they belong to the film. */
export function useLightboxKeys({ onStep }: { readonly onStep: (step: -1 | 1) => void }): void {
  const step = useEffectEvent(onStep);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLVideoElement) return;
      const isRtl = getComputedStyle(document.documentElement).direction === 'rtl';
      const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (direction === undefined) return;
      event.preventDefault();
      step((isRtl ? -direction : direction) === 1 ? 1 : -1);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
