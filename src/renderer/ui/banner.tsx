import { Info, OctagonX, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';

import { cx } from './cx.ts';
import styles from './banner.module.css';
import { IconButton } from './icon-button.tsx';

const ICONS = { info: Info, warning: TriangleAlert, danger: OctagonX } as const;

/** A line over the content that it concerns: what is the case, and what can be done. */
export function Banner({
  tone = 'info',
  ...props
}: {
  readonly tone?: 'info' | 'warning' | 'danger';
  readonly children: ReactNode;
  /** Buttons at its end. */
  readonly actions?: ReactNode;
  readonly closeLabel?: string;
  readonly onClose?: () => void;
  readonly testId?: string;
}) {
  const Icon = ICONS[tone];
  return (
    <div className={cx(styles.banner, styles[tone])} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon className={cx(styles.icon)} size={18} aria-hidden />
      <span className={cx(styles.text)} data-testid={props.testId}>
        {props.children}
      </span>
      {props.actions !== undefined && <span className={cx(styles.actions)}>{props.actions}</span>}
      {props.onClose !== undefined && (
        <IconButton
          size="small"
          label={props.closeLabel ?? ''}
          icon={<X size={16} aria-hidden />}
          onPress={props.onClose}
        />
      )}
    </div>
  );
}
