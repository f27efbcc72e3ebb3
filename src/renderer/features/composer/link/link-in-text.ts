import { textParts } from '../../conversation/message-text-model.ts';

/** The first web address in a text; the caret may still stand in it. */
export function firstLink(text: string): string | undefined {
  return textParts(text).find(({ kind }) => kind === 'link')?.text;
}

/** Only of these a preview can be made: nobody on the way may see or change what is asked for. Spec 08, CMP-12. */
export function hasPreview(link: string): boolean {
  return link.startsWith('https://');
}
