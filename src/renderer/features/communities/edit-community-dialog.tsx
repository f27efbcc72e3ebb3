import { useState } from 'react';

import type { ConversationView, RoomDefaultsView, RoomView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, SettingGroup, TextField } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed, dialogOpened } from '../dialogs/dialogs-slice.ts';
import { FormDialog, LoadingDialog } from '../dialogs/form-dialog.tsx';
import { ClearFieldButton } from '../groups/clear-field-button.tsx';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { ToggleRow } from '../settings/toggle-row.tsx';
import styles from './community-dialogs.module.css';
import { useModeration } from './use-moderation.ts';
import { useRoom } from './use-room.ts';

/** Name, description, picture of a room, and what anybody may do there, for its admins to change. Spec 05 §5. */
export function EditCommunityDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const room = useRoom(conversation);
  if (conversation === undefined) return undefined;
  if (room !== undefined) return <EditForm conversation={conversation} room={room} />;
  return <LoadingDialog modalId="updateConversationDetailsModal" title={t('communityEdit')} />;
}

function EditForm({
  conversation,
  room,
}: {
  readonly conversation: ConversationView;
  readonly room: RoomView;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const [describe] = api.useDescribeCommunityMutation();
  const { isBusy, tell } = useModeration();
  const { conversationId } = room;
  const [name, setName] = useState(room.name);
  const [description, setDescription] = useState(room.description);
  const [defaults, setDefaults] = useState(room.defaults);
  const [isEmpty, setEmpty] = useState(false);
  const change = {
    ...(name.trim() === room.name ? {} : { name: name.trim() }),
    ...(description.trim() === room.description ? {} : { description: description.trim() }),
    ...changedDefaults(room.defaults, defaults),
  };
  const isChanged = Object.keys(change).length > 0;
  const submit = async () => {
    setEmpty(name.trim() === '');
    if (isBusy || !isChanged || name.trim() === '') return;
    if (await tell(describe({ conversationId, ...change }), 'communityChanged')) dispatch(dialogClosed());
  };
  return (
    <FormDialog
      modalId="updateConversationDetailsModal"
      title={t('communityEdit')}
      submit={{
        label: t('save'),
        isBusy,
        isDisabled: !isChanged,
        onPress: () => void submit(),
        testId: 'update-group-info-confirm-button',
      }}
      cancelTestId="update-group-info-cancel-button"
    >
      <div className={cx(styles.form)}>
        <div className={cx(styles.picture)}>
          <PersonAvatar of={conversation} size={88} />
          <Button
            onPress={() => dispatch(dialogOpened({ kind: 'community-picture', conversationId }))}
            testId="image-upload-section"
          >
            {t('communitySetPicture')}
          </Button>
        </div>
        <TextField
          label={t('communityNameEnter')}
          value={name}
          onChange={(value) => {
            setName(value);
            setEmpty(false);
          }}
          onEnter={() => void submit()}
          error={isEmpty ? t(errorKey('community-name-empty')) : undefined}
          testId="update-community-info-name-input"
          autoFocus
          end={
            <ClearFieldButton
              isThere={name !== ''}
              onPress={() => setName('')}
              of="name"
              testId="clear-community-info-name-button"
            />
          }
        />
        <TextField
          label={t('communityDescriptionEnter')}
          value={description}
          onChange={setDescription}
          isMultiline
          testId="update-community-info-description-input"
          end={
            <ClearFieldButton
              isThere={description !== ''}
              onPress={() => setDescription('')}
              of="description"
              testId="clear-community-info-description-button"
            />
          }
        />
        {defaults !== undefined && <Defaults value={defaults} onChange={setDefaults} />}
      </div>
    </FormDialog>
  );
}

const RIGHTS = [
  ['read', 'communityDefaultRead'],
  ['write', 'communityDefaultWrite'],
  ['upload', 'communityDefaultUpload'],
] as const;

/** What anybody may do to whom nothing else was said. */
function Defaults({
  value,
  onChange,
}: {
  readonly value: RoomDefaultsView;
  readonly onChange: (value: RoomDefaultsView) => void;
}) {
  const t = useText();
  return (
    <SettingGroup label={t('communityDefaults')}>
      {RIGHTS.map(([right, key]) => (
        <ToggleRow
          key={right}
          id={`community-default-${right}`}
          label={t(key)}
          isOn={value[right] !== false}
          onChange={(isOn) => onChange({ ...value, [right]: isOn })}
        />
      ))}
    </SettingGroup>
  );
}

function changedDefaults(
  before: RoomDefaultsView | undefined,
  after: RoomDefaultsView | undefined,
): { readonly defaults?: Partial<Record<(typeof RIGHTS)[number][0], boolean>> } {
  const changed = RIGHTS.flatMap(([right]) => {
    const wanted = after?.[right];
    return wanted === undefined || wanted === before?.[right] ? [] : [[right, wanted] as const];
  });
  return changed.length === 0 ? {} : { defaults: Object.fromEntries(changed) };
}
