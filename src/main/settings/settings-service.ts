import { type AppSettings, inMode, isDarkTheme, type SettingsChange } from '../../ipc/index.ts';
import { changeSettings, readSettings, writeSettings } from './settings-file.ts';

/** The operating system's light or dark. */
export interface SystemTheme {
  /** What native dialogs, menus and scroll bars are to look like. */
  readonly use: (source: 'system' | 'dark' | 'light') => void;
  /** `undefined` when there is nothing to follow. */
  readonly prefersDark: () => boolean | undefined;
  readonly onChange: (listener: () => void) => void;
}

export interface SettingsServiceOptions {
  /** Of `settings.json`. */
  readonly path: string;
  readonly systemTheme: SystemTheme;
  /** Hears of every change, whoever made it. */
  readonly onChange: (settings: AppSettings) => void;
}

/** The settings of this device and the operating system's light or dark, kept in step. */
export class SettingsService {
  private readonly options: SettingsServiceOptions;
  private settings: AppSettings;

  constructor(options: SettingsServiceOptions) {
    this.options = options;
    this.settings = readSettings(options.path);
    this.applyToSystem();
    this.settings = this.followed(this.settings);
    options.systemTheme.onChange(() => this.adopt(this.followed(this.settings)));
  }

  get(): AppSettings {
    return this.settings;
  }

  /** @throws whatever the file system says; nothing is changed then. */
  set(change: SettingsChange): AppSettings {
    const wanted = changeSettings(this.settings, change);
    if (wanted !== this.settings) {
      writeSettings(this.options.path, wanted);
      this.adopt(wanted);
      this.applyToSystem();
      this.adopt(this.followed(this.settings));
    }
    return this.settings;
  }

  /** Native dialogs, menus and scroll bars look like the window. */
  private applyToSystem(): void {
    const { theme, followSystem } = this.settings;
    this.options.systemTheme.use(followSystem ? 'system' : isDarkTheme(theme) ? 'dark' : 'light');
  }

  private followed(settings: AppSettings): AppSettings {
    if (!settings.followSystem) return settings;
    const dark = this.options.systemTheme.prefersDark();
    if (dark === undefined) return settings;
    return changeSettings(settings, { theme: inMode(settings.theme, dark) });
  }

  private adopt(settings: AppSettings): void {
    if (settings === this.settings) return;
    this.settings = settings;
    this.options.onChange(settings);
  }
}
