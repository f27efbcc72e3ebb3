import { Copy } from 'lucide-react';
import { type KeyboardEvent, useCallback, useMemo, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';

import type { LogLineView } from '../../../ipc/index.ts';
import { logTime } from '../../app/text/dates.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx, useRovingFocus } from '../../ui/index.ts';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './log-list.module.css';
import { lineText } from './log-window.ts';

/** Lines from the end at which the next ones are asked for. */
const NEAR_END = 30;
/** Whoever has scrolled by less is at the top. */
const TOP_PX = 4;

export const LEVEL_WORDS = {
  debug: 'logLevelDebug',
  info: 'logLevelInfo',
  warn: 'logLevelWarning',
  error: 'logLevelError',
} as const;

/** Lines of the log, newest first, virtualised, as one Tab stop. Enter copies the one that has the focus. */
export function LogList(props: {
  readonly lines: readonly LogLineView[];
  /** Lines have gone at the top: what is in sight stays. */
  readonly isCutAtTop: boolean;
  /** Somebody is reading: away from the top, or with the focus on a line. */
  readonly onReading: (isReading: boolean) => void;
  readonly onNearEnd: () => void;
}) {
  const { text: t } = useCatalogue();
  const copy = useCopy();
  const { lines, onReading } = props;
  const ids = useMemo(() => lines.map(({ at }) => at), [lines]);
  const container = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const scrollTo = useCallback(
    (index: number) => virtualizer.current?.scrollToIndex(index, { align: 'nearest' }),
    [],
  );
  const roving = useRovingFocus({ container, ids, initialId: ids[0], scrollTo });
  const noteReading = () =>
    onReading(
      (virtualizer.current?.scrollOffset ?? 0) > TOP_PX ||
        container.current?.contains(document.activeElement) === true,
    );
  const onScroll = (offset: number) => {
    noteReading();
    const list = virtualizer.current;
    if (list && list.findItemIndex(offset + list.viewportSize) > lines.length - NEAR_END) props.onNearEnd();
  };
  const copyLine = useCallback((line: LogLineView) => void copy(lineText(line)), [copy]);
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines.find(({ at }) => at === roving.currentId);
    const isCopying = event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey);
    // Whoever has marked a part of it wants that.
    const wantsLine = event.key === 'Enter' || (isCopying && document.getSelection()?.isCollapsed !== false);
    if (line === undefined || !wantsLine) roving.onKeyDown(event);
    else {
      event.preventDefault();
      copyLine(line);
    }
  };
  return (
    <div
      ref={container}
      className={cx(styles.list)}
      role="list"
      aria-label={t('logLines')}
      aria-describedby="log-hint"
      onKeyDown={onKeyDown}
      onFocus={noteReading}
      onBlur={() => requestAnimationFrame(noteReading)}
      data-testid="log-list"
    >
      <Virtualizer ref={virtualizer} data={lines} onScroll={onScroll} shift={props.isCutAtTop}>
        {(line, index) => (
          <LogRow
            key={line.at}
            line={line}
            position={index + 1}
            total={lines.length}
            isTabStop={line.at === roving.currentId}
            onFocus={roving.onItemFocus}
            onCopy={copyLine}
          />
        )}
      </Virtualizer>
    </div>
  );
}

function LogRow({
  line,
  ...props
}: {
  readonly line: LogLineView;
  readonly position: number;
  readonly total: number;
  readonly isTabStop: boolean;
  readonly onFocus: (id: number) => void;
  readonly onCopy: (line: LogLineView) => void;
}) {
  const { text: t, locale } = useCatalogue();
  return (
    <div
      className={cx(styles.row)}
      role="listitem"
      aria-posinset={props.position}
      aria-setsize={props.total}
      tabIndex={props.isTabStop ? 0 : -1}
      data-roving={line.at}
      data-level={line.level}
      data-testid="log-line"
      onFocus={() => props.onFocus(line.at)}
    >
      <span className={cx(styles.head)}>
        <span className={cx(styles.level)}>{t(LEVEL_WORDS[line.level])}</span>
        {line.timeMs !== undefined && (
          <time className={cx(styles.time)} dateTime={new Date(line.timeMs).toISOString()}>
            {logTime(line.timeMs, locale)}
          </time>
        )}
        {/* For pointers: Enter does the same, and the list stays one stop of Tab. */}
        <button
          type="button"
          className={cx(styles.copy)}
          tabIndex={-1}
          aria-label={t('logCopyLine')}
          title={t('logCopyLine')}
          onClick={() => props.onCopy(line)}
          data-testid="log-copy-line"
        >
          <Copy size={14} aria-hidden />
        </button>
      </span>
      <code className={cx(styles.words)} dir="ltr">
        {line.text}
      </code>
    </div>
  );
}
