import { useCallback } from 'react';

import { useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import { formattedParts, wordsOf } from './message-formatting.ts';

/** Whether marks around words are shown as what they mean. Spec 08, CNV-23. */
export function useIsFormatted(): boolean {
  return useAppSelector((state) => selectSettings(state)?.showsFormatting !== false);
}

/** A text as a line of words: without the marks around them, where these are shown as what they mean. */
export function useWords(): (text: string) => string {
  const isFormatted = useIsFormatted();
  return useCallback((text) => (isFormatted ? wordsOf(formattedParts(text)) : text), [isFormatted]);
}
