import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

import { resolveBundlePath } from './bundle-path.ts';

/** Nothing but our own files: no inline script, no frame, no form, no request to anywhere (spec 08 SEC-01). */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob: media:",
  "media-src 'self' blob: media:",
  "font-src 'self'",
  // Sound is read, to draw its waveform.
  "connect-src 'self' media:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Answers a request for a file of the interface in `root`; whatever is not there, or not of a known type, is 404. */
export async function bundleResponse(
  root: string,
  request: { readonly method: string; readonly url: string },
): Promise<Response> {
  if (request.method !== 'GET') return refusal(405);
  const path = resolveBundlePath(root, request.url);
  const type = path === undefined ? undefined : CONTENT_TYPES[extname(path)];
  if (path === undefined || type === undefined) return refusal(404);
  try {
    const bytes = Uint8Array.from(await readFile(path));
    return new Response(bytes, { headers: { ...SECURITY_HEADERS, 'Content-Type': type } });
  } catch {
    return refusal(404);
  }
}

const SECURITY_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

function refusal(status: number): Response {
  return new Response('', { status, headers: SECURITY_HEADERS });
}
