import type { ConnectionView } from '../../../ipc/index.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './path-line.module.css';
import { useMilliseconds } from './use-milliseconds.ts';

/** One path: what it is for, how fast it is, and its three nodes on a line from us to wherever we want to. */
export function PathLine({
  path,
  state,
}: {
  readonly path: ConnectionView['paths'][number];
  readonly state: ConnectionView['state'];
}) {
  const { text: t } = useCatalogue();
  const ms = useMilliseconds();
  return (
    <li className={cx(styles.path)} data-state={state} data-testid="connection-path">
      <p className={cx(styles.head)}>
        <span className={cx(styles.kind)}>
          {t(path.kind === 'messages' ? 'connectionPathMessages' : 'connectionPathFiles')}
        </span>
        <span className={cx(styles.speed)}>
          {path.latency === undefined
            ? t('connectionNotMeasured')
            : t('connectionLatency', { time: ms(path.latency.medianMs) })}
        </span>
      </p>
      <ol className={cx(styles.nodes)}>
        {path.nodes.map(({ id, ip }, index) => (
          <li key={id} className={cx(styles.node)}>
            <span className={cx(styles.name)}>
              {t(index === 0 ? 'onionRoutingPathEntryNode' : 'onionRoutingPathServiceNode')}
            </span>
            <bdi className={cx(styles.ip)}>{ip}</bdi>
          </li>
        ))}
      </ol>
    </li>
  );
}
