import { useState } from 'react';

import type { AccountDeletionView, Input } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, RadioGroup, type RadioOption, Spinner } from '../../ui/index.ts';
import { selectIsInGroups } from '../conversations/conversations-slice.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { ToggleRow } from './toggle-row.tsx';
import styles from './clear-data-dialog.module.css';

type Scope = Input<'account:delete'>['scope'];

/** Nobody could say that all is gone from the network: some nodes did not answer, or none could be asked. */
type Remainder = Pick<AccountDeletionView, 'unconfirmedNodes'> | { readonly code: string };

/** Deletes the account from this device, or from the network too; asks twice. Spec 08, SET-11 and flows 10 and 14. */
export function ClearDataDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const [scope, setScope] = useState<Scope>('device');
  const isInGroups = useAppSelector(selectIsInGroups);
  const [leavesGroups, setLeavesGroups] = useState(true);
  const [isSecond, setSecond] = useState(false);
  const [remainder, setRemainder] = useState<Remainder>();
  const [deleteAccount, { isLoading, isSuccess, data }] = api.useDeleteAccountMutation();
  // When it is done the app ends and begins again; until then nothing else can be done here.
  const isBusy = isLoading || (isSuccess && data.isDeleted);
  const close = () => {
    if (!isBusy) dispatch(dialogClosed());
  };
  const run = async (wanted: Scope) => {
    const { data: answer, error } = await deleteAccount({
      scope: wanted,
      ...(wanted === 'network' && isInGroups && leavesGroups ? { leavesGroups } : {}),
    });
    if (error !== undefined) setRemainder({ code: errorCode(error) ?? 'unexpected' });
    else if (!answer.isDeleted) setRemainder(answer);
  };
  const shared = { modalId: 'deleteAccountModal', isDangerous: true, isBusy, onCancel: close } as const;
  if (remainder !== undefined) {
    return (
      <ConfirmDialog
        {...shared}
        key="remainder"
        title={t('clearDataAll')}
        description={<RemainderText remainder={remainder} />}
        confirmLabel={t('clearDeviceOnly')}
        onConfirm={() => void run('device')}
      >
        <Progress isShown={isBusy} />
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      {...shared}
      key={String(isSecond)}
      title={t('clearDataAll')}
      description={
        isSecond
          ? t(scope === 'device' ? 'clearDeviceDescription' : 'clearDeviceAndNetworkConfirm')
          : t('clearDataAllDescription')
      }
      confirmLabel={t('clear')}
      onConfirm={() => {
        if (isSecond) void run(scope);
        else setSecond(true);
      }}
    >
      {!isSecond && <ScopeChoice scope={scope} onChoose={setScope} />}
      {!isSecond && scope === 'network' && isInGroups && (
        <div className={cx(styles.choice)}>
          <ToggleRow
            id="leave-groups"
            label={t('clearDataLeaveGroups')}
            description={t('clearDataLeaveGroupsDescription')}
            isOn={leavesGroups}
            onChange={setLeavesGroups}
          />
        </div>
      )}
      <Progress isShown={isBusy} />
    </ConfirmDialog>
  );
}

function ScopeChoice(props: { readonly scope: Scope; readonly onChoose: (scope: Scope) => void }) {
  const t = useText();
  const options: readonly RadioOption<Scope>[] = [
    {
      value: 'device',
      label: t('clearDeviceOnly'),
      inputTestId: 'input-device_only',
      labelTestId: 'label-device_only',
    },
    {
      value: 'network',
      label: t('clearDeviceAndNetwork'),
      inputTestId: 'input-device_and_network',
      labelTestId: 'label-device_and_network',
    },
  ];
  return (
    <div className={cx(styles.choice)}>
      <RadioGroup
        label={t('clearDataAll')}
        isLabelHidden
        variant="plain"
        value={props.scope}
        options={options}
        onChange={props.onChoose}
      />
    </div>
  );
}

function Progress({ isShown }: { readonly isShown: boolean }) {
  const t = useText();
  if (!isShown) return undefined;
  return (
    <p className={cx(styles.progress)}>
      <Spinner size={26} label={t('clearDataProgress')} testId="loading-spinner" />
    </p>
  );
}

function RemainderText({ remainder }: { readonly remainder: Remainder }) {
  const t = useText();
  if ('code' in remainder) return `${t(errorKey(remainder.code))} ${t('clearDataNotDone')}`;
  return t('clearDataUnconfirmed', { count: remainder.unconfirmedNodes.length });
}
