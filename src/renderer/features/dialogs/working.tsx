import { cx, ProgressBar } from '../../ui/index.ts';
import styles from './working.module.css';

/** What a dialog is at, and how far that is, as far as anybody knows. */
export function Working(props: {
  readonly label: string;
  /** 0 to 1; undefined while nobody knows. */
  readonly value?: number | undefined;
  readonly testId: string;
}) {
  return (
    <div className={cx(styles.working)}>
      <span role="status">{props.label}</span>
      <ProgressBar label={props.label} value={props.value} testId={props.testId} />
    </div>
  );
}
