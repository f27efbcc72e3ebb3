import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';

/** Writes the log where the person says, and tells how that went. */
export function useExportLogs(): { readonly isBusy: boolean; readonly run: () => Promise<void> } {
  const dispatch = useAppDispatch();
  const [exportLogs, { isLoading }] = api.useExportLogsMutation();
  const run = async () => {
    const { error } = await exportLogs(undefined);
    // Whoever closes the dialog of files knows that.
    if (errorCode(error) === 'file-not-chosen') return;
    dispatch(error === undefined ? toastShown({ textKey: 'helpLogsExported' }) : errorShown(error));
  };
  return { isBusy: isLoading, run };
}
