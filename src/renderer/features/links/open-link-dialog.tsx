import { useState } from 'react';

import type { DeepLink } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import type { AppThunk } from '../../app/thunk.ts';
import { cx } from '../../ui/index.ts';
import { startConversation } from '../conversation/conversation-thunks.ts';
import { ConfirmDialog } from '../dialogs/confirm-dialog.tsx';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import styles from './open-link-dialog.module.css';

/** Asks before a link from elsewhere opens a conversation: nobody chose to follow it but whoever made it. */
export function OpenLinkDialog({ link }: { readonly link: DeepLink }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const [code, setCode] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const failure = await dispatch(openLink(link));
    setBusy(false);
    setCode(failure);
    if (failure === undefined) dispatch(dialogClosed());
  };
  const whom = link.kind === 'account' ? link.accountId : link.name;
  return (
    <ConfirmDialog
      title={t('linkOpen')}
      description={
        <>
          {t(link.kind === 'account' ? 'linkOpenAccount' : 'linkOpenName')}
          <br />
          <bdi className={cx(styles.whom)}>{whom}</bdi>
          {code !== undefined && (
            <span className={cx(styles.error)} role="alert" data-testid="error-message">
              {t(errorKey(code))}
            </span>
          )}
        </>
      }
      confirmLabel={t('open')}
      isBusy={isBusy}
      onConfirm={() => void confirm()}
      onCancel={() => dispatch(dialogClosed())}
    />
  );
}

/** The code of what went wrong. */
function openLink(link: DeepLink): AppThunk<Promise<string | undefined>> {
  return async (dispatch) => {
    if (link.kind === 'account') return dispatch(startConversation(link.accountId));
    const { data, error } = await dispatch(
      api.endpoints.lookUpName.initiate({ name: link.name }, { track: false }),
    );
    return data === undefined ? errorCode(error) : dispatch(startConversation(data.accountId));
  };
}
