import { useState } from 'react';

import type { ConversationView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { fullTime } from '../../app/text/dates.ts';
import type { Catalogue } from '../../app/text/catalogue.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { useNow } from '../../app/text/use-now.ts';
import { Button, cx, RadioGroup, type RadioOption } from '../../ui/index.ts';
import { spanText } from '../conversation/timer-words.ts';
import { errorShown } from '../toasts/toasts-slice.ts';
import styles from './choice-page.module.css';
import { MUTE_S, MUTE_SPANS, muteOf, type MuteSpan, muting } from './mute-times.ts';

type Choice = 'all' | 'mentions' | 'mute';

/** What is told of this conversation, and for how long it is silent. Spec 08, CST-04. */
export function NotificationsPage({
  conversation,
  onDone,
}: {
  readonly conversation: ConversationView;
  readonly onDone: () => void;
}) {
  const { text: t, locale } = useCatalogue();
  const dispatch = useAppDispatch();
  const nowMs = useNow();
  const mute = muteOf(conversation, nowMs);
  const isGroup = conversation.kind === 'group' || conversation.kind === 'community';
  const loud: Choice = isGroup && conversation.notify === 'mentions' ? 'mentions' : 'all';
  const current: Choice = mute === undefined ? loud : 'mute';
  const [choice, setChoice] = useState<Choice>(current);
  const [span, setSpan] = useState<MuteSpan | undefined>(
    mute !== undefined && mute.untilMs === undefined ? 'always' : undefined,
  );
  const [change, { isLoading }] = api.useChangeConversationMutation();
  const isSame =
    choice === current && (choice !== 'mute' || (span === 'always' && conversation.notify === 'none'));
  const save = async () => {
    const { id, notify } = conversation;
    const wanted =
      choice === 'mute'
        ? muting(span ?? 'always', { notify, nowMs: Date.now() })
        : { notify: choice, mutedUntilS: 0 };
    const { error } = await change({ id, change: wanted });
    if (error === undefined) onDone();
    else dispatch(errorShown(error));
  };
  const choices: readonly RadioOption<Choice>[] = [
    {
      value: 'all',
      label: t('notificationsAllMessages'),
      testId: 'notifications-all-messages-button',
      inputTestId: 'notifications-all-messages-radio-button',
    },
    ...(isGroup
      ? [
          {
            value: 'mentions' as const,
            label: t('notificationsMentionsOnly'),
            description: t('notificationsMentionsOnlyDescription'),
            testId: 'notifications-mentions-only-button',
            inputTestId: 'notifications-mentions-only-radio-button',
          },
        ]
      : []),
    {
      value: 'mute',
      label: t('notificationsMute'),
      ...(mute?.untilMs === undefined
        ? {}
        : { description: t('notificationsMutedUntil', { time: fullTime(mute.untilMs, locale) }) }),
      testId: 'notifications-mute-button',
      inputTestId: 'notifications-mute-radio-button',
    },
  ];
  return (
    <div className={cx(styles.page)}>
      <RadioGroup
        label={t('sessionNotifications')}
        isLabelHidden
        value={choice}
        options={choices}
        onChange={setChoice}
      />
      {choice === 'mute' && (
        <RadioGroup
          label={t('notificationsMuteFor')}
          value={span}
          options={MUTE_SPANS.map((value) => ({
            value,
            label: spanName(value, { text: t, locale }),
            testId: `mute-option-${value}`,
          }))}
          onChange={setSpan}
        />
      )}
      <Button
        variant="solid"
        isWide
        isBusy={isLoading}
        isDisabled={isSame || (choice === 'mute' && span === undefined)}
        onPress={() => void save()}
        testId="notifications-set-button"
      >
        {t('set')}
      </Button>
    </div>
  );
}

function spanName(span: MuteSpan, { text: t, locale }: Pick<Catalogue, 'text' | 'locale'>): string {
  return span === 'always' ? t('notificationsMuteAlways') : spanText(MUTE_S[span], locale);
}
