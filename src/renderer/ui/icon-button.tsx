import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './icon-button.module.css';
import { type TooltipSide, WithTooltip } from './tooltip.tsx';

export interface IconButtonProps {
  /** Accessible name, also shown as tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Left out when what is around the button opens something with it. */
  readonly onPress?: () => void;
  readonly testId?: string;
  readonly variant?: 'plain' | 'filled' | 'accent' | 'danger';
  readonly size?: 'small' | 'medium' | 'large';
  readonly tooltipSide?: TooltipSide;
  readonly isDisabled?: boolean;
  /** Present on buttons that stay pressed, as a muted microphone does. */
  readonly isPressed?: boolean;
  readonly autoFocus?: boolean;
}

/** A button that is only an icon. */
export function IconButton({ variant = 'plain', size = 'medium', ...props }: IconButtonProps) {
  const isDisabled = props.isDisabled === true;
  return (
    <WithTooltip
      label={props.label}
      {...(props.tooltipSide === undefined ? {} : { side: props.tooltipSide })}
    >
      <AriaButton
        className={cx(styles.button, styles[variant], styles[size], isDisabled && 'disabled')}
        aria-label={props.label}
        isDisabled={isDisabled}
        autoFocus={props.autoFocus ?? false}
        {...(props.onPress === undefined ? {} : { onPress: props.onPress })}
        {...(props.isPressed === undefined ? {} : { 'aria-pressed': props.isPressed })}
        {...(props.testId === undefined ? {} : { 'data-testid': props.testId })}
      >
        {props.icon}
      </AriaButton>
    </WithTooltip>
  );
}
