import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { plainText } from '../../app/text/plain-text.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, Dialog, SearchField } from '../../ui/index.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { useConversationName } from '../conversations/conversation-name.ts';
import { isUnread } from '../conversations/conversation-order.ts';
import { selectKnownConversations } from '../conversations/conversations-slice.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { selectOpenConversationId } from '../shell/navigation-slice.ts';
import styles from './quick-switcher.module.css';

/** Rows at once: what is further down is found with one more letter. */
const MOST = 8;

/** A few letters and Enter, and one is in another conversation. Spec 08 §2.16, Ctrl+K. */
export function QuickSwitcher() {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const found = useFound(typed);
  const current = Math.min(place, found.length - 1);
  const optionId = (index: number) => `${listId}-${index}`;

  const open = (conversation: ConversationView | undefined) => {
    if (conversation === undefined) return;
    dispatch(dialogClosed());
    void dispatch(openConversation(conversation.id));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || found.length === 0) return;
    event.preventDefault();
    setPlace((current + step + found.length) % found.length);
  };
  return (
    <Dialog
      modalId="quickSwitcherModal"
      title={t('shortcutSwitch')}
      labels={labels}
      onClose={() => dispatch(dialogClosed())}
    >
      <SearchField
        label={t('searchConversations')}
        clearLabel={t('searchClear')}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setPlace(0);
        }}
        onSubmit={() => open(found[current])}
        onKeyDown={onKeyDown}
        popup={{
          listId,
          isOpen: found.length > 0,
          ...(current >= 0 ? { activeId: optionId(current) } : {}),
        }}
        inputRef={input}
        testId="quick-switcher-input"
      />
      {found.length === 0 ? (
        <p className={cx(styles.nothing)} role="status">
          {t('conversationsFilterNone')}
        </p>
      ) : (
        <ul id={listId} className={cx(styles.list)} role="listbox" aria-label={t('conversationsList')}>
          {found.map((conversation, index) => (
            <Option
              key={conversation.id}
              id={optionId(index)}
              conversation={conversation}
              isCurrent={index === current}
              onPoint={() => setPlace(index)}
              onOpen={() => open(conversation)}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

/** Those whose name has the letters, at the beginning of a word first; without letters the latest. The open one needs no way to it. */
function useFound(typed: string): readonly ConversationView[] {
  const nameOf = useConversationName();
  const known = useAppSelector(selectKnownConversations);
  const openId = useAppSelector(selectOpenConversationId);
  const wanted = plainText(typed.trim());
  return useMemo(() => {
    const rank = (conversation: ConversationView): number => {
      const names = [nameOf(conversation), conversation.name].map(plainText);
      if (names.some((name) => name.startsWith(wanted))) return 0;
      if (names.some((name) => name.includes(` ${wanted}`))) return 1;
      return names.some((name) => name.includes(wanted)) ? 2 : 3;
    };
    return known
      .filter(({ id }) => id !== openId)
      .map((conversation) => ({ conversation, rank: rank(conversation) }))
      .filter(({ rank: own }) => own < 3)
      .sort((a, b) => a.rank - b.rank)
      .slice(0, MOST)
      .map(({ conversation }) => conversation);
  }, [known, nameOf, openId, wanted]);
}

function Option(props: {
  readonly id: string;
  readonly conversation: ConversationView;
  readonly isCurrent: boolean;
  readonly onPoint: () => void;
  readonly onOpen: () => void;
}) {
  const t = useText();
  const nameOf = useConversationName();
  const { conversation } = props;
  return (
    // The field keeps the focus and says which one is meant (aria-activedescendant).
    <li
      id={props.id}
      className={cx(styles.option, props.isCurrent && styles.current)}
      role="option"
      aria-selected={props.isCurrent}
      onPointerMove={props.onPoint}
      onClick={props.onOpen}
      data-testid="quick-switcher-option"
    >
      <PersonAvatar of={conversation} size={32} />
      <span className={cx(styles.name)}>
        <bdi>{nameOf(conversation)}</bdi>
      </span>
      {isUnread(conversation) && (
        <span className={cx(styles.dot)} role="img" aria-label={t('conversationMarkedUnread')} />
      )}
    </li>
  );
}
