import { useLayoutEffect } from 'react';

import type { Theme } from '../../ipc/index.ts';
import { useMediaQuery } from '../ui/index.ts';
import { useAppSelector } from './hooks.ts';
import { selectInfo, selectSettings } from './session-slice.ts';

/** The theme that is shown: the chosen one, or the one that the system wants. */
export function useTheme(): Theme {
  const settings = useAppSelector(selectSettings);
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)');
  if (settings?.followSystem === true) return isSystemDark ? 'classic-dark' : 'classic-light';
  return settings?.theme ?? 'classic-dark';
}

/** Puts theme and test mode on the root element, where the styles look for them. */
export function useRootAttributes(): void {
  const theme = useTheme();
  const isTestMode = useAppSelector((state) => selectInfo(state)?.testMode === true);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.dataset['testMode'] = String(isTestMode);
  }, [isTestMode, theme]);
}
