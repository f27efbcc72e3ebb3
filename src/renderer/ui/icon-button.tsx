import type { ReactNode } from 'react';
import { Button as AriaButton, TooltipTrigger } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps {
  /** Accessible name, also shown as tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress: () => void;
  readonly testId?: string;
  readonly variant?: 'plain' | 'filled' | 'accent';
  readonly size?: 'small' | 'medium' | 'large';
  readonly tooltipSide?: 'top' | 'bottom' | 'end';
}

/** A button that is only an icon. */
export function IconButton({ variant = 'plain', size = 'medium', ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={600} closeDelay={0}>
      <AriaButton
        className={cx(styles.button, styles[variant], styles[size])}
        aria-label={props.label}
        onPress={props.onPress}
        {...(props.testId === undefined ? {} : { 'data-testid': props.testId })}
      >
        {props.icon}
      </AriaButton>
      <Tooltip side={props.tooltipSide ?? 'bottom'}>{props.label}</Tooltip>
    </TooltipTrigger>
  );
}
