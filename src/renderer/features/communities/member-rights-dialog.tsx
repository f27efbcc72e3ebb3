import { useState } from 'react';

import type { MemberRight, MemberRightsView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { fullTime } from '../../app/text/dates.ts';
import { useCatalogue, useText } from '../../app/text/text-context.ts';
import { cx, Dialog, Select } from '../../ui/index.ts';
import { spanText } from '../conversation/timer-words.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { FormDialog, LoadingDialog } from '../dialogs/form-dialog.tsx';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { BAN_S, BAN_TIMES, type BanTime } from './ban-times.ts';
import styles from './community-dialogs.module.css';
import { MemberField } from './member-field.tsx';
import { useModeration } from './use-moderation.ts';

interface Member {
  readonly conversationId: number;
  readonly userId: string;
}

const MODAL_ID = 'memberRightsModal';

const RIGHTS: readonly (readonly [MemberRight, TextKey])[] = [
  ['read', 'communityRightRead'],
  ['write', 'communityRightWrite'],
  ['upload', 'communityRightUpload'],
];

const CHOICES = ['default', 'yes', 'no'] as const;
type Choice = (typeof CHOICES)[number];
type Choices = Readonly<Record<MemberRight, Choice>>;

const CHOICE_KEYS = {
  default: 'communityRightDefault',
  yes: 'communityRightYes',
  no: 'communityRightNo',
} as const satisfies Readonly<Record<Choice, TextKey>>;

/** What one person may do in a room, for those who keep order there. Spec 05 §11. */
export function MemberRightsDialog(member: Member) {
  const t = useText();
  const { currentData, error } = api.useMemberRightsQuery(member, { refetchOnMountOrArgChange: true });
  if (currentData !== undefined) return <RightsForm member={member} rights={currentData} />;
  if (error !== undefined) return <Unknown textKey={errorKey(errorCode(error) ?? '')} />;
  return <LoadingDialog modalId={MODAL_ID} title={t('communityMemberRights')} />;
}

function Unknown({ textKey }: { readonly textKey: TextKey }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  return (
    <Dialog
      modalId={MODAL_ID}
      title={t('communityMemberRights')}
      labels={labels}
      onClose={() => dispatch(dialogClosed())}
    >
      <p className={cx(styles.fault)} role="alert">
        {t(textKey)}
      </p>
    </Dialog>
  );
}

function RightsForm({ member, rights }: { readonly member: Member; readonly rights: MemberRightsView }) {
  const t = useText();
  const dispatch = useAppDispatch();
  const [setRights] = api.useSetMemberRightsMutation();
  const { isBusy, tell } = useModeration();
  const before = choicesOf(rights);
  const [choices, setChoices] = useState(before);
  const [time, setTime] = useState<BanTime>('forever');
  const changes = changesBetween(before, choices);
  const isForATime = Object.values(changes).some((value) => value !== 'default');
  const submit = async () => {
    const forS = isForATime ? BAN_S[time] : undefined;
    const work = setRights({ ...member, rights: changes, ...(forS === undefined ? {} : { forS }) });
    if (await tell(work, 'communityMemberRightsSet')) dispatch(dialogClosed());
  };
  return (
    <FormDialog
      modalId={MODAL_ID}
      title={t('communityMemberRights')}
      submit={{
        label: t('save'),
        isBusy,
        isDisabled: Object.keys(changes).length === 0,
        onPress: () => void submit(),
        testId: 'member-rights-confirm-button',
      }}
      cancelTestId="member-rights-cancel-button"
    >
      <div className={cx(styles.form)}>
        <p className={cx(styles.explanation)} data-testid="modal-description">
          {t(rights.isBanned ? 'communityMemberRightsBanned' : 'communityMemberRightsDescription')}
        </p>
        <MemberField
          userId={member.userId}
          isFixed
          onChange={() => undefined}
          onEnter={() => undefined}
          testId="member-rights-input"
        />
        {RIGHTS.map(([right, key]) => (
          <Select
            key={right}
            label={t(key)}
            value={choices[right]}
            options={CHOICES.map((value) => ({
              value,
              label: t(CHOICE_KEYS[value]),
              testId: `member-right-${right}-${value}`,
            }))}
            onChange={(value) => setChoices({ ...choices, [right]: value })}
            testId={`member-right-${right}`}
          />
        ))}
        {isForATime && <TimeChoice value={time} onChange={setTime} />}
        <LaterChanges later={rights.later} />
      </div>
    </FormDialog>
  );
}

function TimeChoice({
  value,
  onChange,
}: {
  readonly value: BanTime;
  readonly onChange: (value: BanTime) => void;
}) {
  const { text: t, locale } = useCatalogue();
  return (
    <Select
      label={t('banTime')}
      value={value}
      options={BAN_TIMES.map((time) => {
        const seconds = BAN_S[time];
        return {
          value: time,
          label: seconds === undefined ? t('banForever') : spanText(seconds, locale),
          testId: `member-right-time-${time}`,
        };
      })}
      onChange={onChange}
      testId="member-right-time"
    />
  );
}

const LATER_KEYS = {
  read: 'communityLaterRead',
  write: 'communityLaterWrite',
  upload: 'communityLaterUpload',
  banned: 'communityLaterBanned',
} as const satisfies Readonly<Record<MemberRightsView['later'][number]['right'], TextKey>>;

/** What the server will do by itself. A change that is saved takes their place. */
function LaterChanges({ later }: Pick<MemberRightsView, 'later'>) {
  const { text: t, locale } = useCatalogue();
  if (later.length === 0) return undefined;
  return (
    <>
      <h3 className={cx(styles.heading)}>{t('communityLater')}</h3>
      <ul className={cx(styles.list)} aria-label={t('communityLater')}>
        {later.map(({ right, value, atMs }) => (
          <li key={`${right} ${atMs}`} className={cx(styles.row)} data-testid="member-right-later">
            {t(LATER_KEYS[right], { allowed: String(value), time: fullTime(atMs, locale) })}
          </li>
        ))}
      </ul>
    </>
  );
}

function choicesOf(rights: MemberRightsView): Choices {
  const of = (value: boolean | undefined): Choice => (value === undefined ? 'default' : value ? 'yes' : 'no');
  return { read: of(rights.read), write: of(rights.write), upload: of(rights.upload) };
}

function changesBetween(
  before: Choices,
  after: Choices,
): { readonly [Right in MemberRight]?: boolean | 'default' } {
  const changed = RIGHTS.flatMap(([right]) => {
    const choice = after[right];
    return choice === before[right]
      ? []
      : [[right, choice === 'default' ? choice : choice === 'yes'] as const];
  });
  return Object.fromEntries(changed);
}
