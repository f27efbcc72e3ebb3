import type { ReactNode } from 'react';

import { cx } from './cx.ts';
import styles from './group-avatar.module.css';

/** Width of a disc, as a part of the whole. Spec 08 §4.5. */
const DISC = 8 / 11;

/** Two discs of a group, one before the other. Decorative, as every picture of somebody is. */
export function GroupAvatar({
  size,
  disc,
}: {
  /** Width in px. */
  readonly size: number;
  /** Draws the first and the second one, in this width. */
  readonly disc: (index: 0 | 1, size: number) => ReactNode;
}) {
  return (
    <span className={cx(styles.group)} style={{ inlineSize: size, blockSize: size }} aria-hidden>
      <span className={cx(styles.back)}>{disc(0, size * DISC)}</span>
      <span className={cx(styles.front)}>{disc(1, size * DISC)}</span>
    </span>
  );
}

/** Somebody's picture with a crown: an admin. Words say so elsewhere. */
export function Crowned({ children }: { readonly children: ReactNode }) {
  return (
    <span className={cx(styles.crowned)}>
      {children}
      <span className={cx(styles.seat)} aria-hidden data-testid="admin-crown">
        <span className={cx(styles.crown)} />
      </span>
    </span>
  );
}
