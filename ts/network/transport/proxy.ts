// Spec 02 §8.

import { NetworkError } from '../errors.ts';

/** A SOCKS5 proxy for every connection, as people write it in their settings. */
export interface ProxySettings {
  /**
   * `socks5h://[user[:password]@]host:port`, user and password percent-encoded; `socks5://` and `socks://` mean the same: names are
   * always resolved by the proxy. A `*` in the user name becomes another random word for each guard, seed and purpose: Tor then takes
   * another circuit for each, so `socks5h://*@127.0.0.1:9050`.
   */
  readonly url: string;
}

/** A proxy that has been understood. */
export interface Proxy {
  /** Name or address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Empty for none. */
  readonly user: string;
  readonly password: string;
}

const SCHEMES = ['socks:', 'socks5:', 'socks5h:'];
const DEFAULT_PORT = 1080;
/** RFC 1929 gives each one byte for its length. */
const MAX_CREDENTIAL_BYTES = 255;
const EACH = '*';

/** @throws {NetworkError} `proxy-invalid` */
export function parseProxy({ url: text }: ProxySettings): Proxy {
  const url = parsedUrl(text);
  const { hostname, pathname, port, protocol, search, hash } = url;
  if (!SCHEMES.includes(protocol)) throw invalid('only socks5h: and socks5:');
  if (hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '') throw invalid('form');
  if (Number(port || DEFAULT_PORT) === 0) throw invalid('port');
  const [user, password] = [credential(url.username), credential(url.password)];
  if (user === '' && password !== '') throw invalid('a password without a user');
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || DEFAULT_PORT),
    user,
    password,
  };
}

/** User and password for one purpose; `word` takes the place of every `*`. */
export function credentialsFor({ user, password }: Proxy, word: string): Pick<Proxy, 'user' | 'password'> {
  if (!user.includes(EACH)) return { user, password };
  // RFC 1929 knows no empty password.
  return { user: user.replaceAll(EACH, word), password: password === '' ? word : password };
}

function parsedUrl(text: string): URL {
  try {
    return new URL(text);
  } catch (cause) {
    throw new NetworkError('proxy-invalid', { cause });
  }
}

function credential(encoded: string): string {
  let text: string;
  try {
    text = decodeURIComponent(encoded);
  } catch (cause) {
    throw new NetworkError('proxy-invalid', { cause });
  }
  if (Buffer.byteLength(text) > MAX_CREDENTIAL_BYTES) throw invalid('user or password too long');
  return text;
}

function invalid(message: string): NetworkError {
  return new NetworkError('proxy-invalid', { message });
}
