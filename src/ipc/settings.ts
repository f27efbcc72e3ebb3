import { z } from 'zod';

export const THEMES = ['classic-dark', 'classic-light'] as const;
export type Theme = (typeof THEMES)[number];

/** Settings of this device that the interface needs before anything else. */
export interface AppSettings {
  readonly theme: Theme;
  /** Light or dark after the operating system; `theme` then follows by itself. */
  readonly followSystem: boolean;
  /** With a password set: locks when the computer is locked or goes to sleep. */
  readonly lockWithSystem: boolean;
  /** Enter sends a message and Shift+Enter breaks the line; otherwise Enter breaks it, and Ctrl+Enter sends. */
  readonly enterSends: boolean;
  /** Somebody has been asked whether they want previews of links, and is not asked again. */
  readonly linkPreviewsOffered: boolean;
  /** The page may use the microphone. */
  readonly microphone: boolean;
}

export const settingsChangeSchema = z
  .object({
    theme: z.enum(THEMES),
    followSystem: z.boolean(),
    lockWithSystem: z.boolean(),
    enterSends: z.boolean(),
    linkPreviewsOffered: z.boolean(),
    microphone: z.boolean(),
  })
  .partial()
  .strict();

export type SettingsChange = z.infer<typeof settingsChangeSchema>;
