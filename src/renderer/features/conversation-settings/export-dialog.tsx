import { useState } from 'react';

import type { Input } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { Button, Checkbox, cx, Dialog, RadioGroup, type RadioOption } from '../../ui/index.ts';
import { useConversationName } from '../conversations/conversation-name.ts';
import { exportEnded, selectExported } from '../backup/backup-slice.ts';
import { Working } from '../dialogs/working.tsx';
import { selectConversation } from '../conversations/conversations-slice.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { errorShown, toastShown } from '../toasts/toasts-slice.ts';
import styles from './choice-page.module.css';
import { exportFileName } from './export-file-name.ts';

type Format = 'html' | 'json';

/** Writes a conversation into a file, where the person says. Spec 08, CST-11. */
export function ExportDialog({ conversationId }: { readonly conversationId: number }) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  const nameOf = useConversationName();
  const conversation = useAppSelector((state) => selectConversation(state, conversationId));
  const [format, setFormat] = useState<Format>('html');
  const [withDisappearing, setWithDisappearing] = useState(false);
  const [run, { isLoading }] = api.useExportConversationMutation();
  if (conversation === undefined) return undefined;
  const name = nameOf(conversation);
  const write = async () => {
    const { error } = await run({
      conversationId,
      path: exportFileName({ name, format, nowMs: Date.now() }),
      withDisappearing,
      ...(format === 'html' ? { words: exportWords(name, { text: t, locale }) } : {}),
    });
    dispatch(exportEnded());
    // Whoever closes the dialog of files, or cancels, knows that.
    if (['file-not-chosen', 'export-cancelled'].includes(errorCode(error) ?? '')) return;
    dispatch(error === undefined ? toastShown({ textKey: 'exportFinished' }) : errorShown(error));
    if (error === undefined) dispatch(dialogClosed());
  };
  const formats: readonly RadioOption<Format>[] = [
    {
      value: 'html',
      label: t('exportAsPage'),
      description: t('exportAsPageDescription'),
      testId: 'export-html-option',
    },
    {
      value: 'json',
      label: t('exportAsData'),
      description: t('exportAsDataDescription'),
      testId: 'export-json-option',
    },
  ];
  return (
    <Dialog
      modalId="exportConversationModal"
      title={t('exportConversation')}
      labels={labels}
      onClose={() => dispatch(dialogClosed())}
      actions={
        <Button
          variant="solid"
          isBusy={isLoading}
          onPress={() => void write()}
          testId="export-conversation-button"
        >
          {t('exportChoosePlace')}
        </Button>
      }
    >
      <div className={cx(styles.page)}>
        <p className={cx(styles.description)} data-testid="modal-description">
          {t('exportConversationDescription', { name })}
        </p>
        <RadioGroup
          label={t('exportFormat')}
          isLabelHidden
          value={format}
          options={formats}
          onChange={setFormat}
        />
        <Checkbox
          label={t('exportWithDisappearing')}
          isChecked={withDisappearing}
          onChange={setWithDisappearing}
          testId="export-disappearing-checkbox"
        />
        {isLoading && <ExportProgress />}
      </div>
    </Dialog>
  );
}

/** How many there are nobody has counted. */
function ExportProgress() {
  const { text: t } = useCatalogue();
  const messages = useAppSelector(selectExported);
  const [cancel, { isLoading }] = api.useCancelWritingMutation();
  return (
    <>
      <Working label={t('exportProgress', { count: messages ?? 0 })} testId="export-progress" />
      <Button
        variant="plain"
        isBusy={isLoading}
        onPress={() => void cancel(undefined)}
        testId="cancel-export-button"
      >
        {t('cancel')}
      </Button>
    </>
  );
}

/** What the page says besides what people wrote; whoever writes it puts names into the braces. */
function exportWords(
  title: string,
  { text: t, locale }: Pick<Catalogue, 'text' | 'locale'>,
): NonNullable<Input<'conversations:export'>['words']> {
  const [name, names] = ['{author}', '{names}'];
  return {
    language: locale,
    direction: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
    title,
    you: t('you'),
    deleted: t('deleteMessageDeletedGlobally'),
    file: t('exportFile'),
    answerTo: t('exportAnswerTo', { author: '{author}', time: '{time}' }),
    lines: {
      'timer-update': t('exportLineTimer', { name }),
      'request-accepted': t('exportLineAccepted', { name }),
      'request-accepted-by-us': t('exportLineAcceptedByYou'),
      'media-saved': t('exportLineMediaSaved', { name }),
      screenshot: t('exportLineScreenshot', { name }),
      call: t('exportLineCall', { name }),
      'group-update': t('exportLineGroup'),
    },
    groupLines: {
      name: t('exportGroupNamed', { name, group_name: '{name}' }),
      avatarChanged: t('exportGroupPicture', { name }),
      joined: t('exportGroupJoined', { names }),
      joinedWithHistory: t('exportGroupJoinedWithHistory', { names }),
      removed: t('exportGroupRemoved', { names }),
      promoted: t('exportGroupPromoted', { names }),
      left: t('exportGroupLeft', { names }),
    },
  };
}
