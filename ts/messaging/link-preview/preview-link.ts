import { MessagingError } from '../errors.ts';
import type { Services } from '../services.ts';
import { LINK_PREVIEWS } from '../settings.ts';
import { fetchLinkPreview } from './fetch-link-preview.ts';
import type { FetchedPreview } from './fetch-link-preview.ts';
import type { PreviewHttp } from './preview-http.ts';
import { WebPreviewHttp } from './web-preview-http.ts';

type Deps = Pick<Services, 'store' | 'network' | 'clock'> & {
  /** The web itself unless given. */
  readonly previewHttp?: PreviewHttp | undefined;
};

/** Asks for the preview of a link that is being written, for those who have switched that on (spec 04 §3.4). */
export class PreviewLink {
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Without the picture. @throws {MessagingError} `previews-off` @throws {LinkPreviewError} as {@link fetchLinkPreview} */
  async run(url: string): Promise<Pick<FetchedPreview, 'url' | 'title'>> {
    const { store, clock, previewHttp = this.web() } = this.deps;
    if (store.settings.get(LINK_PREVIEWS) !== true) throw new MessagingError('previews-off');
    const { title } = await fetchLinkPreview(url, { http: previewHttp, clock, isImageWanted: false });
    return { url, title };
  }

  /** A new agent each time: the proxy may have changed. */
  private web(): PreviewHttp {
    const { network, clock } = this.deps;
    const agent = network.webAgent({ name: 'link-preview', protocol: 'https:' });
    return new WebPreviewHttp({ clock, agent, isProxy: network.isProxied() });
  }
}
