/** How long a whole preview may take, picture included (spec 04 §3.4). */
export const PREVIEW_TIMEOUT_MS = 20_000;
/** How long one address may take to be connected to, before the next one has its turn. */
export const CONNECT_TIMEOUT_MS = 5_000;
/** Addresses of one host that are tried. */
export const MAX_ADDRESSES = 3;
/** Redirects from a link to its page (spec 04 §3.4). */
export const MAX_REDIRECTS = 20;
/** Bytes of a page that are read; what comes later is not looked at (spec 04 §3.4). */
export const MAX_PAGE_BYTES = 500 * 1024;
/** Bytes of a picture: a larger one is not taken (spec 04 §3.4, spec 08 CMP-12). */
export const MAX_IMAGE_BYTES = 1024 * 1024;
export const MIN_IMAGE_BYTES = 8;
/** Bytes of the headers of one answer. */
export const MAX_HEADER_BYTES = 16 * 1024;
/** UTF-16 units of a link, and of where it leads (spec 04 §3.4). */
export const MAX_URL_LENGTH = 4_096;
