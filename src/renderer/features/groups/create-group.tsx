import { useState } from 'react';

import { api } from '../../app/api.ts';
import { errorCode, errorKey } from '../../app/error-text.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectIsIncomplete } from '../../app/session-slice.ts';
import type { TextKey } from '../../app/text/catalogue.ts';
import { useText } from '../../app/text/text-context.ts';
import { Button, cx, TextField } from '../../ui/index.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { useContacts } from '../new-conversation/use-contacts.ts';
import { ContactPicker } from './contact-picker.tsx';
import styles from './create-group.module.css';
import { MOST_MEMBERS, nameFault } from './group-name.ts';

interface Faults {
  readonly name?: TextKey | undefined;
  readonly members?: TextKey | undefined;
}

/** A name, and those who are to be in it. Spec 08, NEW-04. */
export function CreateGroup() {
  const t = useText();
  const dispatch = useAppDispatch();
  const contacts = useContacts();
  const isIncomplete = useAppSelector(selectIsIncomplete);
  const [create, { isLoading }] = api.useCreateGroupMutation();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [faults, setFaults] = useState<Faults>({});
  const submit = async () => {
    if (isLoading) return;
    const found = faultsOf(name, chosen);
    setFaults(found);
    if (found.name !== undefined || found.members !== undefined) return;
    const { data, error } = await create({ name: name.trim(), memberIds: [...chosen] });
    if (data === undefined) setFaults(refusal(errorCode(error) ?? 'unexpected'));
    else await dispatch(openConversation(data.id));
  };
  const fault = faults.name ?? nameFault(name);
  return (
    <div className={cx(styles.page)}>
      <TextField
        label={t('groupNameEnter')}
        value={name}
        onChange={(value) => {
          setName(value);
          setFaults({ ...faults, name: undefined });
        }}
        onEnter={() => void submit()}
        error={fault === undefined ? undefined : t(fault)}
        testId="new-closed-group-name"
        autoFocus
      />
      <ContactPicker
        contacts={contacts}
        chosen={chosen}
        onChange={(next) => {
          setChosen(next);
          setFaults({ ...faults, members: undefined });
        }}
        error={faults.members === undefined ? undefined : t(faults.members)}
        nobody={t(isIncomplete ? 'contactsAwaited' : 'groupNobodyToInvite')}
      />
      <Button
        variant="solid"
        isWide
        isBusy={isLoading}
        onPress={() => void submit()}
        testId="create-group-button"
      >
        {t('groupCreate')}
      </Button>
    </div>
  );
}

/** One at a time, so that nobody has to read two. */
function faultsOf(name: string, chosen: readonly string[]): Faults {
  if (name.trim() === '') return { name: 'groupNameEnterPlease' };
  if (nameFault(name) !== undefined) return { name: nameFault(name) };
  if (chosen.length === 0) return { members: 'errorGroupWithoutMembers' };
  return chosen.length >= MOST_MEMBERS ? { members: 'errorGroupFull' } : {};
}

function refusal(code: string): Faults {
  return code.startsWith('group-name-') ? { name: errorKey(code) } : { members: errorKey(code) };
}
