import { useText } from '../../app/text/text-context.ts';
import { ButtonRow } from './button-row.tsx';
import { useExportLogs } from './use-export-logs.ts';

/** The log, written where the person says. Spec 08, SET-10. */
export function ExportLogsRow() {
  const t = useText();
  const { isBusy, run } = useExportLogs();
  return (
    <ButtonRow
      id="export-logs"
      label={t('helpReportABugExportLogs')}
      description={t('helpReportABugExportLogsDescription')}
      button={t('exportButton')}
      isBusy={isBusy}
      onPress={() => void run()}
    />
  );
}
