import { fullTime, rowTime } from '../../app/text/dates.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { useNow } from '../../app/text/use-now.ts';
import { cx } from '../../ui/index.ts';
import styles from './row-time.module.css';

/** When it was, short, true as time goes on, and in full for those who ask. Spec 08, LST-04. */
export function RowTime({ timeMs }: { readonly timeMs: number }) {
  const { text: t, locale } = useCatalogue();
  const nowMs = useNow();
  return (
    <time
      className={cx(styles.time)}
      dateTime={new Date(timeMs).toISOString()}
      title={fullTime(timeMs, locale)}
    >
      {rowTime({ timeMs, nowMs, locale }) ?? t('dateNow')}
    </time>
  );
}
