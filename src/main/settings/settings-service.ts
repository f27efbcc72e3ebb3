import { nativeTheme } from 'electron';

import type { AppSettings, SettingsChange } from '../../ipc/index.ts';
import { changeSettings, readSettings, writeSettings } from './settings-file.ts';

/** The settings of this device and the operating system's light or dark, kept in step. */
export class SettingsService {
  private readonly path: string;
  private readonly onChange: (settings: AppSettings) => void;
  private settings: AppSettings;

  /** `onChange` hears of every change, whoever made it. */
  constructor(path: string, onChange: (settings: AppSettings) => void) {
    this.path = path;
    this.onChange = onChange;
    this.settings = readSettings(path);
    this.applyToSystem();
    this.settings = this.followed(this.settings);
    nativeTheme.on('updated', () => this.adopt(this.followed(this.settings)));
  }

  get(): AppSettings {
    return this.settings;
  }

  /** @throws whatever the file system says; nothing is changed then. */
  set(change: SettingsChange): AppSettings {
    const wanted = changeSettings(this.settings, change);
    if (wanted !== this.settings) {
      writeSettings(this.path, wanted);
      this.adopt(wanted);
      this.applyToSystem();
      this.adopt(this.followed(this.settings));
    }
    return this.settings;
  }

  /** Native dialogs, menus and scroll bars look like the window. */
  private applyToSystem(): void {
    const { theme, followSystem } = this.settings;
    nativeTheme.themeSource = followSystem ? 'system' : theme === 'classic-dark' ? 'dark' : 'light';
  }

  private followed(settings: AppSettings): AppSettings {
    if (!settings.followSystem) return settings;
    return changeSettings(settings, {
      theme: nativeTheme.shouldUseDarkColors ? 'classic-dark' : 'classic-light',
    });
  }

  private adopt(settings: AppSettings): void {
    if (settings === this.settings) return;
    this.settings = settings;
    this.onChange(settings);
  }
}
