import { useEffect, useMemo, useRef, useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { plainText } from '../../app/text/plain-text.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, Checkbox, cx, Dialog, SearchField } from '../../ui/index.ts';
import { selectionEnded } from '../conversation/view-slice.ts';
import { useConversationName } from '../conversations/conversation-name.ts';
import { selectKnownConversations } from '../conversations/conversations-slice.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { isWritable } from '../groups/use-group.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import styles from './forward-dialog.module.css';
import { forwardMessages, MOST_CONVERSATIONS } from './forward-thunks.ts';

/** To whom messages are sent on. Spec 08, CNV-22. */
export function ForwardDialog({ messageIds }: { readonly messageIds: readonly number[] }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const nameOf = useConversationName();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const found = useWritable(typed);
  useEffect(() => input.current?.focus(), []);
  const isFull = ticked.size >= MOST_CONVERSATIONS;
  const tick = (id: number, isTicked: boolean) => {
    const next = new Set(ticked);
    if (isTicked) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const close = () => dispatch(dialogClosed());
  const send = () => {
    close();
    dispatch(selectionEnded());
    void dispatch(forwardMessages({ messageIds, conversationIds: [...ticked] }));
  };
  return (
    <Dialog
      modalId="forwardModal"
      title={t('messageForwardTo')}
      labels={labels}
      onClose={close}
      actions={
        <Button variant="solid" isDisabled={ticked.size === 0} onPress={send} testId="forward-button">
          {t('messageForward')}
        </Button>
      }
    >
      <SearchField
        label={t('searchConversations')}
        clearLabel={t('searchClear')}
        value={typed}
        onChange={setTyped}
        inputRef={input}
        testId="forward-search-input"
      />
      {found.length === 0 ? (
        <p className={cx(styles.nothing)} role="status">
          {t('conversationsFilterNone')}
        </p>
      ) : (
        <div className={cx(styles.list)} role="group" aria-label={t('conversationsList')}>
          {found.map((conversation) => (
            <Checkbox
              key={conversation.id}
              label={nameOf(conversation)}
              isChecked={ticked.has(conversation.id)}
              isDisabled={isFull && !ticked.has(conversation.id)}
              onChange={(isTicked) => tick(conversation.id, isTicked)}
              testId="forward-conversation"
            >
              <span className={cx(styles.person)}>
                <PersonAvatar of={conversation} size={36} />
                <bdi className={cx('one-line', styles.name)}>{nameOf(conversation)}</bdi>
              </span>
            </Checkbox>
          ))}
        </div>
      )}
      {isFull && (
        <p className={cx(styles.nothing)} role="status">
          {t('messageForwardMost', { limit: MOST_CONVERSATIONS })}
        </p>
      )}
    </Dialog>
  );
}

/** Those in which one can write, and whose name has the letters. */
function useWritable(typed: string): readonly ConversationView[] {
  const nameOf = useConversationName();
  const known = useAppSelector(selectKnownConversations);
  const wanted = plainText(typed.trim());
  return useMemo(
    () =>
      known
        .filter(isWritable)
        .filter((conversation) =>
          [nameOf(conversation), conversation.name].some((name) => plainText(name).includes(wanted)),
        ),
    [known, nameOf, wanted],
  );
}
