import { UserRoundCheck } from 'lucide-react';
import { useState } from 'react';

import type { ContactView } from '../../../ipc/index.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectIsIncomplete } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, Checkbox, cx, EmptyState } from '../../ui/index.ts';
import { shortId } from '../conversations/conversation-name.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { MemberAvatar } from '../media/person-avatar.tsx';
import styles from './blocked-contacts-page.module.css';
import { ToggleRow } from './toggle-row.tsx';
import { useBlockedContacts } from './use-blocked-contacts.ts';
import { usePrivacy } from './use-privacy.ts';

/** Whom we have blocked; one or several can be unblocked. Spec 08, SET-06 and flow 8. */
export function BlockedContactsPage() {
  const t = useText();
  const dispatch = useAppDispatch();
  const contacts = useBlockedContacts();
  const isIncomplete = useAppSelector(selectIsIncomplete);
  const { privacy, change } = usePrivacy();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  if (contacts === undefined) return undefined;
  if (contacts.length === 0) {
    const title = t(isIncomplete ? 'contactsAwaited' : 'blockBlockedNone');
    return <EmptyState icon={<UserRoundCheck size={34} />} title={title} />;
  }
  const chosen = contacts.filter(({ accountId }) => ticked.has(accountId));
  const tick = (accountId: string, isTicked: boolean) => {
    const next = new Set(ticked);
    if (isTicked) next.add(accountId);
    else next.delete(accountId);
    setTicked(next);
  };
  return (
    <div className={cx(styles.page)}>
      <p className={cx(styles.description)}>{t('blockBlockedListDescription')}</p>
      <ToggleRow
        id="show-blocked-in-groups"
        label={t('blockedInGroups')}
        description={t('blockedInGroupsDescription')}
        isOn={privacy?.showsBlockedInGroups === true}
        isDisabled={privacy === undefined}
        onChange={(showsBlockedInGroups) => void change({ showsBlockedInGroups })}
      />
      <div className={cx(styles.list)} role="group" aria-label={t('conversationsBlockedContacts')}>
        {contacts.map((contact) => (
          <ContactRow
            key={contact.accountId}
            contact={contact}
            isTicked={ticked.has(contact.accountId)}
            onTick={(isTicked) => tick(contact.accountId, isTicked)}
          />
        ))}
      </div>
      <Button
        isWide
        variant="solid"
        isDisabled={chosen.length === 0}
        onPress={() =>
          dispatch(dialogOpened({ kind: 'unblock-contacts', contacts: chosen.map(blockedContact) }))
        }
        testId="unblock-button-settings-screen"
      >
        {t('blockUnblock')}
      </Button>
    </div>
  );
}

function ContactRow(props: {
  readonly contact: ContactView;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
}) {
  const name = nameOf(props.contact);
  return (
    <Checkbox label={name} isChecked={props.isTicked} onChange={props.onTick} testId="select-contact">
      <span className={cx(styles.contact)}>
        <MemberAvatar of={props.contact} size={36} />
        <bdi className={cx(styles.name)} data-testid="module-contact-name__profile-name">
          {name}
        </bdi>
      </span>
    </Checkbox>
  );
}

function nameOf({ displayName, accountId }: ContactView): string {
  return displayName || shortId(accountId);
}

function blockedContact(contact: ContactView) {
  const { accountId, conversationId } = contact;
  return { accountId, name: nameOf(contact), ...(conversationId === undefined ? {} : { conversationId }) };
}
