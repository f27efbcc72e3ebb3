import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';

import type { ServerView } from '../../../ipc/index.ts';
import { timeAgo } from '../../app/text/dates.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import styles from './server-row.module.css';
import { useMilliseconds } from './use-milliseconds.ts';

const ICONS = { answers: CircleCheck, fails: CircleX, unknown: CircleDashed } as const;

/** A server, whether it answers, and how fast. */
export function ServerRow({ server, nowMs }: { readonly server: ServerView; readonly nowMs: number }) {
  const { text: t, locale } = useCatalogue();
  const ms = useMilliseconds();
  const { answeredAtMs, failedAtMs, latency } = server;
  const state = stateOf(server);
  const Icon = ICONS[state];
  const ago = (timeMs: number) => timeAgo({ timeMs, nowMs, locale });
  const words =
    failedAtMs !== undefined && state === 'fails'
      ? t('connectionNoAnswer', { ago: ago(failedAtMs) })
      : answeredAtMs === undefined
        ? t('connectionNotAsked')
        : t('connectionAnswered', { ago: ago(answeredAtMs) });
  return (
    <li className={cx(styles.server)} data-state={state} data-testid="connection-server">
      <Icon className={cx(styles.icon)} size={20} aria-hidden />
      <span className={cx(styles.words)}>
        <span className={cx(styles.name)}>
          {t(server.kind === 'file-server' ? 'networkFileServer' : 'connectionCommunity')}
        </span>
        <bdi className={cx(styles.host)}>{server.origin.replace(/^https?:\/\//u, '')}</bdi>
      </span>
      <span className={cx(styles.result)}>
        <span>{words}</span>
        {latency !== undefined && state === 'answers' && <span>{ms(latency.medianMs)}</span>}
      </span>
    </li>
  );
}

/** What was heard last counts. */
function stateOf({ answeredAtMs, failedAtMs }: ServerView): keyof typeof ICONS {
  if (answeredAtMs === undefined && failedAtMs === undefined) return 'unknown';
  return (failedAtMs ?? 0) > (answeredAtMs ?? 0) ? 'fails' : 'answers';
}
