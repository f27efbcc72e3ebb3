import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { ToggleRow } from '../settings/toggle-row.tsx';
import { errorShown } from '../toasts/toasts-slice.ts';

/** Whether old messages of large rooms are taken away from this device. Spec 08, COM-06. */
export function TrimmingRow() {
  const t = useText();
  const dispatch = useAppDispatch();
  const { data } = api.useCommunitySettingsQuery(undefined, { refetchOnMountOrArgChange: true });
  const [change, { data: changed }] = api.useChangeCommunitySettingsMutation();
  const settings = changed ?? data;
  if (settings === undefined) return undefined;
  const set = async (trimsOldMessages: boolean) => {
    const { error } = await change({ trimsOldMessages });
    if (error !== undefined) dispatch(errorShown(error));
  };
  return (
    <ToggleRow
      id="conversation-trimming"
      label={t('conversationsMessageTrimmingTrimCommunities')}
      description={t('conversationsMessageTrimmingTrimCommunitiesDescription')}
      isOn={settings.trimsOldMessages}
      onChange={(isOn) => void set(isOn)}
    />
  );
}
