import { type Session, type WebContents, app } from 'electron';

import { isBundleUrl } from '../bundle/bundle-path.ts';

/** Everything of the outside world; our own page has the scheme `app`. */
const REMOTE_URLS = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'];

/** The one thing a page may do without asking: write to the clipboard after a click. */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write';

/**
 * No page of ours ever goes elsewhere, opens a window, or embeds another (spec 08 SEC-01); it may load itself anew. Before the first window.
 */
export function guardAllPages(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isReload(contents, event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isReload(contents, event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

function isReload(contents: WebContents, url: string): boolean {
  return isBundleUrl(url) && url === contents.getURL();
}

/** No permission, no device, no download, and no request that leaves the bundle, whatever the page's own policy says. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(permission === ALLOWED_PERMISSION),
  );
  session.setPermissionCheckHandler((_contents, permission) => permission === ALLOWED_PERMISSION);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest({ urls: REMOTE_URLS }, (_request, decide) => decide({ cancel: true }));
}
