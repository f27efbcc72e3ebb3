import { inMode, isDarkTheme } from '../../../ipc/themes.ts';
import { api } from '../../app/api.ts';
import { useText } from '../../app/text/text-context.ts';
import { useTheme } from '../../app/use-theme.ts';

/** The button that turns light into dark and back, within the family; a choice by hand ends following the system. */
export function useThemeToggle(): {
  readonly isDark: boolean;
  readonly label: string;
  readonly toggle: () => void;
} {
  const t = useText();
  const theme = useTheme();
  const isDark = isDarkTheme(theme);
  const [changeSettings] = api.useChangeSettingsMutation();
  return {
    isDark,
    label: t(isDark ? 'appearanceToggleLight' : 'appearanceToggleDark'),
    toggle: () => void changeSettings({ theme: inMode(theme, !isDark), followSystem: false }),
  };
}
