import { ed25519PublicKey, ed25519ToX25519, x25519PublicKey } from '../../crypto/index.ts';
import type { X25519PublicKey } from '../../crypto/index.ts';
import { fromHex, isCodedError, toHex } from '../../util/index.ts';
import { FileServerError } from './errors.ts';
import { assertFileId, isFileId } from './file-id.ts';
import { DEFAULT_FILE_SERVER, KNOWN_FILE_SERVERS } from './file-servers.ts';
import type { FileServer } from './file-servers.ts';

/** Where a file is and how it is encrypted, as its URL says (spec 02 §6, spec 01 §6.2). */
export interface FileLocation {
  readonly server: FileServer;
  /** False for a server that only the URL knows of: whoever wrote the URL chose it. */
  readonly isServerKnown: boolean;
  readonly fileId: string;
  /** Encrypted as a stream (spec 01 §6.4), else in the legacy way. */
  readonly isStream: boolean;
  /** Key of a picture, 32 bytes: some desktops keep it here; never sent. */
  readonly pictureKey?: Uint8Array;
  /** Address of the server in the session router, with or without a port. */
  readonly routerAddress?: string;
}

const MAX_URL_LENGTH = 2_048;
const PATH = /^\/files?\/([^/]+)$/;
const HOST = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const KEY = /^[0-9a-f]{64}$/;
/** A community server, which old URLs of files there name. */
const COMMUNITY_HOST = 'open.getsession.org';

/**
 * Reads the URL of a file. Its server is a known one, by key or else by host; another one must tell its key (spec 02 §6).
 * @throws {FileServerError} `file-url-invalid`; `file-server-unknown` for a host that nobody knows without a key.
 */
export function parseFileUrl(
  text: string,
  { known = KNOWN_FILE_SERVERS }: { readonly known?: readonly FileServer[] } = {},
): FileLocation {
  const url = urlOf(text);
  const fileId = PATH.exec(url.pathname)?.[1];
  if (fileId === undefined || !isFileId(fileId)) throw invalid('path');
  const fragment = itemsOf(url.hash.slice(1));
  const { server, isServerKnown } = serverOf(url, fragment.get('p')?.toLowerCase(), { known });
  const pictureKey = fragment.get('e')?.toLowerCase();
  const routerAddress = fragment.get('sr');
  return {
    server,
    isServerKnown,
    fileId,
    isStream: fragment.has('d'),
    ...(pictureKey !== undefined && KEY.test(pictureKey) ? { pictureKey: fromHex(pictureKey) } : {}),
    ...(routerAddress === undefined || routerAddress === '' ? {} : { routerAddress }),
  };
}

/**
 * The URL of a file as messages carry it. It names the key of every server but the default one, because phones misread it there, and
 * says that a file is a stream in the one form that all clients read (spec 02 §6, conflicts 1 and 2).
 * @throws {FileServerError} `file-id-invalid`
 */
export function fileUrl({
  server = DEFAULT_FILE_SERVER,
  fileId,
  isStream,
}: {
  readonly server?: FileServer;
  readonly fileId: string;
  readonly isStream: boolean;
}): string {
  assertFileId(fileId);
  const { protocol, host, port, urlKey } = server;
  const items = [
    ...(server.host === DEFAULT_FILE_SERVER.host ? [] : [`p=${urlKey}`]),
    ...(isStream ? ['d'] : []),
  ];
  const base = `${protocol}://${host}${port === undefined ? '' : `:${port}`}`;
  return `${base}/file/${fileId}${items.length === 0 ? '' : `#${items.join('&')}`}`;
}

function urlOf(text: string): URL {
  if (text.length > MAX_URL_LENGTH) throw invalid('length');
  try {
    const url = new URL(text);
    const isPlain = url.username === '' && url.password === '' && url.search === '';
    if (isPlain && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  } catch (cause) {
    throw new FileServerError('file-url-invalid', { cause });
  }
  throw invalid('form');
}

/** `a=b&c` as a map; of equal names the first counts. */
function itemsOf(fragment: string): ReadonlyMap<string, string> {
  const items = new Map<string, string>();
  for (const item of fragment.split('&')) {
    const at = item.indexOf('=');
    const name = at < 0 ? item : item.slice(0, at);
    if (!items.has(name)) items.set(name, at < 0 ? '' : item.slice(at + 1));
  }
  return items;
}

function serverOf(
  url: URL,
  urlKey: string | undefined,
  { known }: { readonly known: readonly FileServer[] },
): Pick<FileLocation, 'server' | 'isServerKnown'> {
  const found =
    known.find((server) => urlKey !== undefined && keysOf(server).includes(urlKey)) ??
    known.find(({ host }) => host === url.hostname);
  if (found !== undefined) return { server: found, isServerKnown: true };
  if (urlKey === undefined || !KEY.test(urlKey)) throw new FileServerError('file-server-unknown');
  if (!HOST.test(url.hostname) || url.hostname === COMMUNITY_HOST) throw invalid('host');
  const server: FileServer = {
    host: url.hostname,
    protocol: url.protocol === 'https:' ? 'https' : 'http',
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    x25519: keysFor(urlKey),
    urlKey,
  };
  return { server, isServerKnown: false };
}

function keysOf({ urlKey, x25519 }: FileServer): readonly string[] {
  return [urlKey, ...x25519.map(toHex)];
}

/** Some clients write an Ed25519 key, others an X25519 one (spec 02 §6, conflict 2): both readings, in the order in which to try them. */
function keysFor(urlKey: string): FileServer['x25519'] {
  const bytes = fromHex(urlKey);
  const converted = convertedKey(bytes);
  return converted === undefined ? [x25519PublicKey(bytes)] : [converted, x25519PublicKey(bytes)];
}

function convertedKey(bytes: Uint8Array): X25519PublicKey | undefined {
  try {
    return ed25519ToX25519(ed25519PublicKey(bytes));
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}

function invalid(message: string): FileServerError {
  return new FileServerError('file-url-invalid', { message });
}
