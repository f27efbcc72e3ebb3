import {
  CommunityError,
  type CommunityIdentity,
  type CommunityReply,
  type CommunityRequest,
  communityIdentity,
  ownUserId,
  readReply,
  replyError,
  signFreshly,
  unsignedRequest,
  isSuccess,
  wipeIdentity,
} from '../../community/index.ts';
import type { AccountKeys } from '../../account/index.ts';
import { blindedKeys } from '../../account/index.ts';
import { x25519PublicKey, type X25519PublicKey } from '../../crypto/index.ts';
import type { Network, OnionServer, TransferOptions } from '../../network/index.ts';
import type { CommunityServerRow, ConversationRow, PersonId, RoomRow, Store } from '../../store/index.ts';
import { type Log, type Random, toHex } from '../../util/index.ts';
import type { CommunityState } from './community-state.ts';

/** A server, whether we have joined a room of it or not. */
export type CommunityAddress = Pick<CommunityServerRow, 'baseUrl' | 'publicKey' | 'capabilities'>;

/** People hide behind blinded IDs, and nobody can ask otherwise. */
const BLIND = 'blind';
const REACTIONS = 'reactions';
/** A nonce that was used, or blinding that we did not know of: then once more. */
const MAX_TRIES = 3;
/** For a call with all attempts that the network makes of it; files have their own (spec 05 §2). */
const CALL_MS = 10_000;

interface Deps {
  readonly store: Store;
  readonly network: Pick<Network, 'requestServer' | 'time'>;
  readonly random: Random;
  readonly log: Log;
  readonly keys: AccountKeys;
}

export interface CommunityServersOptions {
  /** Polls a server once. */
  readonly catchUp: (serverId: number) => Promise<void>;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Files take their own paths, and their time. */
  readonly transfer?: TransferOptions;
  /** The server is to do it once at most: all attempts have one nonce, and a server takes each nonce once. */
  readonly isOnce?: boolean;
  /** Nobody says who asks. */
  readonly isAnonymous?: boolean;
}

/**
 * Who we are on community servers, how they are, and the one way by which they are asked: signed, in an onion, never directly
 * (spec 05 §2, §3).
 */
export class CommunityServers {
  private readonly deps: Deps;
  private readonly options: CommunityServersOptions;
  private readonly identities = new Map<string, CommunityIdentity>();
  private readonly ownIds = new Map<string, ReadonlySet<string>>();
  private readonly serverStates = new Map<number, CommunityState>();
  private readonly roomStates = new Map<number, CommunityState>();

  constructor(deps: Deps, options: CommunityServersOptions) {
    this.deps = deps;
    this.options = options;
  }

  /** Hears all that is new on a server before anything else happens there. @throws as {@link ask} */
  catchUp(serverId: number): Promise<void> {
    return this.options.catchUp(serverId);
  }

  /** By which ID others see us on a server. */
  ownIdOn(server: CommunityAddress): PersonId {
    return ownUserId(this.identityOn(server));
  }

  /** Everything that means us in what people write there: blinded in both ways, and not. */
  ownIdsOn(server: CommunityAddress): ReadonlySet<string> {
    const name = toHex(server.publicKey);
    const known = this.ownIds.get(name);
    if (known !== undefined) return known;
    const { keys } = this.deps;
    const key = x25519PublicKey(server.publicKey);
    const newer = blindedKeys(keys.ed25519, { server: key, version: 25 });
    newer.scalar.fill(0);
    const ids = new Set([this.blindedIdOn(server), newer.id, keys.accountId]);
    this.ownIds.set(name, ids);
    return ids;
  }

  /** Our blinded ID, whether the server makes people use it or not. */
  blindedIdOn({ publicKey }: Pick<CommunityAddress, 'publicKey'>): PersonId {
    return ownUserId(this.identity(publicKey, 15));
  }

  identityOn({ publicKey, capabilities }: CommunityAddress): CommunityIdentity {
    return this.identity(publicKey, isBlind({ capabilities }) ? 15 : 'none');
  }

  /** As whom we write in a conversation. */
  ownIdIn({ id, kind }: Pick<ConversationRow, 'id' | 'kind'>): PersonId {
    const server = kind === 'community' ? this.serverOf(id) : undefined;
    return server === undefined ? this.deps.keys.accountId : this.ownIdOn(server);
  }

  serverOf(conversationId: number): CommunityServerRow | undefined {
    const { communities } = this.deps.store;
    const room = communities.room(conversationId);
    return room && communities.server(room.serverId);
  }

  stateOf({ conversationId, serverId }: Pick<RoomRow, 'conversationId' | 'serverId'>): CommunityState {
    const ofServer = this.serverStates.get(serverId) ?? 'connecting';
    return ofServer === 'ok' ? (this.roomStates.get(conversationId) ?? 'connecting') : ofServer;
  }

  /** True when it is another one than before. */
  setServerState(id: number, state: CommunityState): boolean {
    const isNew = this.serverStates.get(id) !== state;
    this.serverStates.set(id, state);
    return isNew;
  }

  /** True when it is another one than before. */
  setRoomState(conversationId: number, state: CommunityState): boolean {
    const isNew = this.roomStates.get(conversationId) !== state;
    this.roomStates.set(conversationId, state);
    return isNew;
  }

  /** Nothing is known of a server any more, as when it has another key. */
  forgetStates(server: Pick<CommunityServerRow, 'id'>): void {
    this.serverStates.delete(server.id);
  }

  /**
   * Asks a server for something, signed with a nonce of its own for each attempt unless it is to be asked by nobody.
   * @throws {CommunityError} when it refuses; {@link NetworkError} when it gives no answer
   */
  async ask(
    server: CommunityAddress,
    request: CommunityRequest,
    options: AskOptions = {},
  ): Promise<CommunityReply> {
    for (let tries = 1, known = server; ; tries += 1) {
      const reply = await this.askOnce(known, request, options);
      if (isSuccess(reply) || reply.status === 304) return reply;
      const error = replyError(reply);
      const mayRetry = tries < MAX_TRIES && options.isOnce !== true;
      if (mayRetry && error.code === 'blinding-required') known = this.noteBlinding(known);
      else if (!mayRetry || error.code !== 'nonce-reused') throw error;
    }
  }

  /** Overwrites what was derived. */
  close(): void {
    for (const identity of this.identities.values()) wipeIdentity(identity);
    this.identities.clear();
  }

  private async askOnce(
    server: CommunityAddress,
    request: CommunityRequest,
    { signal, timeoutMs = CALL_MS, transfer, isOnce = false, isAnonymous = false }: AskOptions,
  ): Promise<CommunityReply> {
    const { network, random } = this.deps;
    const signed = () =>
      isAnonymous
        ? unsignedRequest(request)
        : signFreshly(this.identityOn(server), request, { random, nowMs: network.time.nowMs() });
    const answer = await network.requestServer(onionServer(server), isOnce ? signed() : signed, {
      ...(signal === undefined ? {} : { signal }),
      timeoutMs,
      ...(transfer === undefined ? {} : { kind: 'files', transfer }),
    });
    return readReply(answer);
  }

  /** It takes blinded people only, which it had not said. */
  private noteBlinding(server: CommunityAddress): CommunityAddress {
    const { communities } = this.deps.store;
    const capabilities = [...new Set([...(server.capabilities ?? []), BLIND])];
    const row = communities.serverAt(server.baseUrl);
    if (row !== undefined) communities.setCapabilities(row.id, capabilities);
    return { ...server, capabilities };
  }

  private identity(publicKey: Uint8Array, blinding: 15 | 'none'): CommunityIdentity {
    const name = `${toHex(publicKey)} ${blinding}`;
    const known = this.identities.get(name);
    if (known !== undefined) return known;
    const server: X25519PublicKey = x25519PublicKey(publicKey);
    const identity = communityIdentity(this.deps.keys.ed25519, { server, blinding });
    this.identities.set(name, identity);
    return identity;
  }
}

/** Whether a server knows people by blinded IDs; as long as it has not said, it does. */
export function isBlind({ capabilities }: Pick<CommunityAddress, 'capabilities'>): boolean {
  return capabilities === undefined || capabilities.includes(BLIND);
}

/** Whether posts can have reactions. */
export function hasReactions({ capabilities }: Pick<CommunityAddress, 'capabilities'>): boolean {
  return capabilities?.includes(REACTIONS) === true;
}

/** @throws {CommunityError} `url-invalid` for what is no base URL */
function onionServer({ baseUrl, publicKey }: CommunityAddress): OnionServer {
  const url = URL.parse(baseUrl);
  if (url === null) throw new CommunityError('url-invalid');
  return {
    host: url.hostname,
    x25519: x25519PublicKey(publicKey),
    protocol: url.protocol === 'http:' ? 'http' : 'https',
    ...(url.port === '' ? {} : { port: Number(url.port) }),
  };
}
