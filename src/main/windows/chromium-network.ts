import type { App, ProxyConfig, Session, WebContents } from 'electron';

/** What Chromium may connect to by itself: nothing as long as nobody calls; else straight, or through the SOCKS proxy with this URL. */
export type ChromiumRoute = 'nowhere' | 'direct' | { readonly proxy: string };

type WebRtcPolicy = Parameters<WebContents['setWebRTCIPHandlingPolicy']>[0];

/** Nobody listens on the discard port, and Chromium never goes past a proxy that does not answer. */
const BLACK_HOLE = 'socks5://127.0.0.1:9';
/** Without this rule everything on this machine is reached without the proxy. */
const NO_BYPASS = '<-loopback>';
const DEFAULT_PORT = '1080';

/**
 * Chromium's ways out. The page loads nothing but our own scheme, and the guards of its session refuse everything else; what is left is
 * media of calls, and whatever a future Chromium may think of. None of it may go past a proxy that a person has set (spec 02 §8).
 */
export class ChromiumNetwork {
  private readonly app: Pick<App, 'setProxy' | 'on'>;
  private readonly session: Pick<Session, 'setProxy' | 'closeAllConnections'>;
  private readonly pages: () => readonly WebContents[];
  private policy: WebRtcPolicy = webRtcPolicy('nowhere');

  constructor({
    app,
    session,
    pages,
  }: {
    readonly app: Pick<App, 'setProxy' | 'on'>;
    readonly session: Pick<Session, 'setProxy' | 'closeAllConnections'>;
    readonly pages: () => readonly WebContents[];
  }) {
    this.app = app;
    this.session = session;
    this.pages = pages;
  }

  /** Before the first window. What belongs to no page, such as downloads of Chromium's own, never has a way out. */
  async start(): Promise<void> {
    this.app.on('web-contents-created', (_created, contents) =>
      contents.setWebRTCIPHandlingPolicy(this.policy),
    );
    const nowhere = proxyConfig('nowhere');
    await Promise.all([this.app.setProxy(nowhere), this.session.setProxy(nowhere)]);
  }

  /** What is connected in another way is cut off. */
  async use(route: ChromiumRoute): Promise<void> {
    this.policy = webRtcPolicy(route);
    for (const page of this.pages()) page.setWebRTCIPHandlingPolicy(this.policy);
    await this.session.setProxy(proxyConfig(route));
    await this.session.closeAllConnections();
  }
}

/** The route that the settings ask for. Only calls need one; whoever has not switched them on has no page that connects to anything. */
export function chromiumRoute({
  proxy = '',
  calls,
}: {
  readonly proxy?: string;
  readonly calls: boolean;
}): ChromiumRoute {
  if (!calls) return 'nowhere';
  return proxy === '' ? 'direct' : { proxy };
}

/** Chromium cannot give a SOCKS proxy a name and a password: one that wants them refuses it, which is no way past it either. */
export function proxyConfig(route: ChromiumRoute): ProxyConfig {
  if (route === 'direct') return { mode: 'direct' };
  const proxyRules = route === 'nowhere' ? BLACK_HOLE : rulesFor(route.proxy);
  return { mode: 'fixed_servers', proxyRules, proxyBypassRules: NO_BYPASS };
}

function rulesFor(proxy: string): string {
  const { hostname, port } = new URL(proxy);
  return `socks5://${hostname}:${port === '' ? DEFAULT_PORT : port}`;
}

function webRtcPolicy(route: ChromiumRoute): WebRtcPolicy {
  return route === 'direct' ? 'default' : 'disable_non_proxied_udp';
}
