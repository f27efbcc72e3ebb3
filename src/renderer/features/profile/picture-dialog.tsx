import { type ReactNode, useRef, useState } from 'react';

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

export interface PictureFormProps {
  readonly title: string;
  /** Who sees it. */
  readonly hint: string;
  /** The picture as it is now, 160 px wide. */
  readonly current: ReactNode;
  readonly hasPicture: boolean;
  /** Give back what went wrong. */
  readonly onSave: (bytes: Uint8Array<ArrayBuffer>) => Promise<unknown>;
  /** Absent where a picture cannot go again. */
  readonly onRemove?: () => Promise<unknown>;
}

/** Chooses our picture, cuts a square from it, and takes it away. Spec 08, SET-03. */
export function PictureDialog() {
  const t = useText();
  const account = useAppSelector(selectAccount);
  const [set] = api.useSetPictureMutation();
  const [remove] = api.useRemovePictureMutation();
  if (account === undefined) return undefined;
  return (
    <PictureForm
      title={t('profileDisplayPictureSet')}
      hint={t('profileDisplayPictureHint')}
      current={<OwnAvatar size={160} />}
      hasPicture={account.picture !== undefined}
      onSave={async (bytes) => (await set({ bytes })).error}
      onRemove={async () => (await remove(undefined)).error}
    />
  );
}

/** Chooses a picture of somebody or something, cuts a square from it, and takes it away. */
export function PictureForm(props: PictureFormProps) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const [picture, setPicture] = useState<ImageBitmap>();
  const [crop, setCrop] = useState<Crop>(WHOLE);
  const { isBusy, save, remove } = usePictureCommands(props);
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
  return (
    <Dialog
      modalId="editProfilePictureModal"
      title={props.title}
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
          {props.hasPicture && props.onRemove !== undefined && (
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
          props.current
        ) : (
          <CropView picture={picture} crop={crop} onChange={setCrop} />
        )}
        <ChooseButton onFile={(file) => void take(file)} isAgain={picture !== undefined} />
        {isBusy && <Spinner size={26} label={t('profileDisplayPictureSaving')} testId="loading-spinner" />}
        <p className={cx(styles.hint)}>{props.hint}</p>
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

function usePictureCommands({ onSave, onRemove }: Pick<PictureFormProps, 'onSave' | 'onRemove'>) {
  const dispatch = useAppDispatch();
  const [isBusy, setBusy] = useState(false);
  const finish = (error: unknown, textKey: 'profileDisplayPictureSaved' | 'profileDisplayPictureRemoved') => {
    setBusy(false);
    if (error !== undefined) {
      dispatch(errorShown(error));
      return;
    }
    dispatch(dialogClosed());
    dispatch(toastShown({ textKey }));
  };
  const save = async (picture: ImageBitmap, crop: Crop) => {
    setBusy(true);
    const shownLongEnough = new Promise((done) => setTimeout(done, SHOWN_MS));
    const error = await onSave(await encodeCrop(picture, crop));
    await shownLongEnough;
    finish(error, 'profileDisplayPictureSaved');
  };
  const remove = async () => {
    setBusy(true);
    finish(await onRemove?.(), 'profileDisplayPictureRemoved');
  };
  return { isBusy, save, remove };
}
