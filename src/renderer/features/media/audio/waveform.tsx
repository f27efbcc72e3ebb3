import { useId } from 'react';

import { cx } from '../../../ui/index.ts';
import styles from './audio-player.module.css';
import { BARS } from './peaks.ts';

/** px of the drawing; it is stretched to its place. */
const STEP = 4;
const HEIGHT = 28;
const LEAST = 3;

/** The shape of a sound, filled as far as it was played. Without a shape it is a line. */
export function Waveform({
  peaks,
  share,
}: {
  readonly peaks: readonly number[] | undefined;
  readonly share: number;
}) {
  const id = useId();
  const width = BARS * STEP;
  const bars = (peaks ?? Array.from({ length: BARS }, () => 0)).map((peak, bar) => {
    const height = Math.max(LEAST, peak * HEIGHT);
    return <rect key={bar} x={bar * STEP} y={(HEIGHT - height) / 2} width={2.4} height={height} rx={1.2} />;
  });
  return (
    <svg
      className={cx(styles.waveform)}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <clipPath id={id}>
        <rect width={width * share} height={HEIGHT} />
      </clipPath>
      <g className={cx(styles.rest)}>{bars}</g>
      <g clipPath={`url(#${id})`}>{bars}</g>
    </svg>
  );
}
