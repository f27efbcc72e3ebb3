import { api } from '../../app/api.ts';
import { errorCode } from '../../app/error-text.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { NameForm } from './name-form.tsx';
import styles from './onboarding.module.css';

/** A restored account whose name the network did not give. Spec 08, ONB-05. */
export function NameRestored() {
  const t = useText();
  const [setName] = api.useSetNameMutation();
  return (
    <>
      <h1 className={cx(styles.title)}>{t('displayNamePickNew')}</h1>
      <p className={cx(styles.description)}>{t('displayNameNewDescription')}</p>
      <NameForm
        onSubmit={async (displayName) => {
          const { error } = await setName({ displayName });
          return errorCode(error);
        }}
      />
    </>
  );
}
