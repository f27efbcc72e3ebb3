import { I18nProvider } from 'react-aria-components';

import { LockScreen } from '../features/lock/lock-screen.tsx';
import { Onboarding } from '../features/onboarding/onboarding.tsx';
import { MainScreen } from '../features/shell/main-screen.tsx';
import { Toasts } from '../features/toasts/toasts.tsx';
import { useAppSelector } from './hooks.ts';
import { LaterDialogHost } from './later-parts.ts';
import { selectIsLocked, selectPhase, selectRestores } from './session-slice.ts';
import { useCatalogue } from './text/text-context.ts';
import { useAtLeast } from './use-at-least.ts';
import { useBlurAway } from './use-blur-away.ts';
import { useRootAttributes } from './use-root-attributes.ts';

/** A screen for a restore is seen for at least this long. Spec 08 §3.3, `loading-animation`. */
const PROGRESS_MS = 600;

/** The whole window. The lock and the client's phase decide which of the three screens it is. */
export function App() {
  const { locale, direction } = useCatalogue();
  const phase = useAppSelector(selectPhase);
  const isLocked = useAppSelector(selectIsLocked);
  const isHeld = useAtLeast(useAppSelector(selectRestores), PROGRESS_MS);
  useRootAttributes();
  useBlurAway();
  const isRestoring = phase === 'restoring' || (isHeld && phase !== 'no-account');
  return (
    // Chromium does not know which way the imaginary ar-XB runs; of Arabic it does.
    <I18nProvider locale={direction === 'rtl' ? new Intl.Locale(locale).language : locale}>
      {isLocked ? (
        <LockScreen />
      ) : phase === 'ready' && !isRestoring ? (
        <MainScreen />
      ) : (
        <Onboarding isRestoring={isRestoring} />
      )}
      <LaterDialogHost />
      <Toasts />
    </I18nProvider>
  );
}
