// How communities are named: base URLs, rooms and join URLs in their one canonical form (spec 03 §8.5, spec 05 §1.1).

import type { X25519PublicKey } from '../crypto/index.ts';
import { x25519PublicKey } from '../crypto/index.ts';
import { fromBase64, fromHex, toHex } from '../util/index.ts';
import { ConfigError } from './errors.ts';

/** A room of a community server. */
export interface CommunityRoom {
  /** Canonical: `scheme://host[:port]`, at most 267 bytes. */
  readonly baseUrl: string;
  /** 1 to 64 of `[-0-9a-zA-Z_]`, as it was written. Rooms are the same when they differ in case only. */
  readonly room: string;
}

/** All that is needed to join a room. */
export interface CommunityUrl extends CommunityRoom {
  /** The server's key, 32 bytes. */
  readonly publicKey: X25519PublicKey;
}

const BASE_URL = /^(https?):\/\/([-.0-9a-z]+)(?::([0-9]{1,5}))?\/?$/i;
const ROOM = /^[-0-9a-zA-Z_]{1,64}$/;
const HAS_SCHEME = /^[a-z][-+.a-z0-9]*:\/\//i;
const MIN_HOST_LENGTH = 4;
const MAX_BASE_URL_BYTES = 267;
const MAX_PORT = 65_535;
const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

const PUBLIC_KEY_PARAMETER = '?public_key=';
const ROOM_PATH = '/r/';
const BASE32Z_ALPHABET = 'ybndrfg8ejkmcpqxot1uwisza345h769';

/**
 * The one form of a server's base URL: lower case, without the port that its scheme has anyway and without a slash (spec 03 §8.5).
 * @throws {ConfigError} `value-invalid`
 */
export function canonicalBaseUrl(text: string): string {
  const [, schemeText, hostText, portText] = BASE_URL.exec(text) ?? [];
  if (schemeText === undefined || hostText === undefined) throw invalid('base URL');
  const scheme = schemeText.toLowerCase();
  const host = hostText.toLowerCase();
  if (!isHost(host)) throw invalid('host');
  const url = `${scheme}://${host}${portOf(scheme, portText)}`;
  if (url.length > MAX_BASE_URL_BYTES) throw invalid('base URL too long');
  return url;
}

/**
 * The name of a room as it is: it is looked at only (spec 03 §8.5).
 * @throws {ConfigError} `value-invalid` unless 1 to 64 of `[-0-9a-zA-Z_]`
 */
export function communityRoom(text: string): string {
  if (!ROOM.test(text)) throw invalid('room');
  return text;
}

/**
 * By what a room is known in configs and compared: its name in lower case.
 * @throws {ConfigError} `value-invalid` as {@link communityRoom}
 */
export function communityRoomKey(text: string): string {
  return communityRoom(text).toLowerCase();
}

/**
 * The server and the room of a URL, and the key if one is in it. Of a path before the room only `/r/` is allowed (spec 03 §8.5).
 * @throws {ConfigError} `value-invalid`
 */
export function parseRoomUrl(
  text: string,
): CommunityRoom & { readonly publicKey: X25519PublicKey | undefined } {
  const keyAt = text.lastIndexOf(PUBLIC_KEY_PARAMETER);
  const location = keyAt < 0 ? text : text.slice(0, keyAt);
  const publicKey = keyAt < 0 ? undefined : parseServerKey(text.slice(keyAt + PUBLIC_KEY_PARAMETER.length));
  const separator = location.includes(ROOM_PATH) ? ROOM_PATH : '/';
  const roomAt = location.lastIndexOf(separator);
  if (roomAt < 0) throw invalid('community URL');
  return {
    baseUrl: canonicalBaseUrl(location.slice(0, roomAt)),
    room: communityRoom(location.slice(roomAt + separator.length)),
    publicKey,
  };
}

/**
 * A whole join URL: `{base}/{room}?public_key={key}` or `{base}/r/{room}?public_key={key}` with the key as 64 hex characters, 43 or
 * 44 of base64 or 52 of base32z (spec 03 §8.5).
 * @throws {ConfigError} `value-invalid`, also when there is no key
 */
export function parseCommunityUrl(text: string): CommunityUrl {
  const { publicKey, ...room } = parseRoomUrl(text);
  if (publicKey === undefined) throw invalid('no public key');
  return { ...room, publicKey };
}

/**
 * A join URL as a person typed or pasted it: white space around it does not matter, and one without a scheme is `http` (spec 05 §1.1).
 * @throws {ConfigError} `value-invalid`
 */
export function parseTypedCommunityUrl(text: string): CommunityUrl {
  const url = text.trim();
  return parseCommunityUrl(HAS_SCHEME.test(url) ? url : `http://${url}`);
}

/**
 * The join URL to show and to send: `{base}/{room}?public_key={64 hex}` (spec 05 §1.1).
 * @throws {ConfigError} `value-invalid` for a base URL or room that is none
 */
export function communityUrl({ baseUrl, room, publicKey }: CommunityUrl): string {
  return `${canonicalBaseUrl(baseUrl)}/${communityRoom(room)}${PUBLIC_KEY_PARAMETER}${toHex(publicKey)}`;
}

function isHost(host: string): boolean {
  const isDotted = host.includes('.') && !host.includes('..') && !host.startsWith('.') && !host.endsWith('.');
  return isDotted && host.length >= MIN_HOST_LENGTH;
}

/** `:port`, or nothing for none and for the scheme's own. */
function portOf(scheme: string, text: string | undefined): string {
  if (text === undefined) return '';
  const port = Number(text);
  if (port < 1 || port > MAX_PORT) throw invalid('port');
  return port === DEFAULT_PORTS.get(scheme) ? '' : `:${port}`;
}

function parseServerKey(text: string): X25519PublicKey {
  if (/^[0-9a-f]{64}$/i.test(text)) return x25519PublicKey(fromHex(text));
  if (/^[+/0-9a-z]{43}=?$/i.test(text)) return x25519PublicKey(fromBase64(text));
  if (/^[13-9a-km-uw-z]{52}$/i.test(text)) return x25519PublicKey(fromBase32z(text));
  throw invalid('public key');
}

/** The 32 bytes of 52 characters; the last four bits mean nothing. */
function fromBase32z(text: string): Uint8Array {
  let bits = 0n;
  for (const character of text.toLowerCase())
    bits = (bits << 5n) | BigInt(BASE32Z_ALPHABET.indexOf(character));
  return fromHex((bits >> 4n).toString(16).padStart(64, '0'));
}

function invalid(what: string): ConfigError {
  return new ConfigError('value-invalid', { message: what });
}
