import { z } from 'zod';

import { LOCK_AFTER_MINUTES, type LockAfterMinutes } from './auto-lock.ts';
import { ACCENT_CHOICES, type AccentChoice, LIST_WIDTH, type Theme, THEMES, ZOOM } from './themes.ts';
import { isFeedAddress, UPDATE_CHOICES, type UpdateChoice } from './updates.ts';

/** Settings of this device that the interface needs before anything else. */
export interface AppSettings {
  readonly theme: Theme;
  readonly accent: AccentChoice;
  /** Light or dark after the operating system; `theme` then follows by itself, within its family. */
  readonly followSystem: boolean;
  /** Zoom of the window in percent. */
  readonly zoomPercent: number;
  /** Windows and Linux: the menu bar shows while Alt is pressed only. */
  readonly hideMenuBar: boolean;
  /** Width of the list of conversations in px. */
  readonly listWidth: number;
  /** The list shows avatars only. */
  readonly isListCollapsed: boolean;
  /** With a password set: locks when the computer is locked or goes to sleep. */
  readonly lockWithSystem: boolean;
  /** Enter sends a message and Shift+Enter breaks the line; otherwise Enter breaks it, and Ctrl+Enter sends. */
  readonly enterSends: boolean;
  /** Somebody has been asked whether they want previews of links, and is not asked again. */
  readonly linkPreviewsOffered: boolean;
  /** The page may use the microphone. */
  readonly microphone: boolean;
  /** When a sound of somebody ends, the next one of the same person begins. */
  readonly autoplayAudio: boolean;
  /** Requests up to this last activity, ms since the epoch, make no banner. */
  readonly requestsHiddenUntilMs: number;
  /** Of the banner that asks for the recovery password to be saved: it comes with the third conversation and stays until it was looked at. */
  readonly recoveryBanner: 'waiting' | 'due' | 'done';
  /** With a password set: locks when nobody has touched the computer for so many minutes; 0 for never. */
  readonly lockAfterMinutes: LockAfterMinutes;
  /** The words are not shown on this device any more (spec 08 SET-09). */
  readonly recoveryPasswordHidden: boolean;
  /** Other programs cannot take pictures of the window, where the system can keep them from it (spec 08 SEC-03). */
  readonly contentProtection: boolean;
  /** Closing the window leaves an icon in the bar of the system, and the app running. */
  readonly keepInTray: boolean;
  /** Starts with the session of the person; in the bar of the system if it is kept there. */
  readonly startAtLogin: boolean;
  /** Marks around words, as in `*bold*`, are shown as what they mean (spec 08 CNV-23). */
  readonly showsFormatting: boolean;
  /** The window is unreadable while another one has the focus (spec 08 SEC-03). */
  readonly blursAway: boolean;
  /** New versions of the app are looked for without being asked (spec 08 APP-10). */
  readonly autoUpdate: boolean;
  readonly updateChannel: UpdateChoice;
  /** Where new versions are looked for; empty for where the app was made to look. */
  readonly updateFeed: string;
}

export const settingsChangeSchema = z
  .object({
    theme: z.enum(THEMES),
    accent: z.enum(ACCENT_CHOICES),
    zoomPercent: z.number().int().min(ZOOM.min).max(ZOOM.max).multipleOf(ZOOM.step),
    hideMenuBar: z.boolean(),
    listWidth: z.number().int().min(LIST_WIDTH.min).max(LIST_WIDTH.max),
    isListCollapsed: z.boolean(),
    followSystem: z.boolean(),
    lockWithSystem: z.boolean(),
    enterSends: z.boolean(),
    linkPreviewsOffered: z.boolean(),
    microphone: z.boolean(),
    autoplayAudio: z.boolean(),
    requestsHiddenUntilMs: z.number().int().nonnegative(),
    recoveryBanner: z.enum(['waiting', 'due', 'done']),
    lockAfterMinutes: z.literal(LOCK_AFTER_MINUTES),
    recoveryPasswordHidden: z.boolean(),
    contentProtection: z.boolean(),
    keepInTray: z.boolean(),
    startAtLogin: z.boolean(),
    showsFormatting: z.boolean(),
    blursAway: z.boolean(),
    autoUpdate: z.boolean(),
    updateChannel: z.enum(UPDATE_CHOICES),
    updateFeed: z.string().refine((text) => text === '' || isFeedAddress(text)),
  })
  .partial()
  .strict();

export type SettingsChange = z.infer<typeof settingsChangeSchema>;
