import { ArrowLeft, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectPhase } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton, Mark } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { selectOnboardingStep } from '../shell/navigation-slice.ts';
import { useThemeToggle } from '../shell/use-theme-toggle.ts';
import { CreateAccount } from './create-account.tsx';
import { Landing } from './landing.tsx';
import { NameRestored } from './name-restored.tsx';
import styles from './onboarding.module.css';
import { RestoreAccount } from './restore-account.tsx';
import { RestoreProgress } from './restore-progress.tsx';

/** Everything before there is an account with a name. The client's phase decides; without an account, the person does. */
export function Onboarding({ isRestoring }: { readonly isRestoring: boolean }) {
  const phase = useAppSelector(selectPhase);
  const step = useAppSelector(selectOnboardingStep);

  if (isRestoring) {
    return (
      <Frame leaves="restore">
        <RestoreProgress />
      </Frame>
    );
  }
  if (phase === 'needs-name') {
    return (
      <Frame leaves="restore">
        <NameRestored />
      </Frame>
    );
  }
  switch (step) {
    case 'landing':
      return (
        <Frame>
          <Landing />
        </Frame>
      );
    case 'create':
      return (
        <Frame leaves="create">
          <CreateAccount />
        </Frame>
      );
    case 'restore':
      return (
        <Frame leaves="restore">
          <RestoreAccount />
        </Frame>
      );
  }
}

/** The page around a step: theme toggle and, inside a flow, the way out of it. */
function Frame({
  children,
  leaves,
}: {
  readonly children: ReactNode;
  readonly leaves?: 'create' | 'restore';
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const theme = useThemeToggle();
  return (
    <div className={cx(styles.page)}>
      <div className={cx(styles.bar)}>
        {leaves !== undefined && (
          <IconButton
            label={t('back')}
            icon={<ArrowLeft className={cx(styles.arrow)} size={22} aria-hidden />}
            onPress={() => dispatch(dialogOpened({ kind: 'leave-onboarding', flow: leaves }))}
            testId="back-button"
            size="large"
          />
        )}
        <span className={cx(styles.spring)} />
        <IconButton
          label={theme.label}
          icon={theme.isDark ? <Sun size={20} aria-hidden /> : <Moon size={20} aria-hidden />}
          onPress={theme.toggle}
          testId="theme-section"
          size="large"
        />
      </div>
      <main className={cx(styles.content)}>
        {leaves !== undefined && <Mark size={44} />}
        {children}
      </main>
    </div>
  );
}
