import { X } from 'lucide-react';

import { useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton, TextField } from '../../ui/index.ts';
import { shortId } from '../conversations/conversation-name.ts';
import { selectPerson } from '../groups/people-slice.ts';
import { MemberAvatar } from '../media/person-avatar.tsx';
import styles from './member-field.module.css';

/** Says whom something is done to: by an ID as typed, or somebody in sight. Spec 08, COM-03. */
export function MemberField(props: {
  readonly userId: string;
  /** Given where the person was chosen already: they stand there by name. */
  readonly isFixed: boolean;
  readonly onChange: (userId: string) => void;
  readonly onEnter: () => void;
  readonly error?: string | undefined;
  readonly testId: string;
  readonly clearTestId?: string;
}) {
  const t = useText();
  const { userId } = props;
  const person = useAppSelector((state) => selectPerson(state, userId.trim().toLowerCase()));
  if (props.isFixed) return <FixedMember userId={userId} name={person?.name} />;
  return (
    <TextField
      label={t('communityUserId')}
      value={userId}
      onChange={props.onChange}
      onEnter={props.onEnter}
      error={props.error}
      {...(person === undefined ? {} : { hint: person.name })}
      testId={props.testId}
      isMono
      autoFocus
      end={
        userId !== '' && (
          <IconButton
            size="small"
            label={t('clear')}
            icon={<X size={16} aria-hidden />}
            onPress={() => props.onChange('')}
            {...(props.clearTestId === undefined ? {} : { testId: props.clearTestId })}
          />
        )
      }
    />
  );
}

function FixedMember({ userId, name }: { readonly userId: string; readonly name: string | undefined }) {
  const person = useAppSelector((state) => selectPerson(state, userId));
  return (
    <div className={cx(styles.member)} data-testid="community-member">
      <MemberAvatar of={{ accountId: userId, name: '', ...person }} size={40} />
      <span className={cx(styles.words)}>
        {name !== undefined && <bdi className={cx(styles.name)}>{name}</bdi>}
        <bdi className={cx(styles.id)} dir="ltr">
          {shortId(userId)}
        </bdi>
      </span>
    </div>
  );
}
