import {
  type AppSettings,
  LIST_WIDTH,
  type SettingsChange,
  settingsChangeSchema,
  ZOOM,
} from '../../ipc/index.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { parseJson, readTextIfPresent } from '../files/read-file.ts';

export const DEFAULT_SETTINGS: AppSettings = {
  theme: 'classic-dark',
  accent: 'default',
  followSystem: false,
  zoomPercent: ZOOM.initial,
  hideMenuBar: false,
  listWidth: LIST_WIDTH.initial,
  isListCollapsed: false,
  lockWithSystem: false,
  enterSends: true,
  linkPreviewsOffered: false,
  microphone: false,
  autoplayAudio: false,
  requestsHiddenUntilMs: 0,
  recoveryBanner: 'waiting',
  lockAfterMinutes: 0,
  recoveryPasswordHidden: false,
  contentProtection: false,
  keepInTray: false,
  startAtLogin: false,
  showsFormatting: true,
  blursAway: false,
  autoUpdate: true,
  updateChannel: 'stable',
  updateFeed: '',
};

/**
 * The settings of this device, from `settings.json`. What is missing, wrong or unreadable there has its default: settings are never a
 * reason not to start.
 */
export function readSettings(path: string): AppSettings {
  let text: string | undefined;
  try {
    text = readTextIfPresent(path);
  } catch {
    return DEFAULT_SETTINGS;
  }
  const json = text === undefined ? undefined : parseJson(text);
  if (typeof json !== 'object' || json === null) return DEFAULT_SETTINGS;
  return { ...DEFAULT_SETTINGS, ...validEntries(json) };
}

/** @throws whatever the file system says. */
export function writeSettings(path: string, settings: AppSettings): void {
  writeFileAtomically(path, `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** `settings` after a change; the same object when nothing is different. */
export function changeSettings(settings: AppSettings, change: SettingsChange): AppSettings {
  const names = Object.keys(settings) as readonly (keyof AppSettings)[];
  const different = names.filter((name) => change[name] !== undefined && change[name] !== settings[name]);
  if (different.length === 0) return settings;
  return { ...settings, ...Object.fromEntries(different.map((name) => [name, change[name]])) };
}

function validEntries(json: object): Partial<AppSettings> {
  const entries = Object.entries(json as Record<string, unknown>).filter(
    ([key, value]) => settingsChangeSchema.safeParse({ [key]: value }).success,
  );
  return Object.fromEntries(entries);
}
