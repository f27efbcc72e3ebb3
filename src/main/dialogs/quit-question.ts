import type { TextKey } from '../text/texts.ts';

/** What would stop in the middle if the app ended now. */
export interface Unfinished {
  readonly isInCall: boolean;
  /** Files on their way out. */
  readonly uploads: number;
}

export interface QuitQuestion {
  readonly body: TextKey;
  readonly values: Readonly<Record<string, number>>;
}

/** What to ask before quitting; nothing when nothing is unfinished (spec 08 APP-13). */
export function quitQuestion({ isInCall, uploads }: Unfinished): QuitQuestion | undefined {
  if (isInCall) return { body: 'nativeQuitCall', values: {} };
  return uploads > 0 ? { body: 'nativeQuitUploads', values: { count: uploads } } : undefined;
}
