import { z } from 'zod';

import { shortText } from './input-shapes.ts';

/** What a page says that a conversation is exported as, besides what people wrote. */
export const exportWords = z
  .object({
    language: z.string().max(100).refine(isLanguage),
    direction: z.enum(['ltr', 'rtl']),
    title: shortText,
    you: shortText,
    deleted: shortText,
    file: shortText,
    answerTo: shortText,
    lines: z
      .object({
        'timer-update': shortText,
        'request-accepted': shortText,
        'request-accepted-by-us': shortText,
        'media-saved': shortText,
        screenshot: shortText,
        call: shortText,
        'group-update': shortText,
      })
      .strict(),
    groupLines: z
      .object({
        name: shortText,
        avatarChanged: shortText,
        joined: shortText,
        joinedWithHistory: shortText,
        removed: shortText,
        promoted: shortText,
        left: shortText,
      })
      .strict(),
  })
  .strict();

/** Whether `tag` has the form of BCP 47. */
function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
