import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { SettingGroup } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { ToggleRow } from './toggle-row.tsx';
import { usePrivacy } from './use-privacy.ts';

/** Calls, and what messages tell of us. Spec 08, SET-04. */
export function PrivacyRows() {
  const t = useText();
  const dispatch = useAppDispatch();
  const { privacy, change } = usePrivacy();
  if (privacy === undefined) return undefined;
  const setCalls = (calls: boolean) => {
    // What it gives away has to be said before it is on.
    if (calls) dispatch(dialogOpened({ kind: 'enable-calls' }));
    else void change({ calls });
  };
  return (
    <>
      <SettingGroup label={t('callsSettings')}>
        <ToggleRow
          id="enable-calls"
          label={t('callsVoiceAndVideoBeta')}
          description={t('callsVoiceAndVideoToggleDescription')}
          isOn={privacy.calls}
          onChange={setCalls}
        />
        {privacy.calls && (
          <ToggleRow
            id="calls-over-relays"
            label={t('callsOverRelays')}
            description={t('callsOverRelaysDescription')}
            isOn={privacy.callsOverRelays}
            onChange={(callsOverRelays) => void change({ callsOverRelays })}
          />
        )}
      </SettingGroup>
      <SettingGroup label={t('messagesSettings')}>
        <ToggleRow
          id="enable-communities-message-requests"
          label={t('messageRequestsCommunities')}
          description={t('messageRequestsCommunitiesDescription')}
          isOn={privacy.communityRequests}
          onChange={(communityRequests) => void change({ communityRequests })}
        />
        <ToggleRow
          id="enable-read-receipts"
          label={t('readReceipts')}
          description={t('readReceiptsDescription')}
          isOn={privacy.readReceipts}
          onChange={(readReceipts) => void change({ readReceipts })}
        />
        <ToggleRow
          id="enable-typing-indicators"
          label={t('typingIndicators')}
          description={t('typingIndicatorsDescription')}
          isOn={privacy.typingIndicators}
          onChange={(typingIndicators) => void change({ typingIndicators })}
        />
        <ToggleRow
          id="enable-link-previews"
          label={t('linkPreviewsSend')}
          description={t('linkPreviewsDescription')}
          isOn={privacy.linkPreviews}
          onChange={(linkPreviews) => void change({ linkPreviews })}
        />
      </SettingGroup>
    </>
  );
}
