import { communityRoomKey, parseTypedCommunityUrl } from '../config/index.ts';
import type { CommunityUrl } from '../config/index.ts';
import { x25519PublicKey } from '../crypto/index.ts';
import type { X25519PublicKey } from '../crypto/index.ts';
import { bytesEqual, fromHex, isCodedError } from '../util/index.ts';
import { CommunityError } from './errors.ts';

/** A community server: where it is, and the key that it is known by. */
export interface CommunityServer {
  /** Canonical, see `canonicalBaseUrl` of `ts/config`. */
  readonly baseUrl: string;
  readonly publicKey: X25519PublicKey;
}

/** The official project's server, whose rooms are offered to everybody (spec 05 §1.2). */
export const OFFICIAL_COMMUNITY_SERVER: CommunityServer = {
  baseUrl: 'https://open.getsession.org',
  publicKey: x25519PublicKey(fromHex('a03c383cf63c3c4efe67acc52112a6dd734b3a946b9545f488aaa93da7991238')),
};

/** What old URLs call the official server (spec 05 §1.1). */
const OFFICIAL_ALIASES: ReadonlySet<string> = new Set([
  'http://open.getsession.org',
  'http://116.203.70.33',
  'https://116.203.70.33',
]);

const KEY_PARAMETER = /\?public_key=/i;

/**
 * The community that a person typed, pasted or scanned. White space around it does not matter, the scheme may be missing, and the
 * official server has one address only (spec 05 §1.1).
 * @throws {CommunityError} `url-key-missing` when nothing but the key is to be added; `url-invalid`
 */
export function parseJoinText(text: string): CommunityUrl {
  return withOfficialAddress(parsed(text));
}

/** Whether two rooms are one: the same server key, the same name in any case, whatever their addresses (spec 05 §1.1). */
export function isSameCommunity(
  a: Pick<CommunityUrl, 'publicKey' | 'room'>,
  b: Pick<CommunityUrl, 'publicKey' | 'room'>,
): boolean {
  return bytesEqual(a.publicKey, b.publicKey) && communityRoomKey(a.room) === communityRoomKey(b.room);
}

/** Whether a server is the official one, by its key. */
export function isOfficialServer({ publicKey }: Pick<CommunityServer, 'publicKey'>): boolean {
  return bytesEqual(publicKey, OFFICIAL_COMMUNITY_SERVER.publicKey);
}

function parsed(text: string): CommunityUrl {
  try {
    return parseTypedCommunityUrl(text);
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    throw new CommunityError(isKeyAllThatIsMissing(text) ? 'url-key-missing' : 'url-invalid', { cause });
  }
}

/** A hint for who pastes what the address bar of a browser shows. */
function isKeyAllThatIsMissing(text: string): boolean {
  if (KEY_PARAMETER.test(text)) return false;
  try {
    parseTypedCommunityUrl(`${text.trim()}?public_key=${'0'.repeat(64)}`);
    return true;
  } catch (error) {
    if (isCodedError(error)) return false;
    throw error;
  }
}

function withOfficialAddress(community: CommunityUrl): CommunityUrl {
  if (!isOfficialServer(community) || !OFFICIAL_ALIASES.has(community.baseUrl)) return community;
  return { ...community, baseUrl: OFFICIAL_COMMUNITY_SERVER.baseUrl };
}
