import { Pause, Play } from 'lucide-react';
import { useDeferredValue, useState } from 'react';

import type { LogLevelView } from '../../../ipc/index.ts';
import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import {
  Button,
  cx,
  EmptyState,
  ErrorState,
  SearchField,
  SegmentedControl,
  Spinner,
} from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useExportLogs } from '../settings/use-export-logs.ts';
import { useCopy } from '../toasts/use-copy.ts';
import { LogList } from './log-list.tsx';
import styles from './log-page.module.css';
import { lineText } from './log-window.ts';
import { useLog } from './use-log.ts';

const LEVELS = [
  { value: 'debug', label: 'logAll' },
  { value: 'warn', label: 'logWarnings' },
  { value: 'error', label: 'logErrors' },
] as const satisfies readonly { readonly value: LogLevelView; readonly label: string }[];

/** What the app has noted of itself, redacted as it was written: to be read, copied, exported, cleared. Spec 08, SET-10. */
export function LogPage() {
  const t = useText();
  const dispatch = useAppDispatch();
  const copy = useCopy();
  const exporting = useExportLogs();
  const [level, setLevel] = useState<LogLevelView>('debug');
  const [typed, setTyped] = useState('');
  const [isPaused, setPaused] = useState(false);
  const [isReading, setReading] = useState(false);
  const text = useDeferredValue(typed.trim());
  const isFollowed = !isPaused && !isReading;
  const log = useLog({ level, text }, { isFollowed });
  const lines = log.window?.lines ?? [];
  const goOn = () => {
    setPaused(false);
    setReading(false);
    log.reload();
  };
  return (
    <div className={cx(styles.page)}>
      <p className={cx(styles.description)} id="log-hint">
        {t('logDescription')}
      </p>
      <div className={cx(styles.tools)}>
        <SegmentedControl
          label={t('logLevel')}
          value={level}
          options={LEVELS.map(({ value, label }) => ({
            value,
            label: t(label),
            testId: `log-level-${value}`,
          }))}
          onChange={setLevel}
        />
        <SearchField
          label={t('logSearch')}
          clearLabel={t('searchClear')}
          value={typed}
          onChange={setTyped}
          testId="log-search-field"
        />
      </div>
      <div className={cx(styles.tools)}>
        <p className={cx(styles.state)} role="status" data-testid="log-state">
          <span className={cx(styles.dot, isFollowed && styles.live)} aria-hidden />
          {t(isFollowed ? 'logLive' : isPaused ? 'logPaused' : 'logPausedReading')}
        </p>
        <Button
          size="small"
          onPress={() => (isFollowed ? setPaused(true) : goOn())}
          testId="log-pause-button"
        >
          {isFollowed ? <Pause size={15} aria-hidden /> : <Play size={15} aria-hidden />}
          {t(isFollowed ? 'logPause' : 'logGoOn')}
        </Button>
      </div>
      {log.errorCode !== undefined && lines.length === 0 ? (
        <ErrorState title={t(errorKey(log.errorCode))} actionLabel={t('retry')} onAction={log.reload} />
      ) : lines.length === 0 ? (
        <div className={cx(styles.empty)}>
          {log.window === undefined || log.window.next !== undefined ? (
            <Spinner size={28} />
          ) : (
            <EmptyState
              title={t(text === '' && level === 'debug' ? 'logEmpty' : 'logNoneSuch')}
              testId="log-empty"
            />
          )}
        </div>
      ) : (
        <LogList
          key={`${level} ${text}`}
          lines={lines}
          isCutAtTop={log.window?.hasNewest === false}
          onReading={setReading}
          onNearEnd={log.loadOlder}
        />
      )}
      <div className={cx(styles.actions)}>
        <Button
          isDisabled={lines.length === 0}
          onPress={() => void copy(lines.map(lineText).reverse().join('\n'))}
          testId="log-copy-button"
        >
          {t('logCopyShown')}
        </Button>
        <Button isBusy={exporting.isBusy} onPress={() => void exporting.run()} testId="log-export-button">
          {t('logExport')}
        </Button>
        <Button
          variant="danger"
          onPress={() => dispatch(dialogOpened({ kind: 'clear-log' }))}
          testId="log-clear-button"
        >
          {t('logClear')}
        </Button>
      </div>
    </div>
  );
}
