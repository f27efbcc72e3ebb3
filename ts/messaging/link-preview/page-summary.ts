import { cutToCodePoints } from '../text/index.ts';
import { scanHead } from './head-scanner.ts';
import type { HeadElement } from './head-scanner.ts';
import { PREVIEW_TITLE_CODE_POINTS } from '../limits.ts';
import { MAX_URL_LENGTH } from './limits.ts';
import { isVisitable } from './visit.ts';

export interface PageSummary {
  /** Not empty, one line. */
  readonly title: string | undefined;
  /** `https`. */
  readonly imageUrl: URL | undefined;
}

const OPEN_GRAPH_IMAGES = ['og:image', 'og:image:secure_url', 'og:image:url'] as const;
const ICONS = ['icon', 'apple-touch-icon'] as const;

/** What a page says about itself: its Open Graph title and picture, else its title and its icon (spec 04 §3.4). */
export function summarizePage(html: string, pageUrl: URL): PageSummary {
  const elements = scanHead(html);
  const title = firstTitle([metaContent(elements, 'og:title'), titleOf(elements)]);
  const image = [
    ...OPEN_GRAPH_IMAGES.map((property) => metaContent(elements, property)),
    ...ICONS.map((rel) => linkTarget(elements, rel)),
  ];
  return { title, imageUrl: firstUrl(image, pageUrl) };
}

function titleOf(elements: readonly HeadElement[]): string | undefined {
  return elements.find((element) => element.name === 'title')?.text;
}

function metaContent(elements: readonly HeadElement[], property: string): string | undefined {
  return elements
    .filter((element) => element.name === 'meta')
    .find(({ attributes }) => {
      const key = attributes.get('property') ?? attributes.get('name');
      return key?.trim().toLowerCase() === property && attributes.has('content');
    })
    ?.attributes.get('content');
}

function linkTarget(elements: readonly HeadElement[], rel: string): string | undefined {
  return elements
    .filter((element) => element.name === 'link')
    .find(({ attributes }) => attributes.get('rel')?.toLowerCase().split(/\s+/).includes(rel))
    ?.attributes.get('href');
}

function firstTitle(candidates: readonly (string | undefined)[]): string | undefined {
  return candidates.map((title = '') => oneLine(title)).find((title) => title !== '');
}

/** What is cut off never counts: the rest of a title may have any length. */
function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return cutToCodePoints(line, PREVIEW_TITLE_CODE_POINTS).trim();
}

function firstUrl(candidates: readonly (string | undefined)[], base: URL): URL | undefined {
  for (const candidate of candidates) {
    if (candidate === undefined || candidate.trim() === '' || candidate.length > MAX_URL_LENGTH) continue;
    if (!URL.canParse(candidate, base.href)) continue;
    const url = new URL(candidate, base);
    if (isVisitable(url)) return url;
  }
  return undefined;
}
