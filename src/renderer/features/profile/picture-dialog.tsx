import { useRef, useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectAccount, selectInfo } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, Dialog, Spinner } from '../../ui/index.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { OwnAvatar } from '../media/person-avatar.tsx';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import { type Crop, WHOLE } from './crop-model.ts';
import { CropView } from './crop-view.tsx';
import styles from './picture-dialog.module.css';
import { decodePicture, encodeCrop, PICTURE_TYPES, testPicture } from './picture-tools.ts';

/** A spinner that was shown stays so long, so that it can be seen. Spec 08 §1. */
const SHOWN_MS = 500;

/** Chooses our picture, cuts a square from it, and takes it away. Spec 08, SET-03. */
export function PictureDialog() {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const account = useAppSelector(selectAccount);
  const [picture, setPicture] = useState<ImageBitmap>();
  const [crop, setCrop] = useState<Crop>(WHOLE);
  const { isBusy, save, remove } = usePictureCommands();
  const close = () => {
    if (!isBusy) dispatch(dialogClosed());
  };
  const take = async (file: Blob) => {
    const decoded = await decodePicture(file);
    if (decoded === undefined) {
      dispatch(errorShown({ code: 'picture-unreadable' }));
      return;
    }
    setPicture(decoded);
    setCrop(WHOLE);
  };
  if (account === undefined) return undefined;
  return (
    <Dialog
      modalId="editProfilePictureModal"
      title={t('profileDisplayPictureSet')}
      labels={labels}
      onClose={close}
      actions={
        <>
          <Button
            variant="solid"
            isBusy={isBusy}
            isDisabled={picture === undefined}
            onPress={() => {
              if (picture !== undefined) void save(picture, crop);
            }}
            testId="save-button-profile-update"
          >
            {t('save')}
          </Button>
          {account.picture !== undefined && (
            <Button
              variant="danger"
              isDisabled={isBusy}
              onPress={() => void remove()}
              testId="remove-picture-button"
            >
              {t('remove')}
            </Button>
          )}
        </>
      }
    >
      <div className={cx(styles.page)}>
        {picture === undefined ? (
          <OwnAvatar size={160} />
        ) : (
          <CropView picture={picture} crop={crop} onChange={setCrop} />
        )}
        <ChooseButton onFile={(file) => void take(file)} isAgain={picture !== undefined} />
        {isBusy && <Spinner size={26} label={t('profileDisplayPictureSaving')} testId="loading-spinner" />}
        <p className={cx(styles.hint)}>{t('profileDisplayPictureHint')}</p>
      </div>
    </Dialog>
  );
}

/** Opens the dialog of files; in test mode it makes a picture instead. */
function ChooseButton(props: { readonly onFile: (file: Blob) => void; readonly isAgain: boolean }) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const isTestMode = useAppSelector((state) => selectInfo(state)?.testMode === true);
  const choose = async () => {
    if (isTestMode) props.onFile(await testPicture());
    else input.current?.click();
  };
  return (
    <>
      <Button onPress={() => void choose()} testId="image-upload-click">
        {t(props.isAgain ? 'profileDisplayPictureChooseOther' : 'profileDisplayPictureChoose')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={PICTURE_TYPES}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen again.
          event.target.value = '';
          if (file !== undefined) props.onFile(file);
        }}
      />
    </>
  );
}

function usePictureCommands() {
  const dispatch = useAppDispatch();
  const [isSaving, setSaving] = useState(false);
  const [set] = api.useSetPictureMutation();
  const [removePicture, { isLoading: isRemoving }] = api.useRemovePictureMutation();
  const finish = (error: unknown, textKey: 'profileDisplayPictureSaved' | 'profileDisplayPictureRemoved') => {
    if (error !== undefined) {
      dispatch(errorShown(error));
      return;
    }
    dispatch(dialogClosed());
    dispatch(toastShown({ textKey }));
  };
  const save = async (picture: ImageBitmap, crop: Crop) => {
    setSaving(true);
    const shownLongEnough = new Promise((done) => setTimeout(done, SHOWN_MS));
    const bytes = await encodeCrop(picture, crop);
    const { error } = await set({ bytes });
    await shownLongEnough;
    setSaving(false);
    finish(error, 'profileDisplayPictureSaved');
  };
  const remove = async () => {
    const { error } = await removePicture(undefined);
    finish(error, 'profileDisplayPictureRemoved');
  };
  return { isBusy: isSaving || isRemoving, save, remove };
}
