import { isIP } from 'node:net';

import { LinkPreviewError } from './errors.ts';
import { MAX_ADDRESSES, MAX_REDIRECTS, MAX_URL_LENGTH } from './limits.ts';
import type { PreviewHttp, PreviewResponse } from './preview-http.ts';
import { isPublicName } from './public-address.ts';

export interface Visitor {
  readonly http: PreviewHttp;
  readonly isAllowedAddress: (address: string) => boolean;
  readonly signal: AbortSignal;
}

export interface Visited {
  /** Where the redirects led. */
  readonly url: URL;
  readonly response: PreviewResponse;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const OK = 200;
/** What all clients of the network say they are: another value would set our users apart (spec 04 §3.4). */
const USER_AGENT = 'WhatsApp';

/**
 * Asks for `url`, and on from where it leads; every step is checked as the first one is (spec 04 §3.4). The caller closes the answer.
 * @throws {LinkPreviewError} `address-forbidden`, `redirect-invalid`, `too-many-redirects`, `unreachable`, `bad-status`,
 * `encoding-unsupported`; `aborted` when the signal aborts.
 */
export async function visit(visitor: Visitor, start: URL, accept: string): Promise<Visited> {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await ask(visitor, url, accept);
    if (!REDIRECTS.has(response.status)) return { url, response: checkAnswer(response) };
    response.close();
    url = redirectTarget(response.headers['location'], url);
  }
  throw new LinkPreviewError('too-many-redirects');
}

async function ask(visitor: Visitor, url: URL, accept: string): Promise<PreviewResponse> {
  const headers = { 'User-Agent': USER_AGENT, Accept: accept, 'Accept-Encoding': 'identity' };
  let failure: unknown;
  for (const address of await checkedAddresses(visitor, url)) {
    try {
      const asked = visitor.http.get({ url, address, headers, signal: visitor.signal });
      return await orAborted(visitor.signal, asked, (late) => late.close());
    } catch (error) {
      visitor.signal.throwIfAborted();
      failure = error;
    }
  }
  throw new LinkPreviewError('unreachable', { cause: failure });
}

/** The addresses to try; one `undefined` when a proxy finds them. A host with a single forbidden one is not visited at all. */
async function checkedAddresses(visitor: Visitor, url: URL): Promise<readonly (string | undefined)[]> {
  const addresses = await addressesOf(visitor, url.hostname);
  if (addresses === undefined) return [undefined];
  if (!addresses.every(visitor.isAllowedAddress)) throw new LinkPreviewError('address-forbidden');
  return addresses.slice(0, MAX_ADDRESSES);
}

async function addressesOf(
  { http, signal }: Visitor,
  hostname: string,
): Promise<readonly string[] | undefined> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0) return [literal];
  if (!isPublicName(hostname)) throw new LinkPreviewError('address-forbidden');
  try {
    return await orAborted(signal, http.resolve(hostname));
  } catch (cause) {
    signal.throwIfAborted();
    throw new LinkPreviewError('unreachable', { cause });
  }
}

function redirectTarget(location: string | undefined, from: URL): URL {
  if (location === undefined || location.length > MAX_URL_LENGTH || !URL.canParse(location, from.href))
    throw new LinkPreviewError('redirect-invalid');
  const target = new URL(location, from);
  if (!isVisitable(target)) throw new LinkPreviewError('redirect-invalid');
  return target;
}

/** Whether a URL that a server gave may be asked for at all. */
export function isVisitable({ protocol, username, password, href }: URL): boolean {
  return protocol === 'https:' && username === '' && password === '' && href.length <= MAX_URL_LENGTH;
}

function checkAnswer(response: PreviewResponse): PreviewResponse {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (response.status === OK && encoding === 'identity') return response;
  response.close();
  throw new LinkPreviewError(response.status === OK ? 'encoding-unsupported' : 'bad-status', {
    message: response.status === OK ? encoding.slice(0, 20) : String(response.status),
  });
}

/**
 * What `promise` gives, unless `signal` aborts before: then its reason is thrown, and what comes too late is thrown away.
 */
export async function orAborted<Value>(
  signal: AbortSignal,
  promise: Promise<Value>,
  dispose: (late: Value) => void = () => undefined,
): Promise<Value> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } catch (error) {
    if (signal.aborted) promise.then(dispose, () => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
