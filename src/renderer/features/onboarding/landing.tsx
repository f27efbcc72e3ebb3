import { useAppDispatch } from '../../app/hooks.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { useMarkUsable } from '../../app/use-mark-usable.ts';
import { Button, cx, Mark } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { FAQ_URL } from '../links/addresses.ts';
import { onboardingStepShown } from '../shell/navigation-slice.ts';
import styles from './onboarding.module.css';

/** The first thing that anybody sees. Spec 08, ONB-01. */
export function Landing() {
  const { text: t, rich } = useCatalogue();
  const dispatch = useAppDispatch();
  useMarkUsable();
  return (
    <>
      <Mark size={104} />
      <h1 className={cx(styles.name)}>{t('appName')}</h1>
      <p className={cx(styles.claim)}>{t('onboardingClaim')}</p>
      <p className={cx(styles.description)}>{t('onboardingClaimDescription')}</p>
      <div className={cx(styles.buttons)}>
        <Button
          variant="solid"
          isWide
          onPress={() => dispatch(onboardingStepShown('create'))}
          testId="create-account-button"
        >
          {t('onboardingAccountCreate')}
        </Button>
        <Button
          isWide
          onPress={() => dispatch(onboardingStepShown('restore'))}
          testId="existing-account-button"
        >
          {t('onboardingAccountExists')}
        </Button>
      </div>
      <p className={cx(styles.small)}>
        {rich('onboardingTermsPrivacy', {
          terms: (chunks) => (
            <button
              key="terms"
              type="button"
              className={cx(styles.link)}
              data-testid="open-url"
              onClick={() => dispatch(dialogOpened({ kind: 'terms' }))}
            >
              {chunks}
            </button>
          ),
        })}
      </p>
      <button
        type="button"
        className={cx(styles.link, styles.faq)}
        data-testid="session-faq-link"
        onClick={() => dispatch(dialogOpened({ kind: 'open-url', url: FAQ_URL }))}
      >
        {t('onboardingFaq')}
      </button>
    </>
  );
}
