import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

import styles from './button.module.css';
import { cx } from './cx.ts';
import { Spinner } from './spinner.tsx';

export interface ButtonProps {
  readonly children: ReactNode;
  /** Left out when what is around the button opens something with it. */
  readonly onPress?: () => void;
  readonly variant?: 'solid' | 'outline' | 'plain' | 'danger';
  /** Small ones stand in rows and banners, beside words. */
  readonly size?: 'small' | 'medium';
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean;
  /** Work is under way: the button shows it and takes no further press. */
  readonly isBusy?: boolean;
  readonly autoFocus?: boolean;
  /** What screen readers say where the words alone mean too little; it has these words in it. */
  readonly label?: string;
  readonly isWide?: boolean;
  readonly testId?: string;
}

/** A button with words. */
export function Button({ children, variant = 'outline', type = 'button', ...props }: ButtonProps) {
  const isDisabled = props.isDisabled === true || props.isBusy === true;
  return (
    <AriaButton
      type={type}
      className={cx(
        styles.button,
        styles[variant],
        props.size === 'small' && styles.small,
        props.isWide && styles.wide,
        isDisabled && 'disabled',
      )}
      isDisabled={isDisabled}
      autoFocus={props.autoFocus ?? false}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      {...(props.onPress === undefined ? {} : { onPress: props.onPress })}
      {...(props.testId === undefined ? {} : { 'data-testid': props.testId })}
    >
      {children}
      {props.isBusy === true && <Spinner size={16} />}
    </AriaButton>
  );
}
