import { useAppSelector } from '../../app/hooks.ts';
import { selectAccount, selectIsIncomplete } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, Mark, Spinner } from '../../ui/index.ts';
import styles from './welcome.module.css';

/**
 * In place of an empty list. Accounts that were made here are greeted, restored ones are not, and are not told that there is nothing
 * before the network has said so. Spec 08, LST-07 and ONB-07; spec 04 §7.
 */
export function Welcome() {
  const t = useText();
  const isIncomplete = useAppSelector(selectIsIncomplete);
  const isCreated = useAppSelector((state) => selectAccount(state)?.origin === 'created');
  return (
    <section
      className={cx(styles.welcome)}
      data-testid={isCreated ? 'empty-msg-view-account-created' : 'empty-msg-view-welcome'}
    >
      <Mark size={84} />
      {isCreated && (
        <>
          <h2 className={cx(styles.title)}>{t('onboardingAccountCreated')}</h2>
          <p className={cx(styles.greeting)}>{t('onboardingBubbleWelcomeToSession', { emoji: '👋' })}</p>
          <hr className={cx(styles.line)} />
        </>
      )}
      <div role="status">
        <p className={cx(styles.none)}>{t(isIncomplete ? 'conversationsAwaited' : 'conversationsNone')}</p>
        <p className={cx(styles.hint)}>
          {t(isIncomplete ? 'conversationsAwaitedDescription' : 'onboardingHitThePlusButton')}
        </p>
      </div>
      {isIncomplete && (
        <div className={cx(styles.wait)}>
          <Spinner size={24} label={t('loading')} />
        </div>
      )}
    </section>
  );
}
