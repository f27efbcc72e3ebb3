import type { ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components';

import { cx } from './cx.ts';
import styles from './popover.module.css';

export interface PopoverProps {
  /** The button that opens it; a `Button` or an `IconButton` without `onPress`. */
  readonly trigger: ReactNode;
  /** Accessible name of what opens. */
  readonly label: string;
  /** A function is given a way to close the popover. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly side?: 'top' | 'bottom' | 'start' | 'end';
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** Content reaches the edges, as an emoji panel does. */
  readonly isBare?: boolean;
  readonly testId?: string;
}

/** A small panel beside its button: takes the focus, closes on Esc, on a click outside, and gives the focus back. */
export function Popover({ side = 'bottom', ...props }: PopoverProps) {
  return (
    <DialogTrigger
      {...(props.isOpen === undefined ? {} : { isOpen: props.isOpen })}
      onOpenChange={(isOpen) => props.onOpenChange?.(isOpen)}
    >
      {props.trigger}
      <AriaPopover className={cx(styles.popover)} placement={side} offset={6} data-popover>
        <Dialog
          className={cx(styles.panel, props.isBare === true && styles.bare)}
          aria-label={props.label}
          data-testid={props.testId}
        >
          {({ close }) => (typeof props.children === 'function' ? props.children(close) : props.children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
