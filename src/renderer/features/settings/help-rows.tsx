import { ExternalLink } from 'lucide-react';

import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { LinkRow, SettingGroup } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import { ButtonRow } from './button-row.tsx';

/** Of the network, whose questions are ours, too. */
const FAQ_URL = 'https://getsession.org/faq';

/** What helps when something is unclear or wrong. Spec 08, SET-10. */
export function HelpRows() {
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
    <SettingGroup>
      <ButtonRow
        id="export-logs"
        label={t('helpReportABugExportLogs')}
        description={t('helpReportABugExportLogsDescription')}
        button={t('exportButton')}
        isBusy={isLoading}
        onPress={() => void write()}
      />
      <LinkRow
        icon={<ExternalLink size={20} aria-hidden />}
        label={t('helpFAQ')}
        onPress={() => dispatch(dialogOpened({ kind: 'open-url', url: FAQ_URL }))}
        testId="faq-settings-row"
      />
    </SettingGroup>
  );
}
