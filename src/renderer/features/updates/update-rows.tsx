import { ExternalLink } from 'lucide-react';

import type { UpdateView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectUpdates } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { ControlRow, LinkRow, SettingGroup } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { ButtonRow } from '../settings/button-row.tsx';
import { ToggleRow } from '../settings/toggle-row.tsx';
import { useSetting } from '../settings/use-setting.ts';
import { UpdateButton } from './update-banner.tsx';
import { useUpdateWords } from './use-update-words.ts';

/** Whether and which new versions are looked for, and what is known of them. Spec 08, SET-08. */
export function UpdateRows() {
  const t = useText();
  api.useUpdatesQuery(undefined);
  const updates = useAppSelector(selectUpdates);
  const [isAuto = true, setAuto] = useSetting('autoUpdate');
  const [channel = 'stable', setChannel] = useSetting('updateChannel');
  if (updates === undefined) return undefined;
  return (
    <SettingGroup label={t('updatesPreferences')}>
      {updates.offReason !== 'no-updates' && (
        <>
          <ToggleRow
            id="auto-update"
            label={t('updatesAuto')}
            description={t('updatesAutoDescription')}
            isOn={isAuto}
            onChange={setAuto}
          />
          <ToggleRow
            id="update-betas"
            label={t('updatesBetas')}
            description={t('updatesBetasDescription')}
            isOn={channel === 'beta'}
            onChange={(isBeta) => setChannel(isBeta ? 'beta' : 'stable')}
          />
        </>
      )}
      <StateRow updates={updates} />
    </SettingGroup>
  );
}

/** How it stands, and the next step. */
function StateRow({ updates }: { readonly updates: UpdateView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const words = useUpdateWords(updates);
  const [look, { isLoading }] = api.useLookForUpdatesMutation();
  const { phase, page, command } = updates;
  if (phase === 'waiting' || phase === 'checking') {
    return (
      <ButtonRow
        id="look-for-updates"
        label={t('updatesLook')}
        {...(words === '' ? {} : { description: words })}
        button={t('updatesLookNow')}
        isBusy={isLoading || phase === 'checking'}
        onPress={() => void look(undefined)}
      />
    );
  }
  return (
    <>
      <ControlRow
        label={words}
        {...(command === undefined ? {} : { description: t('updatesCommand', { command }) })}
        control={<UpdateButton updates={updates} />}
        testId="update-state-settings-row"
      />
      {page !== undefined && updates.way === 'install' && (
        <LinkRow
          icon={<ExternalLink size={20} aria-hidden />}
          label={t('updatesWhatIsNew')}
          onPress={() => dispatch(dialogOpened({ kind: 'open-url', url: page }))}
          testId="update-page-settings-row"
        />
      )}
    </>
  );
}
