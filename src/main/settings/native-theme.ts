import { nativeTheme } from 'electron';

import type { SystemTheme } from './settings-service.ts';

/** Electron's view of the operating system's light and dark. */
export const nativeSystemTheme: SystemTheme = {
  use: (source) => {
    nativeTheme.themeSource = source;
  },
  prefersDark: () => nativeTheme.shouldUseDarkColors,
  onChange: (listener) => {
    nativeTheme.on('updated', listener);
  },
};
