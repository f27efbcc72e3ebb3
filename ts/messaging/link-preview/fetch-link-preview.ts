import type { Clock } from '../../util/index.ts';
import { LinkPreviewError } from './errors.ts';
import { imageTypeOf } from './image-type.ts';
import type { PreviewImageType } from './image-type.ts';
import { MAX_IMAGE_BYTES, MAX_PAGE_BYTES, MIN_IMAGE_BYTES, PREVIEW_TIMEOUT_MS } from './limits.ts';
import { summarizePage } from './page-summary.ts';
import { pageText } from './page-text.ts';
import type { PreviewHttp } from './preview-http.ts';
import { isPreviewableLink } from './previewable-link.ts';
import { isPublicAddress } from './public-address.ts';
import { readBody } from './read-body.ts';
import type { Visitor } from './visit.ts';
import { visit } from './visit.ts';

export interface FetchedPreview {
  /** As in the text, whatever it led to: receivers look for it there. */
  readonly url: string;
  readonly title: string;
  readonly image?: { readonly bytes: Uint8Array; readonly contentType: PreviewImageType } | undefined;
}

export interface FetchLinkPreview {
  readonly http: PreviewHttp;
  readonly clock: Pick<Clock, 'setTimer'>;
  /** Cancels, as when the link was removed from the text. */
  readonly signal?: AbortSignal | undefined;
  /** True unless given. */
  readonly isImageWanted?: boolean | undefined;
  /** Public addresses only, unless given: tests have their servers on this machine. */
  readonly isAllowedAddress?: ((address: string) => boolean) | undefined;
}

const PAGE_TYPE = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i;
const ACCEPT_PAGE = 'text/html,application/xhtml+xml';
const ACCEPT_IMAGE = 'image/*';

/**
 * Asks a web site for title and picture of a link. The site sees our address (or that of the proxy in `http`): only for those who
 * have switched previews on, and only for links that they write themselves (spec 04 §3.4, spec 08 CMP-12). A picture that cannot be
 * had, in time or at all, is left out.
 * @throws {LinkPreviewError} whatever keeps us from a title: see its codes.
 */
export async function fetchLinkPreview(url: string, options: FetchLinkPreview): Promise<FetchedPreview> {
  const { http, clock, signal, isImageWanted = true, isAllowedAddress = isPublicAddress } = options;
  if (!isPreviewableLink(url)) throw new LinkPreviewError('link-not-acceptable');
  const limit = new AbortController();
  const cancel = (): void => limit.abort(new LinkPreviewError('aborted'));
  const timer = clock.setTimer(PREVIEW_TIMEOUT_MS, () => limit.abort(new LinkPreviewError('timeout')));
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted === true) cancel();
  try {
    const visitor = { http, isAllowedAddress, signal: limit.signal };
    const { title, imageUrl } = await readPage(visitor, new URL(url));
    const image = imageUrl === undefined || !isImageWanted ? undefined : await readImage(visitor, imageUrl);
    return { url, title, ...(image === undefined ? {} : { image }) };
  } finally {
    timer.cancel();
    signal?.removeEventListener('abort', cancel);
  }
}

async function readPage(
  visitor: Visitor,
  link: URL,
): Promise<{ readonly title: string; readonly imageUrl: URL | undefined }> {
  const { url, response } = await visit(visitor, link, ACCEPT_PAGE);
  const contentType = response.headers['content-type'] ?? '';
  if (!PAGE_TYPE.test(contentType)) {
    response.close();
    throw new LinkPreviewError('not-a-page', { message: contentType.slice(0, 100) });
  }
  const bytes = await readBody(response, { maxBytes: MAX_PAGE_BYTES, mayCut: true, signal: visitor.signal });
  const { title, imageUrl } = summarizePage(pageText(bytes, contentType), url);
  if (title === undefined) throw new LinkPreviewError('no-title');
  return { title, imageUrl };
}

async function readImage(visitor: Visitor, imageUrl: URL): Promise<FetchedPreview['image']> {
  try {
    const { response } = await visit(visitor, imageUrl, ACCEPT_IMAGE);
    const bytes = await readBody(response, {
      maxBytes: MAX_IMAGE_BYTES,
      mayCut: false,
      signal: visitor.signal,
    });
    const contentType = bytes.length < MIN_IMAGE_BYTES ? undefined : imageTypeOf(bytes);
    return contentType === undefined ? undefined : { bytes, contentType };
  } catch (error) {
    if (error instanceof LinkPreviewError && error.code !== 'aborted') return undefined;
    throw error;
  }
}
