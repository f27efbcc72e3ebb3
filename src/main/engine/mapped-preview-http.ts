import http, { type IncomingMessage } from 'node:http';

import type { ClientPorts } from '../../../ts/client/index.ts';

type PreviewHttp = NonNullable<ClientPorts['previewHttp']>;
type PreviewRequest = Parameters<PreviewHttp['get']>[0];
type PreviewResponse = Awaited<ReturnType<PreviewHttp['get']>>;

/** Web sites of a test: each host stands for a server of this machine, and there are no others (spec 08 §3.1). */
export class MappedPreviewHttp implements PreviewHttp {
  private readonly hosts: Readonly<Record<string, string>>;

  constructor(hosts: Readonly<Record<string, string>>) {
    this.hosts = hosts;
  }

  /** As if a proxy found them: so no address is looked at. */
  async resolve(): Promise<undefined> {
    return undefined;
  }

  get({ url, headers, signal }: PreviewRequest): Promise<PreviewResponse> {
    const base = this.hosts[url.hostname];
    if (base === undefined) return Promise.reject(new Error('no such site in this test'));
    const target = new URL(`${url.pathname}${url.search}`, base);
    return new Promise((resolve, reject) => {
      const request = http.get(target, { headers, signal });
      request.on('error', reject);
      request.on('response', (response) => resolve(answerOf(response)));
    });
  }
}

function answerOf(response: IncomingMessage): PreviewResponse {
  const headers = Object.entries(response.headers).map(([name, value]) => [name, [value].flat()[0]] as const);
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: response,
    close: () => response.destroy(),
  };
}
