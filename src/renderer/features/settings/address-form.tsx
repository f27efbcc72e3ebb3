import { useState } from 'react';

import type { NetworkSettingsView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, TextField } from '../../ui/index.ts';
import { toastShown } from '../toasts/toasts-slice.ts';
import styles from './network-page.module.css';

/** One address, kept when it is in order; an empty one goes back to what everybody has. */
export function AddressForm(props: {
  readonly name: 'proxy' | 'fileServer';
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onSaved: (settings: NetworkSettingsView) => void;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const [change, { isLoading }] = api.useChangeNetworkSettingsMutation();
  const [edited, setEdited] = useState<string>();
  const [fault, setFault] = useState<TextKey>();
  const value = edited ?? props.value;
  const isChanged = value.trim() !== props.value;
  const save = async () => {
    if (!isChanged || isLoading) return;
    const { data, error } = await change({ [props.name]: value.trim() });
    if (error !== undefined) {
      setFault(errorKey(errorCode(error) ?? 'unexpected'));
      return;
    }
    setEdited(undefined);
    props.onSaved(data);
    dispatch(toastShown({ textKey: 'saved' }));
  };
  return (
    <div className={cx(styles.line)}>
      <TextField
        label={props.label}
        value={value}
        onChange={(next) => {
          setEdited(next);
          setFault(undefined);
        }}
        onEnter={() => void save()}
        error={fault === undefined ? undefined : t(fault)}
        placeholder={props.placeholder}
        isMono
        testId={`network-${props.name === 'proxy' ? 'proxy' : 'file-server'}-input`}
      />
      <Button
        isBusy={isLoading}
        isDisabled={!isChanged}
        onPress={() => void save()}
        testId={`network-${props.name === 'proxy' ? 'proxy' : 'file-server'}-save-button`}
      >
        {t('save')}
      </Button>
    </div>
  );
}
