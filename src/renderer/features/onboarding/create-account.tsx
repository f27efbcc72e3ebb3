import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { NameForm } from './name-form.tsx';
import styles from './onboarding.module.css';

/** A new account: a name is all it takes. The client's phase then brings the main screen. */
export function CreateAccount() {
  const t = useText();
  const [createAccount] = api.useCreateAccountMutation();
  return (
    <>
      <h1 className={cx(styles.title)}>{t('displayNamePick')}</h1>
      <p className={cx(styles.description)}>{t('displayNameDescription')}</p>
      <NameForm
        onSubmit={async (displayName) => {
          const { error } = await createAccount({ displayName });
          return errorCode(error);
        }}
      />
    </>
  );
}
