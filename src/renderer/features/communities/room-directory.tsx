import { Check } from 'lucide-react';

import type { RoomDirectoryView, RoomPreviewView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Spinner } from '../../ui/index.ts';
import { serverName } from './community-url.ts';
import { RoomDisc } from './room-disc.tsx';
import styles from './room-directory.module.css';

/** The rooms of a server: of any by the address of one of its rooms, of the official one without. Spec 08, NEW-05 and COM-08. */
export function RoomDirectory({
  url,
  onChoose,
  onOfficial,
}: {
  readonly url?: string | undefined;
  readonly onChoose: (room: RoomPreviewView) => void;
  /** Back to the official server; given where another one is shown. */
  readonly onOfficial?: () => void;
}) {
  const t = useText();
  const { currentData, error, isFetching, refetch } = api.useCommunityRoomsQuery(
    url === undefined ? {} : { url },
    { refetchOnMountOrArgChange: true },
  );
  return (
    <section className={cx(styles.directory)} aria-label={t('communityRooms')} aria-busy={isFetching}>
      <header className={cx(styles.header)}>
        <h2 className={cx(styles.title)}>{titleOf(currentData, url, t)}</h2>
        {onOfficial !== undefined && (
          <Button size="small" variant="plain" onPress={onOfficial}>
            {t('communityRoomsOfficialShow')}
          </Button>
        )}
      </header>
      {isFetching ? (
        <div className={cx(styles.waiting)}>
          <Spinner size={26} label={t('communityRoomsLoading')} testId="loading-spinner" />
        </div>
      ) : error !== undefined ? (
        <div className={cx(styles.fault)} role="alert">
          <p>{t(errorKey(errorCode(error) ?? 'unexpected'))}</p>
          <Button size="small" onPress={() => void refetch()}>
            {t('retry')}
          </Button>
        </div>
      ) : (
        <Rooms rooms={currentData?.rooms ?? []} onChoose={onChoose} />
      )}
    </section>
  );
}

function titleOf(
  directory: RoomDirectoryView | undefined,
  url: string | undefined,
  t: ReturnType<typeof useText>,
): string {
  if (directory?.isOfficial === true || url === undefined) return t('communityRoomsOfficial');
  return directory === undefined
    ? t('communityRooms')
    : t('communityRoomsOf', { server: serverName(directory.serverUrl) });
}

function Rooms({
  rooms,
  onChoose,
}: {
  readonly rooms: readonly RoomPreviewView[];
  readonly onChoose: (room: RoomPreviewView) => void;
}) {
  const t = useText();
  if (rooms.length === 0) return <p className={cx(styles.nothing)}>{t('communityRoomsNone')}</p>;
  return (
    <ul className={cx(styles.grid)}>
      {rooms.map((room) => (
        <li key={room.url}>
          <button
            type="button"
            className={cx(styles.room)}
            {...(room.conversationId === undefined
              ? {}
              : { 'aria-label': t('communityRoomJoined', { community_name: room.name }) })}
            onClick={() => onChoose(room)}
            data-testid="community-room"
          >
            <RoomDisc room={room} size={32} />
            <bdi className={cx(styles.name)}>{room.name}</bdi>
            {room.conversationId !== undefined && (
              <Check className={cx(styles.joined)} size={16} aria-hidden />
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
