import { QrCode as QrIcon, UserRound } from 'lucide-react';
import { useState } from 'react';

import { useAppDispatch, useAppSelector } from '../../../app/hooks.ts';
import { useText } from '../../../app/text/text-context.ts';
import { Button, cx, Dialog, IconButton, QrCode } from '../../../ui/index.ts';
import { isBlindedId } from '../../communities/blinded-id.ts';
import { MemberActions } from '../../communities/member-actions.tsx';
import { useWriteTo } from '../../communities/use-write-to.ts';
import { openConversation, startConversation } from '../../conversation/conversation-thunks.ts';
import { dialogClosed } from '../../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../../dialogs/use-dialog-labels.ts';
import { selectPerson } from '../../groups/people-slice.ts';
import { MemberAvatar, PersonAvatar } from '../../media/person-avatar.tsx';
import { errorShown } from '../../toasts/toasts-slice.ts';
import { useCopy } from '../../toasts/use-copy.ts';
import { useConversationName } from '../conversation-name.ts';
import { selectConversationWith } from '../conversations-slice.ts';
import styles from './user-profile-dialog.module.css';

/** px of the picture, and of the code in its place. */
const PICTURE = 120;
const CODE = 210;

/** Who somebody is: picture, name and ID, as text and as code; in a room also what can be done about them there. Spec 08, CST-09. */
export function UserProfileDialog({
  accountId,
  conversationId,
}: {
  readonly accountId: string;
  /** The room where they were met. */
  readonly conversationId?: number | undefined;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const copy = useCopy();
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversationWith(state, accountId));
  const [isCodeShown, setCodeShown] = useState(false);
  const person = useAppSelector((state) => selectPerson(state, accountId));
  const name = conversation === undefined ? (person?.name ?? '') : nameOf(conversation);
  const isBlinded = isBlindedId(accountId);
  const isRefusing = person?.refusesRequests === true || conversation?.blinded?.refusesRequests === true;
  const writeTo = useWriteTo();
  const write = async () => {
    if (isBlinded && conversation !== undefined) {
      dispatch(dialogClosed());
      await dispatch(openConversation(conversation.id));
      return;
    }
    if (isBlinded && conversationId !== undefined) {
      if (await writeTo({ conversationId, userId: accountId })) dispatch(dialogClosed());
      return;
    }
    const code = await dispatch(startConversation(accountId));
    dispatch(code === undefined ? dialogClosed() : errorShown({ code }));
  };
  return (
    <Dialog
      modalId="userProfileModal"
      title={t('userDetails')}
      labels={labels}
      onClose={() => dispatch(dialogClosed())}
      actions={
        <>
          <Button
            variant="solid"
            isDisabled={isBlinded && isRefusing}
            onPress={() => void write()}
            testId="new-session-conversation"
          >
            {t('message')}
          </Button>
          <Button
            onPress={() => void copy(accountId, { toast: isBlinded ? 'copied' : 'accountIdCopied' })}
            testId="copy-button-account-id"
          >
            {t('copy')}
          </Button>
        </>
      }
    >
      <div className={cx(styles.profile)}>
        <div className={cx(styles.picture)}>
          {isCodeShown ? (
            <QrCode text={accountId} size={CODE} label={t('accountIDQrOf', { name })} testId="your-qr-code" />
          ) : conversation === undefined ? (
            <MemberAvatar
              of={{ name: '', ...person, accountId: person?.accountId ?? accountId }}
              size={PICTURE}
            />
          ) : (
            <PersonAvatar of={conversation} size={PICTURE} />
          )}
          {!isBlinded && (
            <span className={cx(styles.toggle)}>
              <IconButton
                variant="accent"
                label={t(isCodeShown ? 'qrHide' : 'qrView')}
                icon={isCodeShown ? <UserRound size={18} aria-hidden /> : <QrIcon size={18} aria-hidden />}
                onPress={() => setCodeShown(!isCodeShown)}
                testId="view-qr-code-button"
              />
            </span>
          )}
        </div>
        {name !== '' && (
          <h3 className={cx(styles.name)}>
            <bdi data-testid="preferred-display-name">{name}</bdi>
          </h3>
        )}
        {conversation !== undefined && conversation.nickname !== '' && conversation.name !== '' && (
          <p className={cx(styles.calls)}>
            <bdi data-testid="fallback-display-name">{conversation.name}</bdi>
          </p>
        )}
        <p className={cx(styles.label)} data-testid="account-id-pill">
          {t(isBlinded ? 'blindedIdTitle' : 'accountIDTitle')}
        </p>
        <p className={cx(styles.id)} dir="ltr" translate="no" data-testid="account-id">
          {accountId}
        </p>
        {isBlinded && (
          <p className={cx(styles.note)} data-testid="blinded-note">
            {t(isRefusing ? 'blindedRefusesNote' : 'blindedIdDescription')}
          </p>
        )}
      </div>
      {conversationId !== undefined && (
        <div className={cx(styles.actions)}>
          <MemberActions conversationId={conversationId} userId={accountId} />
        </div>
      )}
    </Dialog>
  );
}
