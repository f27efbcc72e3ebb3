import { cx } from '../../ui/index.ts';
import { barsOf } from './samples.ts';
import styles from './waveform.module.css';

const BARS = 64;

/** How loud a recording is, from its beginning to its end; the part that was played stands out. */
export function Waveform(props: {
  readonly levels: readonly number[];
  /** While it goes on, the last pieces are shown as they come in. */
  readonly isGoingOn: boolean;
  /** 0 to 1 */
  readonly played: number;
}) {
  const bars = props.isGoingOn ? lastOf(props.levels) : barsOf(props.levels, BARS);
  return (
    <svg
      className={cx(styles.waveform)}
      viewBox={`0 0 ${BARS * 4} 32`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {bars.map((level, index) => {
        const height = Math.max(2, level * 28);
        return (
          <rect
            key={index}
            className={cx(index / BARS < props.played && styles.played)}
            x={index * 4}
            y={16 - height / 2}
            width={2}
            height={height}
            rx={1}
          />
        );
      })}
    </svg>
  );
}

function lastOf(levels: readonly number[]): readonly number[] {
  const last = levels.slice(-BARS);
  return [...Array.from({ length: BARS - last.length }, () => 0), ...last];
}
