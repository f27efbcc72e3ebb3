import { type Accent, accentOf, inMode, type Theme } from '../../ipc/themes.ts';
import { useMediaQuery } from '../ui/index.ts';
import { useAppSelector } from './hooks.ts';
import { selectSettings } from './session-slice.ts';

/** The theme that is shown: the chosen one, or the one that the system wants. */
export function useTheme(): Theme {
  const settings = useAppSelector(selectSettings);
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const theme = settings?.theme ?? 'classic-dark';
  return settings?.followSystem === true ? inMode(theme, isSystemDark) : theme;
}

/** The accent that is shown: the chosen one, or the one that the theme comes with. */
export function useAccent(): Accent {
  const choice = useAppSelector((state) => selectSettings(state)?.accent);
  return accentOf(choice ?? 'default', useTheme());
}
