import { useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectInfo } from '../../app/session-slice.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { Button, cx, RadioGroup, type RadioOption } from '../../ui/index.ts';
import { spanText } from '../conversation/timer-words.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import styles from './choice-page.module.css';
import { choiceOf, type Disappearing, type DisappearingMode, timeId, timesOf } from './disappearing-times.ts';

const DESCRIPTIONS = {
  contact: 'disappearingMessagesDescription1',
  group: 'disappearingMessagesDescriptionGroup',
  'note-to-self': 'disappearingMessagesDescriptionNote',
} as const satisfies Partial<Record<ConversationView['kind'], TextKey>>;

/** Whether and when messages disappear. Spec 08, CST-03. */
export function DisappearingPage({
  conversation,
  onDone,
}: {
  readonly conversation: ConversationView;
  readonly onDone: () => void;
}) {
  const { text: t } = useCatalogue();
  const dispatch = useAppDispatch();
  const [set, { isLoading }] = api.useSetDisappearingMutation();
  const [edited, setEdited] = useState<Disappearing>();
  const current = conversation.disappearing;
  const chosen = edited ?? current;
  const isChanged = chosen.mode !== current.mode || chosen.timerS !== current.timerS;
  const save = async () => {
    const { error } = await set({ conversationId: conversation.id, ...chosen });
    if (error === undefined) onDone();
    else dispatch(errorShown(error));
  };
  const { kind } = conversation;
  // Nothing disappears in communities.
  if (kind === 'community' || kind === 'blinded') return undefined;
  const isFixed = conversation.kind === 'group' && conversation.groupAccess !== 'admin';
  const choices = { set: current, chosen, onChoose: setEdited, isFixed };
  return (
    <div className={cx(styles.page)}>
      <p className={cx(styles.description)} data-testid="modal-description">
        {t(isFixed ? 'disappearingMessagesOnlyAdmins' : DESCRIPTIONS[kind])}
      </p>
      {conversation.kind === 'contact' ? <TypesAndTimes {...choices} /> : <TimesWithOff {...choices} />}
      {!isFixed && (
        <Button
          variant="solid"
          isWide
          isBusy={isLoading}
          isDisabled={!isChanged}
          onPress={() => void save()}
          testId="disappear-set-button"
        >
          {t('set')}
        </Button>
      )}
    </div>
  );
}

interface Choices {
  /** What counts now. */
  readonly set: Disappearing;
  readonly chosen: Disappearing;
  readonly onChoose: (choice: Disappearing) => void;
  /** For others to set. */
  readonly isFixed: boolean;
}

function TypesAndTimes({ set, chosen, onChoose }: Choices) {
  const { text: t } = useCatalogue();
  const times = useTimeOptions(chosen.mode, set);
  const types: readonly RadioOption<DisappearingMode>[] = [
    { value: 'off', label: t('off'), testId: 'disappear-off-option' },
    {
      value: 'after-read',
      label: t('disappearingMessagesDisappearAfterRead'),
      description: t('disappearingMessagesDisappearAfterReadDescription'),
      testId: 'disappear-after-read-option',
    },
    {
      value: 'after-send',
      label: t('disappearingMessagesDisappearAfterSend'),
      description: t('disappearingMessagesDisappearAfterSendDescription'),
      testId: 'disappear-after-send-option',
    },
  ];
  return (
    <>
      <RadioGroup
        label={t('disappearingMessagesType')}
        value={chosen.mode}
        options={types}
        onChange={(mode) => onChoose(choiceOf(mode, set))}
      />
      {times.length > 0 && (
        <RadioGroup
          label={t('disappearingMessagesTimer')}
          value={String(chosen.timerS)}
          options={times}
          onChange={(value) => onChoose({ mode: chosen.mode, timerS: Number(value) })}
        />
      )}
    </>
  );
}

/** Where one clock counts for everybody who reads, there is one type only. */
function TimesWithOff({ set, chosen, onChoose, isFixed }: Choices) {
  const { text: t } = useCatalogue();
  const times = useTimeOptions('after-send', set);
  const off: RadioOption<string> = { value: '0', label: t('off'), testId: 'time-option-0-seconds' };
  return (
    <RadioGroup
      label={t('disappearingMessagesTimer')}
      value={String(chosen.timerS)}
      options={[off, ...times]}
      isDisabled={isFixed}
      onChange={(value) =>
        onChoose(value === '0' ? { mode: 'off', timerS: 0 } : { mode: 'after-send', timerS: Number(value) })
      }
    />
  );
}

function useTimeOptions(mode: DisappearingMode, set: Disappearing): readonly RadioOption<string>[] {
  const { locale } = useCatalogue();
  const hasShortTimers = useAppSelector((state) => selectInfo(state)?.hasShortTimers === true);
  return timesOf(mode, { set, hasShortTimers }).map((seconds) => ({
    value: String(seconds),
    label: spanText(seconds, locale),
    testId: `time-option-${timeId(seconds)}`,
  }));
}
