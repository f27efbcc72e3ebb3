// What is composed around a text: the message that it answers, the preview of a link, an invitation (spec 04 §3.3, §3.4, §3.12).

import { parseTypedCommunityUrl } from '../../config/index.ts';
import type { AttachmentRow, MessageRow, QuoteKey, Repositories } from '../../store/index.ts';
import { isCodedError } from '../../util/index.ts';
import type { DataMessage } from '../../wire/index.ts';
import { pointerOf } from '../attachments/pointers.ts';
import { MessagingError } from '../errors.ts';
import { INVITATION_NAME_CODE_POINTS, PREVIEW_TITLE_CODE_POINTS } from '../limits.ts';
import { isPreviewableLink } from '../link-preview/index.ts';
import { cutToCodePoints, hasLink } from '../text/index.ts';

/** The preview of a link in a text. Its picture goes with the files of the message. */
export interface ComposedPreview {
  readonly url: string;
  readonly title: string;
}

/** A community and the name under which somebody is invited to it. */
export interface Invitation {
  /** With `?public_key=`. */
  readonly url: string;
  readonly name: string;
}

/**
 * The message that a text answers: one that somebody wrote, is still there, and has a sent-at that it keeps.
 * @throws {MessagingError} `message-unknown` when it is not in this conversation, `message-not-open` for a placeholder, a line about what
 * happened, or what was not sent.
 */
export function quoteOf({ messages }: Repositories, conversationId: number, messageId: number): QuoteKey {
  const quoted = messages.get(messageId);
  if (quoted?.conversationId !== conversationId) throw new MessagingError('message-unknown');
  if (!isQuotableIn(conversationId, quoted)) throw new MessagingError('message-not-open');
  return quoteKeyOf(quoted);
}

/** Whether a message can be answered in a conversation. */
export function isQuotableIn(
  conversationId: number,
  { conversationId: itsOwn, kind, deletion, state }: MessageRow,
): boolean {
  return itsOwn === conversationId && kind === 'text' && deletion === undefined && state !== 'failed';
}

/** By what a message is found that is quoted. */
export function quoteKeyOf({ authorId, sentAtMs }: MessageRow): QuoteKey {
  return { authorId, sentAtMs };
}

/** @throws {MessagingError} `preview-invalid` for a link that is not in the text or has no previews, and without a title. */
export function checkedPreview(text: string, { url, title }: ComposedPreview): ComposedPreview {
  const shown = cutToCodePoints(title.trim(), PREVIEW_TITLE_CODE_POINTS);
  if (shown === '' || !isPreviewableLink(url) || !hasLink(text, url))
    throw new MessagingError('preview-invalid');
  return { url, title: shown };
}

/** @throws {MessagingError} `invitation-invalid` for a URL that leads to no community, or whose key is missing. */
export function checkedInvitation({ url, name }: Invitation): Invitation {
  const shown = cutToCodePoints(name.trim(), INVITATION_NAME_CODE_POINTS);
  if (shown === '' || !isCommunityUrl(url)) throw new MessagingError('invitation-invalid');
  return { url: url.trim(), name: shown };
}

/** Whether a URL leads to a room of a community and has its key (spec 05 §1.1). */
export function isCommunityUrl(url: string): boolean {
  try {
    parseTypedCommunityUrl(url);
    return true;
  } catch (error) {
    if (isCodedError(error)) return false;
    throw error;
  }
}

/** What a row of ours and its files say on the wire, to its recipient and to our other devices alike. */
export function wireParts(
  { body, quote, details }: MessageRow,
  files: readonly AttachmentRow[],
): Pick<DataMessage, 'body' | 'quote' | 'previews' | 'communityInvitation' | 'attachments'> {
  const image = files.find(({ role }) => role === 'preview-image');
  const preview = details?.preview && {
    ...details.preview,
    ...(image === undefined ? {} : { image: pointerOf(image) }),
  };
  return {
    ...(body === '' ? {} : { body }),
    ...(quote === undefined ? {} : { quote: { author: quote.authorId, sentAtMs: quote.sentAtMs } }),
    ...(preview === undefined ? {} : { previews: [preview] }),
    ...(details?.invitation === undefined ? {} : { communityInvitation: details.invitation }),
    attachments: files.filter(({ role }) => role === 'attachment').map(pointerOf),
  };
}
