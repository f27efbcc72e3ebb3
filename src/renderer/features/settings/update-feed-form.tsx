import { useState } from 'react';

import { isFeedAddress } from '../../../ipc/updates.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, TextField } from '../../ui/index.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import styles from './network-page.module.css';

/** Where new versions are looked for; empty for where the app was made to look. Spec 08, SET-16. */
export function UpdateFeedForm() {
  const t = useText();
  const dispatch = useAppDispatch();
  const saved = useAppSelector((state) => selectSettings(state)?.updateFeed ?? '');
  const [change, { isLoading }] = api.useChangeSettingsMutation();
  const [edited, setEdited] = useState<string>();
  const [isWrong, setWrong] = useState(false);
  const value = edited ?? saved;
  const wanted = value.trim();
  const save = async () => {
    if (wanted === saved || isLoading) return;
    if (wanted !== '' && !isFeedAddress(wanted)) {
      setWrong(true);
      return;
    }
    const { error } = await change({ updateFeed: wanted });
    if (error === undefined) setEdited(undefined);
    dispatch(error === undefined ? toastShown({ textKey: 'saved' }) : errorShown(error));
  };
  return (
    <div className={cx(styles.line)}>
      <TextField
        label={t('updatesFeedAddress')}
        value={value}
        onChange={(next) => {
          setEdited(next);
          setWrong(false);
        }}
        onEnter={() => void save()}
        error={isWrong ? t('updatesFeedInvalid') : undefined}
        placeholder="https://updates.example/"
        isMono
        testId="network-update-feed-input"
      />
      <Button
        isBusy={isLoading}
        isDisabled={wanted === saved}
        onPress={() => void save()}
        testId="network-update-feed-save-button"
      >
        {t('save')}
      </Button>
    </div>
  );
}
