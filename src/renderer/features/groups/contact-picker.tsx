import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';

import type { ContactView } from '../../../ipc/index.ts';
import { plainText } from '../../app/text/plain-text.ts';
import { useText } from '../../app/text/text-context.ts';
import { Checkbox, ChosenStrip, cx, SearchField, useRovingFocus } from '../../ui/index.ts';
import { shortId } from '../conversations/conversation-name.ts';
import { MemberAvatar } from '../media/person-avatar.tsx';
import styles from './contact-picker.module.css';

/** px of a row. */
const ROW_HEIGHT = 52;

const NOBODY: readonly ContactView[] = [];

/** Chooses several contacts: who is chosen stays in sight above a list that can be narrowed down. Spec 08, NEW-04 and GRP-02. */
export function ContactPicker(props: {
  /** `undefined` while they are loaded. */
  readonly contacts: readonly ContactView[] | undefined;
  /** Account IDs, in the order in which they were chosen. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  /** Says what is wrong with the choice. */
  readonly error?: string | undefined;
  /** Where there is nobody to be chosen. */
  readonly nobody: ReactNode;
}) {
  const t = useText();
  const errorId = useId();
  const { chosen, contacts = NOBODY } = props;
  const [typed, setTyped] = useState('');
  const fitting = useMemo(() => fittingContacts(contacts, typed), [contacts, typed]);
  const toggle = (id: string) =>
    props.onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<{ readonly focusFirst: () => void }>(null);
  if (props.contacts?.length === 0) return <p className={cx(styles.nobody)}>{props.nobody}</p>;
  return (
    <div
      className={cx(styles.picker)}
      role="group"
      aria-label={t('groupChooseMembers')}
      aria-describedby={errorId}
    >
      <Chosen contacts={contacts} chosen={chosen} onRemove={toggle} />
      <p className={cx(styles.error)} id={errorId}>
        {props.error !== undefined && (
          <span role="alert" data-testid="error-message">
            {props.error}
          </span>
        )}
      </p>
      <SearchField
        label={t('searchContacts')}
        clearLabel={t('searchClear')}
        value={typed}
        onChange={setTyped}
        onSubmit={() => {
          const [first] = fitting;
          if (first !== undefined && typed.trim() !== '') toggle(first.accountId);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          list.current?.focusFirst();
        }}
        inputRef={input}
        testId="search-contacts-field"
      />
      {fitting.length === 0 && contacts.length > 0 && (
        <p className={cx(styles.nobody)} role="status">
          {t('searchMatchesNoneSpecific', { query: typed.trim() })}
        </p>
      )}
      <Choices
        ref={list}
        contacts={fitting}
        chosen={chosen}
        onToggle={toggle}
        onLeave={() => input.current?.focus()}
      />
    </div>
  );
}

function Chosen({
  contacts,
  chosen,
  onRemove,
}: {
  readonly contacts: readonly ContactView[];
  readonly chosen: readonly string[];
  readonly onRemove: (id: string) => void;
}) {
  const t = useText();
  const items = chosen.flatMap((id) => contacts.find(({ accountId }) => accountId === id) ?? []);
  return (
    <>
      <p className={cx(styles.count)} role="status">
        {t('groupMembersChosen', { count: items.length })}
      </p>
      {items.length > 0 && (
        <ChosenStrip
          label={t('groupMembersChosen', { count: items.length })}
          items={items.map((contact) => ({
            id: contact.accountId,
            name: nameOf(contact),
            picture: <MemberAvatar of={contact} size={24} />,
          }))}
          removeLabel={(name) => t('groupMemberNotChosen', { name })}
          onRemove={onRemove}
        />
      )}
    </>
  );
}

function Choices({
  ref,
  contacts,
  chosen,
  onToggle,
  onLeave,
}: {
  readonly ref: Ref<{ readonly focusFirst: () => void }>;
  readonly contacts: readonly ContactView[];
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
  /** Up, from the first one. */
  readonly onLeave: () => void;
}) {
  const t = useText();
  const container = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const ids = useMemo(() => contacts.map((_, index) => index + 1), [contacts]);
  const scrollTo = useCallback(
    (index: number) => virtualizer.current?.scrollToIndex(index, { align: 'nearest' }),
    [],
  );
  const roving = useRovingFocus({ container, ids, initialId: ids[0], scrollTo });
  useImperativeHandle(ref, () => ({ focusFirst: () => roving.focusIndex(0) }), [roving]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' && roving.currentId === ids[0]) {
      event.preventDefault();
      onLeave();
    } else roving.onKeyDown(event);
  };
  return (
    <div
      ref={container}
      className={cx(styles.list)}
      role="list"
      aria-label={t('contactContacts')}
      onKeyDown={onKeyDown}
    >
      <Virtualizer ref={virtualizer} itemSize={ROW_HEIGHT} data={contacts}>
        {(contact, index) => (
          <div key={contact.accountId} className={cx(styles.row)} role="listitem">
            <Checkbox
              label={nameOf(contact)}
              isChecked={chosen.includes(contact.accountId)}
              onChange={() => onToggle(contact.accountId)}
              roving={{
                id: index + 1,
                isTabStop: index + 1 === roving.currentId,
                onFocus: roving.onItemFocus,
              }}
              testId="select-contact"
            >
              <span className={cx(styles.person)}>
                <MemberAvatar of={contact} size={36} />
                <bdi className={cx('one-line', styles.name)} data-testid="module-contact-name__profile-name">
                  {nameOf(contact)}
                </bdi>
              </span>
            </Checkbox>
          </div>
        )}
      </Virtualizer>
    </div>
  );
}

function nameOf({ displayName, accountId }: ContactView): string {
  return displayName || shortId(accountId);
}

function fittingContacts(contacts: readonly ContactView[], typed: string): readonly ContactView[] {
  const wanted = plainText(typed.trim());
  if (wanted === '') return contacts;
  return contacts.filter(
    ({ name, nickname, accountId }) =>
      plainText(nickname).includes(wanted) ||
      plainText(name).includes(wanted) ||
      accountId.startsWith(wanted),
  );
}
