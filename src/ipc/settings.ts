import { z } from 'zod';

import { LOCK_AFTER_MINUTES, type LockAfterMinutes } from './auto-lock.ts';

export const THEMES = ['classic-dark', 'classic-light'] as const;
export type Theme = (typeof THEMES)[number];

/** Settings of this device that the interface needs before anything else. */
export interface AppSettings {
  readonly theme: Theme;
  /** Light or dark after the operating system; `theme` then follows by itself. */
  readonly followSystem: boolean;
  /** With a password set: locks when the computer is locked or goes to sleep. */
  readonly lockWithSystem: boolean;
  /** With a password set: locks when nobody has touched the computer for so many minutes; 0 for never. */
  readonly lockAfterMinutes: LockAfterMinutes;
  /** The words are not shown on this device any more (spec 08 SET-09). */
  readonly recoveryPasswordHidden: boolean;
  /** Other programs cannot take pictures of the window, where the system can keep them from it (spec 08 SEC-03). */
  readonly contentProtection: boolean;
}

export const settingsChangeSchema = z
  .object({
    theme: z.enum(THEMES),
    followSystem: z.boolean(),
    lockWithSystem: z.boolean(),
    lockAfterMinutes: z.literal(LOCK_AFTER_MINUTES),
    recoveryPasswordHidden: z.boolean(),
    contentProtection: z.boolean(),
  })
  .partial()
  .strict();

export type SettingsChange = z.infer<typeof settingsChangeSchema>;
