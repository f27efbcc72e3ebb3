import { useText } from '../../app/text/text-context.ts';
import { cx, ProgressBar } from '../../ui/index.ts';
import styles from './work-bar.module.css';

/** How far something is that goes on below a row, whether its page stays open or not. */
export function WorkBar(props: {
  readonly label: string;
  /** 0 to 1; undefined while nobody knows. */
  readonly value?: number | undefined;
  readonly testId: string;
}) {
  const t = useText();
  return (
    <div className={cx(styles.work)}>
      <ProgressBar label={props.label} value={props.value} testId={props.testId} />
      <p className={cx(styles.words)} role="status">
        {props.label} {t('workGoesOn')}
      </p>
    </div>
  );
}
