import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import { ButtonRow } from './button-row.tsx';

/** The log, written where the person says. Spec 08, SET-10. */
export function ExportLogsRow() {
  const t = useText();
  const dispatch = useAppDispatch();
  const [exportLogs, { isLoading }] = api.useExportLogsMutation();
  const write = async () => {
    const { error } = await exportLogs(undefined);
    // Whoever closes the dialog of files knows that.
    if (errorCode(error) === 'file-not-chosen') return;
    dispatch(error === undefined ? toastShown({ textKey: 'helpLogsExported' }) : errorShown(error));
  };
  return (
    <ButtonRow
      id="export-logs"
      label={t('helpReportABugExportLogs')}
      description={t('helpReportABugExportLogsDescription')}
      button={t('exportButton')}
      isBusy={isLoading}
      onPress={() => void write()}
    />
  );
}
