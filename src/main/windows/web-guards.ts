import { type Session, type WebContents, app, systemPreferences } from 'electron';

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

/** What a person has to switch on before a page may use it. */
export interface MediaSwitches {
  readonly microphone: () => boolean;
}

/** No permission but what is switched on, no device, no download, and no request that leaves the bundle, whatever the page's own policy says. */
export function guardSession(session: Session, switches: MediaSwitches): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isMedia = permission === 'media' && kinds.length > 0;
    if (isMedia && kinds.every((kind) => isSwitchedOn(kind, switches))) void askSystem().then(decide);
    else decide(permission === ALLOWED_PERMISSION);
  });
  session.setPermissionCheckHandler(
    (_contents, permission, _origin, { mediaType }) =>
      permission === ALLOWED_PERMISSION || (permission === 'media' && isSwitchedOn(mediaType, switches)),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest({ urls: REMOTE_URLS }, (_request, decide) => decide({ cancel: true }));
}

/** macOS wants to be asked, too. */
async function askSystem(): Promise<boolean> {
  return process.platform !== 'darwin' || systemPreferences.askForMediaAccess('microphone');
}

function isSwitchedOn(kind: string | undefined, { microphone }: MediaSwitches): boolean {
  return kind === 'audio' && microphone();
}
