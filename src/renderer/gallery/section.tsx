import type { ReactNode } from 'react';

import { cx } from '../ui/index.ts';
import styles from './section.module.css';

/** Parts that belong together. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={cx(styles.section)} aria-label={title}>
      <h2 className={cx(styles.heading)}>{title}</h2>
      {children}
    </section>
  );
}

/** One part in its states, side by side or, as wide things, one below the other. */
export function Specimen({
  name,
  isColumn = false,
  children,
}: {
  readonly name: string;
  readonly isColumn?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={cx(styles.specimen)}>
      <h3 className={cx(styles.name)}>{name}</h3>
      <div className={cx(styles.states, isColumn && styles.column)}>{children}</div>
    </div>
  );
}
