import { useEffect } from 'react';

import type { ConnectionView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectNetwork } from '../../app/session-slice.ts';
import { timeAgo } from '../../app/text/dates.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { Button, cx, FactRow, SettingGroup, Skeleton } from '../../ui/index.ts';
import { useFileSize } from '../composer/attachments/file-size.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import styles from './connection-page.module.css';
import { PathLine } from './path-line.tsx';
import { ServerRow } from './server-row.tsx';

/** What is shown is asked for again so often; that costs no request to anybody. */
const REFRESH_MS = 2_000;

const PROBLEMS = {
  'proxy-unreachable': 'connectionProxyUnreachable',
  'proxy-refused': 'connectionProxyRefused',
  'seed-unreachable': 'connectionSeedUnreachable',
  'no-path': 'connectionNoPath',
} as const;

/** What the app is connected to at this moment, and how fast it is. Spec 08, SET-13. */
export function ConnectionPage() {
  const dispatch = useAppDispatch();
  const status = useAppSelector(selectNetwork);
  const { data, error, refetch, fulfilledTimeStamp } = api.useConnectionQuery(undefined, {
    refetchOnMountOrArgChange: true,
    pollingInterval: REFRESH_MS,
  });
  const [test, { isLoading }] = api.useTestConnectionMutation();
  // Whatever changes of the paths is seen at once.
  useEffect(() => void refetch(), [refetch, status]);
  const run = async () => {
    const { error: failure } = await test(undefined);
    if (failure === undefined) void refetch();
    else dispatch(errorShown(failure));
  };
  if (data === undefined) return error === undefined ? <Waiting /> : <Failed error={error} />;
  return (
    <Connection of={data} nowMs={fulfilledTimeStamp ?? 0} isTesting={isLoading} onTest={() => void run()} />
  );
}

function Waiting() {
  return (
    <div className={cx(styles.page)}>
      <Skeleton width="100%" height={72} />
      <Skeleton width="100%" height={180} />
    </div>
  );
}

function Failed({ error }: { readonly error: unknown }) {
  const { text: t } = useCatalogue();
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return <p role="alert">{t(errorKey(code))}</p>;
}

function Connection(props: {
  readonly of: ConnectionView;
  /** When that was so. */
  readonly nowMs: number;
  readonly isTesting: boolean;
  readonly onTest: () => void;
}) {
  const { of: view, nowMs, isTesting } = props;
  const { text: t, locale } = useCatalogue();
  const problem = PROBLEMS[view.problem as keyof typeof PROBLEMS] as (typeof PROBLEMS)['no-path'] | undefined;
  const standing = view.paths.filter(({ kind }) => kind === 'messages').length;
  return (
    <div className={cx(styles.page)}>
      <section className={cx(styles.status)} data-state={view.state}>
        <span className={cx(styles.light)} aria-hidden />
        <div className={cx(styles.words)}>
          <p className={cx(styles.state)} role="status" data-testid="connection-state">
            {t('pathStateDescription', { state: view.state, count: standing })}
          </p>
          {problem !== undefined && <p className={cx(styles.detail)}>{t(problem)}</p>}
          <p className={cx(styles.detail)} data-testid="connection-polled">
            {view.polledAtMs === undefined
              ? t('connectionNotPolled')
              : t('connectionPolled', { ago: timeAgo({ timeMs: view.polledAtMs, nowMs, locale }) })}
          </p>
        </div>
        <Button isBusy={isTesting} onPress={props.onTest} testId="connection-test-button">
          {t('connectionTest')}
        </Button>
      </section>
      <section>
        <h3 className={cx(styles.heading)}>{t('connectionPaths')}</h3>
        {view.paths.length === 0 ? (
          <p className={cx(styles.none)}>{t('onionRoutingPathNone')}</p>
        ) : (
          <ul className={cx(styles.paths)}>
            {view.paths.map((path) => (
              <PathLine key={path.nodes.map(({ id }) => id).join()} path={path} state={view.state} />
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3 className={cx(styles.heading)}>{t('connectionServers')}</h3>
        <ul className={cx(styles.servers)}>
          {view.servers.map((server) => (
            <ServerRow key={`${server.kind} ${server.origin}`} server={server} nowMs={nowMs} />
          ))}
        </ul>
      </section>
      <SettingGroup label={t('connectionFacts')}>
        <dl className={cx(styles.facts)} data-testid="connection-facts">
          <Facts of={view} nowMs={nowMs} />
        </dl>
      </SettingGroup>
      <p className={cx(styles.note)}>{t('connectionNote')}</p>
    </div>
  );
}

function Facts({ of: view, nowMs }: { readonly of: ConnectionView; readonly nowMs: number }) {
  const { text: t, locale } = useCatalogue();
  const sizeOf = useFileSize();
  const ago = (timeMs: number) => timeAgo({ timeMs, nowMs, locale });
  const { traffic, nodes, swarmSize, clockOffsetMs, proxy } = view;
  return (
    <>
      <FactRow
        label={t('connectionSwarm')}
        value={
          swarmSize === undefined ? t('connectionUnknown') : t('connectionSwarmNodes', { count: swarmSize })
        }
      />
      <FactRow
        label={t('connectionNodes')}
        value={
          nodes.madeAtMs === undefined
            ? t('connectionNodesKnown', { count: nodes.known })
            : t('connectionNodesOf', { count: nodes.known, ago: ago(nodes.madeAtMs) })
        }
      />
      <FactRow
        label={t('connectionClock')}
        value={
          clockOffsetMs === undefined
            ? t('connectionUnknown')
            : t('connectionClockOffset', {
                state:
                  Math.abs(clockOffsetMs) < IN_STEP_MS ? 'right' : clockOffsetMs > 0 ? 'ahead' : 'behind',
                seconds: Math.abs(clockOffsetMs) / 1_000,
              })
        }
      />
      <FactRow label={t('connectionProxy')} value={proxy ?? t('connectionProxyNone')} />
      <FactRow
        label={t('connectionRequests')}
        value={t('connectionRequestsMade', { count: traffic.requests, failed: traffic.failed })}
      />
      <FactRow
        label={t('connectionTraffic')}
        value={t('connectionTrafficBytes', {
          sent: sizeOf(traffic.sentBytes),
          received: sizeOf(traffic.receivedBytes),
        })}
      />
      <FactRow label={t('connectionSince')} value={ago(traffic.sinceMs)} />
    </>
  );
}

/** Clocks that are nearer than this are right. */
const IN_STEP_MS = 1_000;
