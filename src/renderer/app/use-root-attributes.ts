import { useLayoutEffect } from 'react';

import { useAppSelector } from './hooks.ts';
import { selectInfo } from './session-slice.ts';
import { useCatalogue } from './text/text-context.ts';
import { useAccent, useTheme } from './use-theme.ts';

/** Puts theme, accent, test mode and language on the root element, where styles and screen readers look for them. */
export function useRootAttributes(): void {
  const theme = useTheme();
  const accent = useAccent();
  const { locale, direction } = useCatalogue();
  const isTestMode = useAppSelector((state) => selectInfo(state)?.testMode === true);
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = theme;
    root.dataset['accent'] = accent;
    root.dataset['testMode'] = String(isTestMode);
    root.lang = locale;
    root.dir = direction;
  }, [accent, direction, isTestMode, locale, theme]);
}
