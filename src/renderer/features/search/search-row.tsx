import { AtSign, ChevronDown, Globe, MessageSquarePlus } from 'lucide-react';
import type { ReactNode } from 'react';

import type { ContactView, ConversationView, MessageHitView } from '../../../ipc/index.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { cx, type MenuPlace, Spinner } from '../../ui/index.ts';
import { roomFacts } from '../communities/room-words.ts';
import { shortId, useConversationName } from '../conversations/conversation-name.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { RowTime } from '../conversations/row-time.tsx';
import { menuPlaceOf } from '../conversations/menu-place.ts';
import { usePersonName } from '../conversations/use-person-name.ts';
import { MemberAvatar, PersonAvatar } from '../media/person-avatar.tsx';
import type { SearchEntry } from './search-entries.ts';
import styles from './search-row.module.css';
import { Snippet } from './snippet.tsx';

export interface SearchRowProps {
  readonly entry: SearchEntry;
  readonly isTabStop: boolean;
  readonly isBusy: boolean;
  readonly onFocus: (id: number) => void;
  readonly onOpen: () => void;
  /** Of a hit that has a conversation. */
  readonly onMenu: (menu: { readonly conversationId: number; readonly place: MenuPlace }) => void;
}

/** One line of what was found: a heading, somebody, a message, or what a typed address is good for. */
export function SearchRow(props: SearchRowProps) {
  const { entry } = props;
  const { text: t, locale } = useCatalogue();
  switch (entry.kind) {
    case 'people-heading':
      return <h2 className={cx(styles.heading)}>{t('searchPeople')}</h2>;
    case 'messages-heading':
      return (
        <h2 className={cx(styles.heading)}>
          {t('searchMessages')}
          <span className={cx(styles.total)}>
            {entry.total >= 1_000 ? `${(1_000).toLocaleString(locale)}+` : entry.total}
          </span>
        </h2>
      );
    case 'address':
      return <AddressRow {...props} address={entry.address} id={entry.id} />;
    case 'all-people':
      return (
        <RowButton {...props} id={entry.id} isSlim>
          <span className={cx(styles.icon)}>
            <ChevronDown size={18} aria-hidden />
          </span>
          <span className={cx(styles.action)}>{t('searchPeopleAll', { count: entry.count })}</span>
        </RowButton>
      );
    case 'person':
      return (
        <RowButton {...props} id={entry.id} conversationId={entry.person.conversationId}>
          <Person person={entry.person} />
        </RowButton>
      );
    case 'group':
      return (
        <RowButton {...props} id={entry.id} conversationId={entry.group.id}>
          <Group found={entry.group} />
        </RowButton>
      );
    case 'message':
      return (
        <RowButton {...props} id={entry.id} conversationId={entry.hit.conversationId}>
          <Message hit={entry.hit} />
        </RowButton>
      );
  }
}

function RowButton(
  props: SearchRowProps & {
    readonly id: number;
    readonly conversationId?: number | undefined;
    readonly isSlim?: boolean;
    readonly children: ReactNode;
  },
) {
  const { id, conversationId } = props;
  return (
    <button
      type="button"
      className={cx(styles.row, props.isSlim === true && styles.slim)}
      tabIndex={props.isTabStop ? 0 : -1}
      data-roving={id}
      onFocus={() => props.onFocus(id)}
      onClick={props.onOpen}
      onContextMenu={(event) => {
        event.preventDefault();
        if (conversationId !== undefined) props.onMenu({ conversationId, place: menuPlaceOf(event) });
      }}
    >
      {props.children}
    </button>
  );
}

function AddressRow(
  props: SearchRowProps & {
    readonly id: number;
    readonly address: Extract<SearchEntry, { kind: 'address' }>['address'];
  },
) {
  const t = useText();
  const { address } = props;
  return (
    <RowButton {...props} isSlim>
      <span className={cx(styles.icon)}>
        {props.isBusy && address.kind === 'name' ? (
          <Spinner label={t('searchNameBusy')} size={18} />
        ) : address.kind === 'account' ? (
          <MessageSquarePlus size={18} aria-hidden />
        ) : address.kind === 'community' ? (
          <Globe size={18} aria-hidden />
        ) : (
          <AtSign size={18} aria-hidden />
        )}
      </span>
      <span className={cx(styles.action)}>
        {address.kind === 'account' && t('searchWriteTo', { account_id: shortId(address.accountId) })}
        {address.kind === 'community' && t('searchJoinCommunity')}
        {address.kind === 'name' && t('searchLookUpName', { name: address.name })}
      </span>
    </RowButton>
  );
}

function Person({ person }: { readonly person: ContactView }) {
  const t = useText();
  const conversation = useAppSelector((state) => selectConversation(state, person.conversationId));
  const { accountId, name, nickname, displayName, isBlocked } = person;
  return (
    <>
      {conversation === undefined ? (
        <MemberAvatar of={person} size={40} />
      ) : (
        <PersonAvatar of={conversation} size={40} />
      )}
      <span className={cx(styles.lines)}>
        <span className={cx(styles.name)}>
          <bdi className="one-line" data-testid="module-conversation__user__profile-name">
            {displayName || shortId(accountId)}
          </bdi>
        </span>
        <span className={cx(styles.about)}>
          {isBlocked && <span>{t('searchBlocked')} </span>}
          <bdi>{nickname !== '' && name !== '' && name !== nickname ? name : shortId(accountId)}</bdi>
        </span>
      </span>
    </>
  );
}

function Group({ found }: { readonly found: ConversationView }) {
  const t = useText();
  const nameOf = useConversationName();
  // As it is now; it may have changed since it was found.
  const group = useAppSelector((state) => selectConversation(state, found.id)) ?? found;
  return (
    <>
      <PersonAvatar of={group} size={40} />
      <span className={cx(styles.lines)}>
        <span className={cx(styles.name)}>
          <bdi className="one-line" data-testid="module-conversation__user__profile-name">
            {nameOf(group)}
          </bdi>
        </span>
        <span className={cx(styles.about)}>{aboutGroup(group, t)}</span>
      </span>
    </>
  );
}

/** How many are in it, as far as that is known, or at least what it is. */
function aboutGroup(group: ConversationView, t: ReturnType<typeof useText>): string {
  if (group.kind === 'community') return roomFacts(group, t)[0] ?? t('searchCommunity');
  return group.members === undefined ? t('searchGroup') : t('members', { count: group.members.count });
}

/** A hit whose conversation has gone is not shown. */
const NOWHERE = { kind: 'contact', name: '', nickname: '', peerId: '' } as const;

function Message({ hit }: { readonly hit: MessageHitView }) {
  const t = useText();
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversation(state, hit.conversationId));
  const personName = usePersonName(conversation ?? NOWHERE);
  if (conversation === undefined) return undefined;
  const isOwn = hit.direction === 'outgoing' && conversation.kind !== 'note-to-self';
  return (
    <>
      <PersonAvatar of={conversation} size={40} />
      <span className={cx(styles.lines)}>
        <span className={cx(styles.line)}>
          <span className={cx(styles.name)}>
            <bdi data-testid="module-message-search-result__header__name__profile-name">
              {nameOf(conversation)}
            </bdi>
          </span>
          <RowTime timeMs={hit.sentAtMs} />
        </span>
        <span className={cx(styles.snippet)}>
          {isOwn && <span className={cx(styles.author)}>{t('searchAuthorYou')} </span>}
          {!isOwn && (conversation.kind === 'group' || conversation.kind === 'community') && (
            <span className={cx(styles.author)}>
              {t('searchAuthor', { name: personName(hit.authorId) })}{' '}
            </span>
          )}
          <Snippet snippet={hit.snippet} />
        </span>
      </span>
    </>
  );
}
