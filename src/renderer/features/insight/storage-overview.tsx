import type { StorageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx, ErrorState, ProgressBar, SettingGroup } from '../../ui/index.ts';
import { useFileSize } from '../composer/attachments/file-size.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { useConversationName } from '../conversations/conversation-name.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import styles from './storage-overview.module.css';

/** What takes room on this disk, and in which conversations. Spec 08, SET-21. */
export function StorageOverview() {
  const { text: t } = useCatalogue();
  const { data, error, refetch } = api.useStorageQuery(undefined, { refetchOnMountOrArgChange: true });
  if (error !== undefined)
    return (
      <ErrorState
        title={t(errorKey('code' in error ? (error.code ?? '') : ''))}
        actionLabel={t('retry')}
        onAction={() => void refetch()}
      />
    );
  if (data === undefined)
    return (
      <SettingGroup label={t('storageRoom')}>
        <div className={cx(styles.room)}>
          <p className={cx(styles.counting)} role="status">
            {t('storageCounting')}
          </p>
          <ProgressBar label={t('storageCounting')} testId="storage-counting" />
        </div>
      </SettingGroup>
    );
  return (
    <>
      <Room of={data} />
      {data.largest.length > 0 && <Largest of={data.largest} />}
    </>
  );
}

function Room({ of: view }: { readonly of: StorageView }) {
  const { text: t, locale } = useCatalogue();
  const sizeOf = useFileSize();
  const { database, attachments, pictures } = view;
  const parts = [
    {
      kind: 'attachments',
      label: t('storageAttachments', { count: attachments.files }),
      bytes: attachments.bytes,
    },
    { kind: 'database', label: t('storageDatabase'), bytes: database.bytes - database.freeBytes },
    { kind: 'pictures', label: t('storagePictures', { count: pictures.files }), bytes: pictures.bytes },
    { kind: 'journal', label: t('storageJournal'), bytes: database.journalBytes },
    { kind: 'free', label: t('storageFree'), bytes: database.freeBytes },
  ] as const;
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const shown = parts.filter(({ bytes }) => bytes > 0);
  const { conversations, messages, contacts } = view;
  return (
    <SettingGroup label={t('storageRoom')}>
      <div className={cx(styles.room)} data-testid="storage-room">
        <p className={cx(styles.total)}>{sizeOf(total)}</p>
        <p className={cx(styles.counts)}>
          {t('storageCounts', {
            conversations,
            messages: messages.toLocaleString(locale),
            contacts,
            count: messages,
          })}
        </p>
        <div className={cx(styles.bar)} aria-hidden>
          {shown.map(({ kind, bytes }) => (
            <span
              key={kind}
              className={cx(styles.part, styles[kind])}
              style={{ inlineSize: `${total === 0 ? 0 : (bytes / total) * 100}%` }}
            />
          ))}
        </div>
        <dl className={cx(styles.parts)}>
          {parts.map(({ kind, label, bytes }) => (
            <div key={kind} className={cx(styles.entry)}>
              <dt className={cx(styles.label)}>
                <span className={cx(styles.key, styles[kind])} aria-hidden />
                {label}
              </dt>
              <dd className={cx(styles.size)}>{sizeOf(bytes)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </SettingGroup>
  );
}

function Largest({ of: largest }: { readonly of: StorageView['largest'] }) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const nameOf = useConversationName();
  const sizeOf = useFileSize();
  const open = (id: number) => {
    dispatch(dialogClosed());
    void dispatch(openConversation(id));
  };
  return (
    <SettingGroup label={t('storageLargest')}>
      <ul className={cx(styles.largest)}>
        {largest.map(({ conversation, messages, files, bytes }) => (
          <li key={conversation.id}>
            <button
              type="button"
              className={cx(styles.conversation)}
              onClick={() => open(conversation.id)}
              data-testid="storage-conversation"
            >
              <PersonAvatar of={conversation} size={36} />
              <span className={cx(styles.about)}>
                <bdi className={cx(styles.name, 'one-line')}>{nameOf(conversation)}</bdi>
                <span className={cx(styles.counts)}>
                  {t('storageConversation', {
                    count: messages,
                    messages: messages.toLocaleString(locale),
                    files,
                  })}
                </span>
              </span>
              {files > 0 && <span className={cx(styles.size)}>{sizeOf(bytes)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </SettingGroup>
  );
}
