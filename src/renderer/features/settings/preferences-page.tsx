import { useText } from '../../app/text/text-context.ts';
import { RadioGroup, SettingGroup } from '../../ui/index.ts';
import { UpdateRows } from '../updates/update-rows.tsx';
import { DesktopRows } from './desktop-rows.tsx';
import { useSetting } from './use-setting.ts';

type Enter = 'sends' | 'breaks';

/** How the app behaves. Spec 08, SET-08. */
export function PreferencesPage() {
  const t = useText();
  const [enterSends = true, setEnterSends] = useSetting('enterSends');
  return (
    <>
      <SettingGroup label={t('conversationsEnter')}>
        <RadioGroup<Enter>
          label={t('conversationsEnter')}
          isLabelHidden
          value={enterSends ? 'sends' : 'breaks'}
          options={[
            {
              value: 'sends',
              label: t('conversationsEnterSends'),
              description: t('conversationsEnterSendsDescription'),
              testId: 'send-with-enterForSend-settings-row',
              inputTestId: 'send-with-enterForSend-settings-radio',
              labelTestId: 'send-with-enterForSend-settings-text',
            },
            {
              value: 'breaks',
              label: t('conversationsEnterBreaks'),
              description: t('conversationsEnterBreaksDescription'),
              testId: 'send-with-enterForNewLine-settings-row',
              inputTestId: 'send-with-enterForNewLine-settings-radio',
              labelTestId: 'send-with-enterForNewLine-settings-text',
            },
          ]}
          onChange={(value) => setEnterSends(value === 'sends')}
        />
      </SettingGroup>
      <DesktopRows />
      <UpdateRows />
    </>
  );
}
