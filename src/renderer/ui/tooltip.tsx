import type { ComponentProps, ReactNode } from 'react';
import { Focusable, Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './tooltip.module.css';

export type TooltipSide = 'top' | 'bottom' | 'start' | 'end';

/** How long the pointer rests on a control before its label appears, ms. */
const DELAY_MS = 600;

/** The small label that appears beside a control; goes inside a `TooltipTrigger`. */
export function Tooltip({
  children,
  side = 'bottom',
}: {
  readonly children: ReactNode;
  readonly side?: TooltipSide;
}) {
  return (
    <AriaTooltip className={cx(styles.tooltip)} placement={side} offset={6}>
      {children}
    </AriaTooltip>
  );
}

/** Gives one of our buttons a tooltip, for the pointer and for the keyboard. */
export function WithTooltip(props: {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly side?: TooltipSide;
  readonly isDisabled?: boolean;
}) {
  return (
    <TooltipTrigger delay={DELAY_MS} closeDelay={0} isDisabled={props.isDisabled ?? false}>
      {props.children}
      <Tooltip {...(props.side === undefined ? {} : { side: props.side })}>{props.label}</Tooltip>
    </TooltipTrigger>
  );
}

/**
 * Gives a single plain element a tooltip with more about it, on hover and on focus; screen readers hear it as its description. The
 * element needs a role; it becomes a Tab stop, because what only a pointer can read nobody else can.
 */
export function Explained(props: {
  readonly explanation: ReactNode;
  readonly children: ComponentProps<typeof Focusable>['children'];
  readonly side?: TooltipSide;
}) {
  return (
    <TooltipTrigger delay={0} closeDelay={0}>
      <Focusable>{props.children}</Focusable>
      <Tooltip side={props.side ?? 'top'}>{props.explanation}</Tooltip>
    </TooltipTrigger>
  );
}
