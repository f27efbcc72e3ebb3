import { ORIGIN } from '../bundle/bundle-path.ts';
import { bundleResponse } from '../bundle/bundle-response.ts';

const INDEX = 'index.html';
const BRIDGE_SCRIPT = 'socket-bridge.js';

/** Runs before the page's own module, which stands behind it: modules run in the order of the page. */
const BRIDGE_TAG = `<script type="module" src="./${BRIDGE_SCRIPT}"></script>`;

export interface PageFilesOptions {
  /** Folder of the built interface. */
  readonly root: string;
  /** JavaScript that gives the page its bridge. */
  readonly bridgeScript: string;
}

/** Answers for the files of the interface as the app's own scheme does, with the script of the bridge in the page. */
export async function pageFile(
  { root, bridgeScript }: PageFilesOptions,
  { method, path }: { readonly method: string; readonly path: string },
): Promise<Response> {
  const name = path === '' ? INDEX : path;
  const isScript = name === BRIDGE_SCRIPT && method === 'GET';
  const found = await bundleResponse(root, { method, url: `${ORIGIN}/${isScript ? INDEX : name}` });
  const headers = new Headers(found.headers);
  // Nothing of a page that knows the token stays behind in a browser.
  headers.set('Cache-Control', 'no-store');
  if (isScript) {
    headers.set('Content-Type', 'text/javascript; charset=utf-8');
    return new Response(bridgeScript, { headers });
  }
  const isIndex = name === INDEX && found.ok;
  const body = isIndex ? withBridge(await found.text()) : found.body;
  return new Response(body, { status: found.status, headers });
}

function withBridge(html: string): string {
  return html.replace('<script', `${BRIDGE_TAG}<script`);
}
