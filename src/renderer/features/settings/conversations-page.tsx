import { UserRoundX } from 'lucide-react';

import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { LinkRow, SettingGroup } from '../../ui/index.ts';
import { dialogReplaced } from '../dialogs/dialogs-slice.ts';
import { TrimmingRow } from '../communities/trimming-row.tsx';
import { ToggleRow } from './toggle-row.tsx';
import { useSetting } from './use-setting.ts';

/** What holds for all conversations. Spec 08, SET-06. */
export function ConversationsPage() {
  const t = useText();
  const dispatch = useAppDispatch();
  const [autoplay = false, setAutoplay] = useSetting('autoplayAudio');
  const [isFormatted = true, setFormatted] = useSetting('showsFormatting');
  return (
    <SettingGroup>
      <ToggleRow
        id="audio-message-autoplay"
        label={t('conversationsAudioAutoplay')}
        description={t('conversationsAudioAutoplayDescription')}
        isOn={autoplay}
        onChange={setAutoplay}
      />
      <ToggleRow
        id="show-formatting"
        label={t('conversationsFormatting')}
        description={t('conversationsFormattingDescription')}
        isOn={isFormatted}
        onChange={setFormatted}
      />
      <TrimmingRow />
      <LinkRow
        icon={<UserRoundX size={20} aria-hidden />}
        label={t('conversationsBlockedContacts')}
        onPress={() => dispatch(dialogReplaced({ kind: 'settings', page: 'blocked-contacts' }))}
        testId="blocked-contacts-settings-row"
      />
    </SettingGroup>
  );
}
