import type { CSSProperties } from 'react';

import { cx } from './cx.ts';
import styles from './slider.module.css';

export interface SliderProps {
  /** Accessible name. */
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  readonly step?: number;
  /** While it is dragged. */
  readonly onChange: (value: number) => void;
  /** When it is let go, or a key is. */
  readonly onChangeEnd?: (value: number) => void;
  /** What screen readers say instead of the bare number, as "1:23 of 4:56". */
  readonly valueText?: string;
  readonly isDisabled?: boolean;
  readonly testId?: string;
}

/** A seek bar, a volume, a size. A native range: arrows, PageUp, Home and mirroring come with it. */
export function Slider({ min = 0, step = 1, ...props }: SliderProps) {
  const share =
    props.max > min ? (Math.min(props.max, Math.max(min, props.value)) - min) / (props.max - min) : 0;
  return (
    <input
      type="range"
      className={cx(styles.slider)}
      style={{ '--share': `${share * 100}%` } as CSSProperties}
      aria-label={props.label}
      aria-valuetext={props.valueText}
      min={min}
      max={props.max}
      step={step}
      value={props.value}
      disabled={props.isDisabled ?? false}
      onChange={(event) => props.onChange(Number(event.target.value))}
      onPointerUp={(event) => props.onChangeEnd?.(Number(event.currentTarget.value))}
      onKeyUp={(event) => props.onChangeEnd?.(Number(event.currentTarget.value))}
      data-testid={props.testId}
    />
  );
}
