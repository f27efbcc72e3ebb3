import { protocol } from 'electron';

import { SCHEME } from './bundle-path.ts';
import { bundleResponse } from './bundle-response.ts';

/** Tells Chromium about our scheme; must happen before the app is ready. */
export function registerBundleScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Serves the interface in `root` to the window; after the app is ready. */
export function serveBundle(root: string): void {
  protocol.handle(SCHEME, (request) => bundleResponse(root, request));
}
