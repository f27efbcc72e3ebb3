import { FileServerError } from './errors.ts';
import type { FileServer } from './file-servers.ts';
import { parseFileUrl } from './file-url.ts';

const ANY_FILE = '/file/0';

/**
 * A file server as people write it in their settings: its address and its key, `http://files.example#p=<64 hex>`. The key is an
 * Ed25519 or X25519 one, as in the URLs of files (spec 02 §6). After `cryptoReady`.
 * @throws {FileServerError} `file-url-invalid`; `file-server-unknown` without a key, unless it is a server that everybody knows.
 */
export function parseFileServer(address: string): FileServer {
  const match = /^(https?:\/\/[^/?#@]+)\/?(?:(#[^#]*))?$/i.exec(address.trim());
  if (match === null) throw new FileServerError('file-url-invalid', { message: 'form' });
  const [, origin = '', fragment = ''] = match;
  return parseFileUrl(`${origin}${ANY_FILE}${fragment}`).server;
}

/** `server` as {@link parseFileServer} reads it. */
export function fileServerAddress({ protocol, host, port, urlKey }: FileServer): string {
  return `${protocol}://${host}${port === undefined ? '' : `:${port}`}#p=${urlKey}`;
}
