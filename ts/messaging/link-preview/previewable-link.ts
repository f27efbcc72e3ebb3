import { domainToUnicode } from 'node:url';

import { findLinks } from '../text/index.ts';
import { MAX_URL_LENGTH } from './limits.ts';

/** Taken apart by hand: a URL parser forgives what shall not be forgiven. */
const HTTPS = /^https:\/\/([^/?#]*)(.*)$/isu;
const AUTHORITY = /^([^@:[\]\\]+)(?::\d{1,5})?$/u;
const RFC_3986 = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/;
const ASCII = /^[\x21-\x7e]*$/;
const NOT_ASCII = /^[^\x00-\x7f]*$/u;

/**
 * Whether previews are made of a link: `https`, at most 4,096 characters, no user part, at least two host labels, nothing encoded in
 * the host, no host that mixes ASCII and other letters to look like another one, and only characters of RFC 3986 behind it (spec 04 §3.4).
 */
export function isPreviewableLink(url: string): boolean {
  if (url.length > MAX_URL_LENGTH || !URL.canParse(url)) return false;
  const [, authority = '', rest = ''] = HTTPS.exec(url) ?? [];
  const host = AUTHORITY.exec(authority)?.[1];
  return host !== undefined && RFC_3986.test(rest) && isHonestHost(host) && isHonestHost(shownHost(url));
}

/** The first link in a text of which a preview is made (spec 04 §3.4). */
export function findPreviewableLink(text: string): string | undefined {
  return findLinks(text).find(({ url }) => isPreviewableLink(url))?.url;
}

/** As people see it, who do not see `xn--…`. */
function shownHost(url: string): string {
  return domainToUnicode(new URL(url).hostname);
}

function isHonestHost(host: string): boolean {
  const labels = host.split('.');
  if (host.includes('%') || labels.length < 2 || labels.includes('')) return false;
  const letters = labels.join('');
  return ASCII.test(letters) || NOT_ASCII.test(letters);
}
