import { useEffect } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectInfo, selectNetwork } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog, FactRow, SettingGroup } from '../../ui/index.ts';
import { selectKnownConversations } from '../conversations/conversations-slice.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { ButtonRow } from '../settings/button-row.tsx';
import { ExportLogsRow } from '../settings/export-logs-row.tsx';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import { useCopy } from '../toasts/use-copy.ts';
import styles from './debug-dialog.module.css';
import { debugEnded } from './debug-slice.ts';

/** What helps to find faults: which build this is, how it does, and actions that cannot harm. No IDs, words or keys. Spec 08, SET-25. */
export function DebugDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const copy = useCopy();
  const facts = useFacts();
  const end = () => {
    dispatch(dialogClosed());
    dispatch(debugEnded());
  };
  return (
    <Dialog
      modalId="debugMenuModal"
      title={t('debugMenu')}
      labels={labels}
      size="medium"
      onClose={() => dispatch(dialogClosed())}
      actions={
        <>
          <Button
            variant="solid"
            onPress={() => void copy(facts.map(([name, value]) => `${name}: ${value}`).join('\n'))}
            testId="debug-copy-button"
          >
            {t('copy')}
          </Button>
          <Button variant="plain" onPress={end} testId="debug-end-button">
            {t('debugEnd')}
          </Button>
        </>
      }
    >
      <SettingGroup label={t('debugFacts')}>
        <dl className={cx(styles.facts)} data-testid="debug-facts">
          {facts.map(([name, value]) => (
            <FactRow key={name} label={name} value={value} />
          ))}
        </dl>
      </SettingGroup>
      <SettingGroup label={t('debugActions')}>
        <ExportLogsRow />
        <ButtonRow
          id="debug-toast"
          label={t('debugToasts')}
          button={t('show')}
          onPress={() => {
            dispatch(toastShown({ textKey: 'copied' }));
            dispatch(errorShown({ code: 'unexpected' }));
          }}
        />
        <ButtonRow
          id="debug-reload"
          label={t('debugReload')}
          button={t('debugReloadButton')}
          onPress={() => window.location.reload()}
        />
      </SettingGroup>
    </Dialog>
  );
}

/** Names and values; in English, because they are for whoever looks for a fault. */
function useFacts(): readonly (readonly [name: string, value: string])[] {
  const info = useAppSelector(selectInfo);
  const network = useAppSelector(selectNetwork);
  const rows = useAppSelector((state) => selectKnownConversations(state).length);
  const { data: diagnostics, refetch } = api.useDiagnosticsQuery(undefined);
  useEffect(() => {
    const timer = setInterval(() => void refetch(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  const lag = diagnostics?.engineLag;
  return [
    ['version', info?.version ?? ''],
    ['commit', info?.commit ?? ''],
    ['electron', info?.electron ?? ''],
    ['platform', info?.platform ?? ''],
    ['locale', info?.locale ?? ''],
    ['network', `${info?.networkName ?? ''}, ${network?.state ?? 'connecting'}`],
    ['paths', String(network?.paths.length ?? 0)],
    ['problem', network?.problem ?? 'none'],
    ['test mode', String(info?.testMode === true)],
    ['short timers', String(info?.hasShortTimers === true)],
    ['key protected', String(info?.keyProtected === true)],
    ['conversations loaded', String(rows)],
    ['engine lag', lag === undefined ? 'not measured' : `${lag.p99Ms} ms (99 %), ${lag.maxMs} ms at most`],
  ];
}

const REFRESH_MS = 2_000;
