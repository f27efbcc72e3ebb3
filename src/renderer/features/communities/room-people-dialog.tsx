import { useMemo, useState } from 'react';

import type { RoomPersonView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { plainText } from '../../app/text/plain-text.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, Dialog, SearchField, Skeleton } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { ModeratorList } from './admin-dialogs.tsx';
import styles from './community-dialogs.module.css';
import { RoomPersonRow, useRoomPersonName } from './room-person.tsx';
import { useRoom } from './use-room.ts';

/** So many of those who wrote are listed. */
const MOST = 200;
/** With fewer people all of them are in sight anyway. */
const WORTH_SEARCHING = 8;

/** Who keeps order in a room, and who wrote lately. Nobody knows all who read. Spec 08, COM-03. */
export function RoomPeopleDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const room = useRoom(conversation);
  const { currentData: writers, error } = api.useCommunityPeopleQuery(
    { conversationId, limit: MOST },
    { refetchOnMountOrArgChange: true },
  );
  const [typed, setTyped] = useState('');
  const nameOf = useRoomPersonName();
  const moderators = room?.moderators ?? [];
  const others = useMemo(() => {
    const known = new Set(room?.moderators.map(({ id }) => id));
    return writers?.filter(({ id, isUs }) => !isUs && !known.has(id));
  }, [room, writers]);
  const fits = (person: RoomPersonView) => {
    const wanted = plainText(typed.trim());
    return wanted === '' || plainText(nameOf(person)).includes(wanted) || person.id.startsWith(wanted);
  };
  const shownModerators = moderators.filter(fits);
  const shownOthers = (others ?? []).filter(fits);
  const isSearchable = moderators.length + (others?.length ?? 0) > WORTH_SEARCHING;
  return (
    <Dialog
      modalId="groupMembersModal"
      title={t('communityPeople')}
      labels={labels}
      size="medium"
      onClose={() => dispatch(dialogClosed())}
    >
      <div className={cx(styles.form)}>
        {isSearchable && (
          <SearchField
            label={t('communityPeopleSearch')}
            clearLabel={t('searchClear')}
            value={typed}
            onChange={setTyped}
            testId="search-members-field"
          />
        )}
        {shownModerators.length > 0 && (
          <>
            <h3 className={cx(styles.heading)}>{t('communityModerators')}</h3>
            <ModeratorList moderators={shownModerators} conversationId={conversationId} />
          </>
        )}
        <h3 className={cx(styles.heading)}>{t('communityWriters')}</h3>
        {others === undefined && error === undefined && <Skeleton shape="block" height={160} width="100%" />}
        {error !== undefined && (
          <p className={cx(styles.fault)} role="alert">
            {t(errorKey(errorCode(error) ?? 'unexpected'))}
          </p>
        )}
        {others !== undefined && shownOthers.length === 0 && (
          <p className={cx(styles.nobody)} role="status">
            {typed.trim() === ''
              ? t('communityWritersNone')
              : t('searchMatchesNoneSpecific', { query: typed.trim() })}
          </p>
        )}
        <ul className={cx(styles.list)} aria-label={t('communityWriters')}>
          {shownOthers.map((person) => (
            <RoomPersonRow key={person.id} person={person} conversationId={conversationId} />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
