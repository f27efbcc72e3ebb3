import { protocol } from 'electron';

import { MEDIA_SCHEME } from '../media/media-url.ts';
import { SCHEME } from './bundle-path.ts';
import { bundleResponse } from './bundle-response.ts';

/** Tells Chromium about our schemes, which it takes only once; must happen before the app is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
    {
      // Our pages have another origin, and read sound to draw its waveform: hence CORS. Films are fetched in parts: hence streams.
      scheme: MEDIA_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
    },
  ]);
}

/** Serves the interface in `root` to the window; after the app is ready. */
export function serveBundle(root: string): void {
  protocol.handle(SCHEME, (request) => bundleResponse(root, request));
}
