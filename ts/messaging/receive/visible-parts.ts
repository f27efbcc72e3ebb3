// What there is to see of a message that came (spec 04 §2.2, §3.1, §3.3, §3.4, §3.12).

import { accountId } from '../../account/index.ts';
import type { AccountId } from '../../account/index.ts';
import type { MessageDetails, PersonId, QuoteKey } from '../../store/index.ts';
import { isCodedError } from '../../util/index.ts';
import type { AttachmentPointer, DataMessage, LinkPreview } from '../../wire/index.ts';
import { type FilePlace, isFollowable } from '../attachments/pointers.ts';
import {
  INVITATION_NAME_CODE_POINTS,
  PREVIEW_TITLE_CODE_POINTS,
  RECEIVED_TEXT_LIMIT_CODE_POINTS,
} from '../limits.ts';
import { isCommunityUrl } from '../send/message-parts.ts';
import { cutToCodePoints, hasLink } from '../text/index.ts';

export interface VisibleParts {
  /** As it was sent, cut at the limit; empty when there are no words. */
  readonly body: string;
  readonly quote?: QuoteKey;
  readonly details?: Pick<MessageDetails, 'preview' | 'invitation'>;
  /** Of the preview. */
  readonly image?: AttachmentPointer;
}

/** Others send one; each costs a search through the text. */
const MAX_PREVIEWS = 4;
/** Nobody invites to a longer one. */
const MAX_URL_CHARACTERS = 4_096;

/** How a message of a community is read. */
export interface ReadingOptions {
  readonly place?: FilePlace;
  /** Knows people by what a quote names them; outside of communities that is an Account ID. */
  readonly authorIn?: (id: string) => PersonId | undefined;
}

/** The parts of a message that are shown; undefined when there are none. */
export function visibleParts(
  data: DataMessage,
  { place = 'file-server', authorIn = idOf }: ReadingOptions = {},
): VisibleParts | undefined {
  if (data.isExpirationTimerUpdate === true) return undefined;
  const invitation = invitationIn(data);
  const body = bodyOf(data) || (invitation === undefined ? refusedInvitation(data) : '');
  const quote = quoteIn(data, authorIn);
  const preview = previewIn(data, body, place);
  const hasFiles = (data.attachments ?? []).length > 0;
  if (body === '' && invitation === undefined && quote === undefined && !hasFiles) return undefined;
  const details = {
    ...(preview === undefined ? {} : { preview: preview.shown }),
    ...(invitation === undefined ? {} : { invitation }),
  };
  return {
    body,
    ...(quote === undefined ? {} : { quote }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
    ...(preview?.image === undefined ? {} : { image: preview.image }),
  };
}

function bodyOf({ body = '' }: DataMessage): string {
  return body.trim() === '' ? '' : cutToCodePoints(body, RECEIVED_TEXT_LIMIT_CODE_POINTS);
}

/** One of nobody's, as of a blinded ID outside a community, is none. */
function quoteIn(
  { quote }: DataMessage,
  authorIn: (id: string) => PersonId | undefined,
): QuoteKey | undefined {
  const authorId = quote && authorIn(quote.author);
  return authorId === undefined || quote === undefined ? undefined : { authorId, sentAtMs: quote.sentAtMs };
}

/** Only the preview of a link that the text has, and only one that says something. */
function previewIn(
  { previews = [] }: DataMessage,
  body: string,
  place: FilePlace,
): VisiblePreview | undefined {
  return previews
    .slice(0, MAX_PREVIEWS)
    .map((preview) => visiblePreview(preview, place))
    .find((preview) => preview !== undefined && hasLink(body, preview.shown.url));
}

interface VisiblePreview {
  readonly shown: Required<MessageDetails>['preview'];
  readonly image: AttachmentPointer | undefined;
}

/** A picture that nobody could fetch is none. */
function visiblePreview(
  { url, title = '', image }: LinkPreview,
  place: FilePlace,
): VisiblePreview | undefined {
  const shownTitle = cutToCodePoints(title.trim(), PREVIEW_TITLE_CODE_POINTS);
  const picture = image !== undefined && isFollowable(image, place) ? image : undefined;
  if (shownTitle === '' && picture === undefined) return undefined;
  return { shown: { url, ...(shownTitle === '' ? {} : { title: shownTitle }) }, image: picture };
}

function invitationIn({ communityInvitation: invitation }: DataMessage): MessageDetails['invitation'] {
  if (invitation === undefined || invitation.url.length > MAX_URL_CHARACTERS) return undefined;
  if (!isCommunityUrl(invitation.url)) return undefined;
  return { url: invitation.url.trim(), name: cutToCodePoints(invitation.name, INVITATION_NAME_CODE_POINTS) };
}

/** An invitation to what is no community is text, which nobody can join by a click (spec 04 §3.12). */
function refusedInvitation({ communityInvitation: invitation }: DataMessage): string {
  if (invitation === undefined) return '';
  return cutToCodePoints(`${invitation.name}\n${invitation.url}`.trim(), RECEIVED_TEXT_LIMIT_CODE_POINTS);
}

function idOf(text: string): AccountId | undefined {
  try {
    return accountId(text.toLowerCase());
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}
