import type { TextKey } from '../../app/text/catalogue.ts';

/** Bytes of UTF-8; the client refuses longer ones. Spec 08 §8. */
const NAME_BYTES = 100;
/** What the client keeps of a description; it would cut a longer one. */
const DESCRIPTION_BYTES = 600;
/** Ourselves among them. */
export const MOST_MEMBERS = 100;

function bytesOf(text: string): number {
  return new TextEncoder().encode(text.trim()).length;
}

/** What is wrong with a name while it is typed; that it is empty is said when somebody goes on. */
export function nameFault(name: string): TextKey | undefined {
  return bytesOf(name) > NAME_BYTES ? 'groupNameEnterShorterPlease' : undefined;
}

export function descriptionFault(description: string): TextKey | undefined {
  return bytesOf(description) > DESCRIPTION_BYTES ? 'groupDescriptionTooLong' : undefined;
}
