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

  /**
   * The picture comes as the site has it: it is for a decoder in a sandbox, which makes a new one of it, and for nobody else.
   * @throws {MessagingError} `previews-off`
   * @throws {LinkPreviewError} as {@link fetchLinkPreview}
   */
  async run(url: string, { isImageWanted }: { readonly isImageWanted: boolean }): Promise<FetchedPreview> {
    const { store, clock, previewHttp = this.web() } = this.deps;
    if (store.settings.get(LINK_PREVIEWS) !== true) throw new MessagingError('previews-off');
    return fetchLinkPreview(url, { http: previewHttp, clock, isImageWanted });
  }

  /** A new agent each time: the proxy may have changed. */
  private web(): PreviewHttp {
    const { network, clock } = this.deps;
    const agent = network.webAgent({ name: 'link-preview', protocol: 'https:' });
    return new WebPreviewHttp({ clock, agent, isProxy: network.isProxied() });
  }
}
