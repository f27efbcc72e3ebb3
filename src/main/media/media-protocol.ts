import { protocol } from 'electron';

import type { MediaServer } from './media-server.ts';
import { MEDIA_SCHEME, readMediaUrl } from './media-url.ts';

/** Serves attachments and pictures to the window; after the app is ready. */
export function serveMedia(server: MediaServer): void {
  protocol.handle(MEDIA_SCHEME, (request) =>
    server.respond({
      method: request.method,
      request: readMediaUrl(request.url),
      range: request.headers.get('Range') ?? undefined,
      signal: request.signal,
    }),
  );
}
