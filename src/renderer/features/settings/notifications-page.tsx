import type { NotificationSettings } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { RadioGroup, SettingGroup } from '../../ui/index.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import { ButtonRow } from './button-row.tsx';
import { ToggleRow } from './toggle-row.tsx';

type Detail = Exclude<NotificationSettings['detail'], 'off'>;
type Change = (change: Partial<NotificationSettings>) => void;

const DETAILS = ['message', 'name', 'count'] as const satisfies readonly Detail[];
const WORDS = {
  message: { label: 'notificationsContentMessage', description: 'notificationsContentMessageDescription' },
  name: { label: 'notificationsContentName', description: 'notificationsContentNameDescription' },
  count: { label: 'notificationsContentCount', description: 'notificationsContentCountDescription' },
} as const satisfies Record<Detail, { readonly label: TextKey; readonly description: TextKey }>;

/** Whether and what is told outside of the window. Spec 08, SET-06 and NOT-01. */
export function NotificationsPage() {
  const t = useText();
  const { settings, change } = useNotificationSettings();
  if (settings === undefined) return undefined;
  const { detail } = settings;
  return (
    <>
      <SettingGroup>
        <ToggleRow
          id="notifications"
          label={t('sessionNotifications')}
          description={t('notificationsDescription')}
          isOn={detail !== 'off'}
          onChange={(isOn) => change({ detail: isOn ? 'message' : 'off' })}
        />
      </SettingGroup>
      {detail !== 'off' && <WhileOn settings={{ ...settings, detail }} change={change} />}
    </>
  );
}

function WhileOn({
  settings: { detail, isSoundOn, whileFocused },
  change,
}: {
  readonly settings: NotificationSettings & { readonly detail: Detail };
  readonly change: Change;
}) {
  const t = useText();
  const [showExample, { isLoading }] = api.usePreviewNotificationMutation();
  return (
    <>
      <SettingGroup>
        <ToggleRow
          id="audio-notifications"
          label={t('notificationsSound')}
          isOn={isSoundOn}
          onChange={(isOn) => change({ isSoundOn: isOn })}
        />
        <ToggleRow
          id="notifications-while-focused"
          label={t('notificationsWhileFocused')}
          description={t('notificationsWhileFocusedDescription')}
          isOn={whileFocused === 'other-conversations'}
          onChange={(isOn) => change({ whileFocused: isOn ? 'other-conversations' : 'nothing' })}
        />
      </SettingGroup>
      <SettingGroup label={t('notificationsContent')}>
        <RadioGroup
          label={t('notificationsContent')}
          isLabelHidden
          value={detail}
          options={DETAILS.map((value) => ({
            value,
            label: t(WORDS[value].label),
            description: t(WORDS[value].description),
            testId: `set-notifications-${value}-settings-row`,
            inputTestId: `set-notifications-${value}-settings-radio`,
            labelTestId: `set-notifications-${value}-settings-text`,
          }))}
          onChange={(value) => change({ detail: value })}
        />
      </SettingGroup>
      <SettingGroup>
        <ButtonRow
          id="preview-notification"
          label={t('notificationsExample')}
          description={t('notificationsExampleDescription')}
          button={t('show')}
          isBusy={isLoading}
          onPress={() => void showExample(undefined)}
        />
      </SettingGroup>
    </>
  );
}

function useNotificationSettings(): {
  readonly settings: NotificationSettings | undefined;
  readonly change: Change;
} {
  const dispatch = useAppDispatch();
  const { data } = api.useNotificationsQuery(undefined, { refetchOnMountOrArgChange: true });
  const [send, { data: changed }] = api.useChangeNotificationsMutation();
  const change: Change = (wanted) =>
    void send(wanted).then(({ error }) => {
      if (error !== undefined) dispatch(errorShown(error));
    });
  return { settings: changed ?? data, change };
}
