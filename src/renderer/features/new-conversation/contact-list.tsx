import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';

import type { ContactView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Avatar, cx, SearchField, useRovingFocus } from '../../ui/index.ts';
import { startConversation } from '../conversation/conversation-thunks.ts';
import { shortId } from '../conversations/conversation-name.ts';
import { MemberAvatar } from '../media/person-avatar.tsx';
import { errorShown } from '../toasts/toasts-slice.ts';
import { type ContactEntry, contactEntries } from './contact-entries.ts';
import styles from './contact-list.module.css';
import { useContacts } from './use-contacts.ts';

const NOBODY: readonly ContactView[] = [];

/** Everybody we know, A–Z, behind a field that narrows it down. Spec 08, NEW-01. */
export function ContactList() {
  const t = useText();
  const dispatch = useAppDispatch();
  const ownId = useAppSelector((state) => selectAccount(state)?.id);
  const contacts = useContacts() ?? NOBODY;
  const [typed, setTyped] = useState('');
  const noteToSelf = t('noteToSelf');
  const entries = useMemo(
    () => contactEntries(contacts, { typed, noteToSelf }),
    [contacts, noteToSelf, typed],
  );
  const ids = useMemo(() => entries.flatMap((entry) => ('id' in entry ? [entry.id] : [])), [entries]);
  const container = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const scrollTo = useCallback(
    (index: number) => {
      const place = (ids[index] ?? 1) - 1;
      virtualizer.current?.scrollToIndex(index === 0 ? 0 : place, { align: 'nearest' });
    },
    [ids],
  );
  const roving = useRovingFocus({ container, ids, initialId: ids[0], scrollTo });

  const open = async (entry: ContactEntry | undefined) => {
    const accountId = entry?.kind === 'contact' ? entry.contact.accountId : ownId;
    if (entry === undefined || accountId === undefined) return;
    const code = await dispatch(startConversation(accountId));
    if (code !== undefined) dispatch(errorShown({ code }));
  };
  const onFieldKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    roving.focusIndex(0);
  };
  const onListKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' && roving.currentId === ids[0]) input.current?.focus();
    else roving.onKeyDown(event);
  };
  return (
    <section className={cx(styles.contacts)} aria-label={t('contactContacts')}>
      <div className={cx(styles.field)}>
        <SearchField
          label={t('searchContacts')}
          clearLabel={t('searchClear')}
          value={typed}
          onChange={setTyped}
          onSubmit={() => void open(entries.find((entry) => 'id' in entry))}
          onKeyDown={onFieldKeyDown}
          inputRef={input}
          testId="search-contacts-field"
        />
      </div>
      {ids.length === 0 && (
        <p className={cx(styles.nobody)} role="status">
          {t('searchMatchesNoneSpecific', { query: typed.trim() })}
        </p>
      )}
      <div
        ref={container}
        className={cx(styles.list)}
        role="list"
        aria-label={t('contactContacts')}
        onKeyDown={onListKeyDown}
      >
        <Virtualizer ref={virtualizer} data={entries}>
          {(entry, index) => (
            <div key={index} role="listitem">
              {entry.kind === 'letter' ? (
                <h2 className={cx(styles.letter)}>{entry.letter}</h2>
              ) : (
                <ContactRow
                  entry={entry}
                  isTabStop={entry.id === roving.currentId}
                  onFocus={roving.onItemFocus}
                  onOpen={() => void open(entry)}
                />
              )}
            </div>
          )}
        </Virtualizer>
      </div>
    </section>
  );
}

function ContactRow(props: {
  readonly entry: Exclude<ContactEntry, { kind: 'letter' }>;
  readonly isTabStop: boolean;
  readonly onFocus: (id: number) => void;
  readonly onOpen: () => void;
}) {
  const t = useText();
  const { entry } = props;
  const isNote = entry.kind === 'note-to-self';
  return (
    <button
      type="button"
      className={cx(styles.row)}
      tabIndex={props.isTabStop ? 0 : -1}
      data-roving={entry.id}
      data-testid={isNote ? 'chooser-note-to-self' : 'chooser-contact'}
      onFocus={() => props.onFocus(entry.id)}
      onClick={props.onOpen}
    >
      {isNote ? (
        <Avatar id="" name="" kind="note-to-self" size={36} />
      ) : (
        <MemberAvatar of={entry.contact} size={36} />
      )}
      <span className={cx(styles.name)}>
        <bdi className="one-line" data-testid="module-contact-name__profile-name">
          {isNote ? t('noteToSelf') : entry.contact.displayName || shortId(entry.contact.accountId)}
        </bdi>
      </span>
    </button>
  );
}
