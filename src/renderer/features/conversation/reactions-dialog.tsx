import { useState } from 'react';

import type { MessageView } from '../../../ipc/index.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog, Tabs } from '../../ui/index.ts';
import { useReactors } from '../communities/use-reactors.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { usePersonName } from '../conversations/use-person-name.ts';
import { dialogClosed, dialogReplaced } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { selectPerson } from '../groups/people-slice.ts';
import { MemberAvatar, OwnAvatar, PersonAvatar } from '../media/person-avatar.tsx';
import { selectMessage } from './messages-slice.ts';
import { type ReactionKind, reactionKinds } from './reaction-model.ts';
import { toggleReaction } from './reaction-thunks.ts';
import styles from './reactions-dialog.module.css';

/** Everybody who reacted, by emoji. Spec 08, CNV-10. */
export function ReactionsDialog({
  messageId,
  emoji,
}: {
  readonly messageId: number;
  readonly emoji?: string | undefined;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const message = useAppSelector((state) => selectMessage(state, messageId));
  const accountId = useAppSelector((state) => selectAccount(state)?.id ?? '');
  const conversation = useAppSelector((state) => selectConversation(state, message?.conversationId));
  const ownId = conversation?.community?.ownId ?? accountId;
  const kinds = message === undefined ? [] : reactionKinds(message, ownId);
  const [wanted, setWanted] = useState(emoji);
  const selected = kinds.find((kind) => kind.emoji === wanted)?.emoji ?? kinds[0]?.emoji;
  return (
    <Dialog
      modalId="reactListModal"
      title={t('reactions')}
      labels={labels}
      onClose={() => dispatch(dialogClosed())}
      {...(selected !== undefined && message?.post?.may.moderate === true
        ? {
            actions: (
              <Button
                variant="danger"
                onPress={() =>
                  dispatch(dialogReplaced({ kind: 'clear-reactions', messageId, emoji: selected }))
                }
                testId="reactions-clear-button"
              >
                {t('reactionsClear')}
              </Button>
            ),
          }
        : {})}
    >
      {selected === undefined ? (
        <p className={cx(styles.none)}>{t('reactionsNone')}</p>
      ) : (
        <Tabs
          label={t('reactions')}
          selected={selected}
          onChange={setWanted}
          tabs={kinds.map((kind) => ({
            id: kind.emoji,
            label: `${kind.emoji} ${kind.count}`,
            content: <People key={kind.emoji} message={message} kind={kind} ownId={ownId} />,
          }))}
        />
      )}
    </Dialog>
  );
}

function People({
  message,
  kind,
  ownId,
}: {
  readonly message: MessageView | undefined;
  readonly kind: ReactionKind;
  readonly ownId: string;
}) {
  const t = useText();
  const { senderIds, error } = useReactors(message, kind);
  const others = kind.count - senderIds.length;
  if (message === undefined) return undefined;
  return (
    <>
      <ul className={cx(styles.people)}>
        {senderIds.map((senderId) => (
          <Person
            key={senderId}
            messageId={message.id}
            conversationId={message.conversationId}
            senderId={senderId}
            kind={kind}
            isOwn={senderId === ownId}
          />
        ))}
      </ul>
      {others > 0 && <p className={cx(styles.none)}>{t('reactionsOthers', { count: others })}</p>}
      {error !== undefined && (
        <p className={cx(styles.none)} role="alert">
          {t(errorKey(errorCode(error) ?? 'unexpected'))}
        </p>
      )}
    </>
  );
}

/** The conversation has gone while its message is looked at. */
const UNKNOWN = { kind: 'contact', name: '', nickname: '', peerId: '' } as const;

function Person(props: {
  readonly messageId: number;
  readonly conversationId: number | undefined;
  readonly senderId: string;
  readonly kind: ReactionKind;
  readonly isOwn: boolean;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { senderId } = props;
  const conversation = useAppSelector((state) => selectConversation(state, props.conversationId));
  const nameOf = usePersonName(conversation ?? UNKNOWN);
  const person = useAppSelector((state) => selectPerson(state, senderId));
  const isPeer = conversation?.peerId === senderId;
  return (
    <li className={cx(styles.person)}>
      {props.isOwn ? (
        <OwnAvatar size={36} />
      ) : isPeer ? (
        <PersonAvatar of={conversation} size={36} />
      ) : (
        <MemberAvatar of={{ accountId: senderId, name: '', ...person }} size={36} />
      )}
      <bdi className={cx(styles.name)}>{nameOf(senderId)}</bdi>
      {props.isOwn && (
        <Button
          variant="plain"
          onPress={() => void dispatch(toggleReaction(props.messageId, props.kind.emoji))}
        >
          {t('remove')}
        </Button>
      )}
    </li>
  );
}
