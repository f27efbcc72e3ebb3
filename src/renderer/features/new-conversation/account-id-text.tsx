import { Fragment } from 'react';

import { cx } from '../../ui/index.ts';
import styles from './account-id-text.module.css';

/** Characters in one of the three lines. */
const LINE = 22;

/** Our own Account ID in three lines, with nothing but `<br>` between them. Spec 08 §3.4. */
export function AccountIdText({ id }: { readonly id: string }) {
  const lines = [id.slice(0, LINE), id.slice(LINE, 2 * LINE), id.slice(2 * LINE)];
  return (
    <p className={cx(styles.id)} dir="ltr" translate="no" data-testid="your-account-id">
      {lines.map((line, index) => (
        <Fragment key={index}>
          {index > 0 && <br />}
          {line}
        </Fragment>
      ))}
    </p>
  );
}
