import { ExternalLink, ScrollText } from 'lucide-react';

import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { LinkRow, SettingGroup } from '../../ui/index.ts';
import { dialogOpened, dialogReplaced } from '../dialogs/dialogs-slice.ts';
import { FAQ_URL } from '../links/addresses.ts';
import { ExportLogsRow } from './export-logs-row.tsx';

/** What helps when something is unclear or wrong. Spec 08, SET-10. */
export function HelpRows() {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <SettingGroup>
      <ExportLogsRow />
      <LinkRow
        icon={<ScrollText size={20} aria-hidden />}
        label={t('logView')}
        onPress={() => dispatch(dialogReplaced({ kind: 'settings', page: 'log' }))}
        testId="log-settings-row"
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
