import { useEffect, useRef, useState } from 'react';

import { cx, useMediaQuery } from '../../ui/index.ts';
import styles from './moving-picture.module.css';

/**
 * A picture that may move. Out of sight, and for people who want less motion, its first frame stands still instead: browsers know no
 * other way to stop one. Spec 08, CMP-14.
 */
export function MovingPicture({
  src,
  onLoad,
  onError,
}: {
  readonly src: string;
  readonly onLoad: () => void;
  readonly onError: () => void;
}) {
  const picture = useRef<HTMLImageElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const isInSight = useIsInSight(picture);
  const isCalm = useMediaQuery('(prefers-reduced-motion: reduce)');
  const isStill = isCalm || !isInSight;
  return (
    <>
      <img
        ref={picture}
        className={cx('module-image__image', styles.image, isStill && styles.hidden)}
        src={src}
        alt=""
        draggable={false}
        onLoad={() => {
          drawStill(picture.current, still.current);
          onLoad();
        }}
        onError={onError}
      />
      <canvas ref={still} className={cx(styles.image, styles.still, !isStill && styles.hidden)} aria-hidden />
    </>
  );
}

/** At most as many pixels as the largest tile needs on a sharp screen. */
const STILL_PX = 680;

function drawStill(picture: HTMLImageElement | null, canvas: HTMLCanvasElement | null): void {
  const context = canvas?.getContext('2d');
  if (!picture || !canvas || !context || picture.naturalWidth === 0) return;
  const scale = Math.min(1, STILL_PX / Math.max(picture.naturalWidth, picture.naturalHeight));
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
}

function useIsInSight(element: { readonly current: Element | null }): boolean {
  const [isInSight, setInSight] = useState(true);
  useEffect(() => {
    if (!element.current || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver((entries) =>
      setInSight(entries.at(-1)?.isIntersecting ?? true),
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isInSight;
}
