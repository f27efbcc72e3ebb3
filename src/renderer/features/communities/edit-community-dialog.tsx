import { X } from 'lucide-react';
import { useState } from 'react';

import type { ConversationView, RoomDefaultsView, RoomView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog, IconButton, SettingGroup, Skeleton, TextField } from '../../ui/index.ts';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed, dialogOpened } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { PersonAvatar } from '../media/person-avatar.tsx';
import { ToggleRow } from '../settings/toggle-row.tsx';
import styles from './community-dialogs.module.css';
import { useModeration } from './use-moderation.ts';
import { useRoom } from './use-room.ts';

/** Name, description, picture of a room, and what anybody may do there, for its admins to change. Spec 05 §5. */
export function EditCommunityDialog({ conversationId }: { readonly conversationId: number }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const room = useRoom(conversation);
  if (conversation === undefined) return undefined;
  // What is there is needed first: a form must not change under the hands of whoever fills it in.
  if (room !== undefined) return <EditForm conversation={conversation} room={room} />;
  return (
    <Dialog
      modalId="updateConversationDetailsModal"
      title={t('communityEdit')}
      labels={labels}
      onClose={() => dispatch(dialogClosed())}
    >
      <Skeleton shape="block" height={220} width="100%" />
    </Dialog>
  );
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
  const labels = useDialogLabels();
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
  const close = () => dispatch(dialogClosed());
  const submit = async () => {
    setEmpty(name.trim() === '');
    if (isBusy || !isChanged || name.trim() === '') return;
    if (await tell(describe({ conversationId, ...change }), 'communityChanged')) close();
  };
  return (
    <Dialog
      modalId="updateConversationDetailsModal"
      title={t('communityEdit')}
      labels={labels}
      onClose={close}
      actions={
        <>
          <Button
            variant="solid"
            isBusy={isBusy}
            isDisabled={!isChanged}
            onPress={() => void submit()}
            testId="update-group-info-confirm-button"
          >
            {t('save')}
          </Button>
          <Button variant="plain" onPress={close} testId="update-group-info-cancel-button">
            {t('cancel')}
          </Button>
        </>
      }
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
          end={<ClearButton isThere={name !== ''} onPress={() => setName('')} of="name" />}
        />
        <TextField
          label={t('communityDescriptionEnter')}
          value={description}
          onChange={setDescription}
          isMultiline
          testId="update-community-info-description-input"
          end={
            <ClearButton isThere={description !== ''} onPress={() => setDescription('')} of="description" />
          }
        />
        {defaults !== undefined && <Defaults value={defaults} onChange={setDefaults} />}
      </div>
    </Dialog>
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

function ClearButton(props: {
  readonly isThere: boolean;
  readonly onPress: () => void;
  readonly of: 'name' | 'description';
}) {
  const t = useText();
  return (
    props.isThere && (
      <IconButton
        size="small"
        label={t(props.of === 'name' ? 'groupNameClear' : 'groupDescriptionClear')}
        icon={<X size={16} aria-hidden />}
        onPress={props.onPress}
        testId={`clear-community-info-${props.of}-button`}
      />
    )
  );
}
