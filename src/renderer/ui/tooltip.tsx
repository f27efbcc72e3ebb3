import type { ReactNode } from 'react';
import { Tooltip as AriaTooltip } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './tooltip.module.css';

/** The small label that appears beside a control; goes inside a `TooltipTrigger`. */
export function Tooltip({
  children,
  side = 'bottom',
}: {
  readonly children: ReactNode;
  readonly side?: 'top' | 'bottom' | 'end';
}) {
  return (
    <AriaTooltip className={cx(styles.tooltip)} placement={side} offset={6}>
      {children}
    </AriaTooltip>
  );
}
