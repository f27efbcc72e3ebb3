// How far conversations have been read (spec 03 §8.3). It changes often, and what is old is dropped.

import type { X25519PublicKey } from '../crypto/index.ts';
import { editRoom, eraseRoom, findRoom, isRoomKey, roomRecords } from './community-records.ts';
import type { RoomAddress } from './community-records.ts';
import { communityRoomKey } from './community-url.ts';
import type { ConfigObject, ConfigPush } from './config-object.ts';
import type { DictEditor } from './editor.ts';
import { readDict, writeFlag } from './fields.ts';
import type { ReadState } from './read-state.ts';
import { isForgettable, readReadState, writeProProof, writeReadState } from './read-state.ts';
import type { IdPrefix } from './record-ids.ts';
import { idKey, idOfKey, prefixOf } from './record-ids.ts';
import type { ConfigDict } from './value.ts';
import { isDict } from './value.ts';

/** A conversation with somebody, or of a group. Note to Self is the direct one with the own ID. */
export interface IdConversation {
  readonly kind: 'direct' | 'group' | 'legacy-group' | 'blinded';
  /** 66 hex characters: `05`, of groups `03`, of blinded conversations `15` or `25`. */
  readonly id: string;
}

export interface CommunityConversation {
  readonly kind: 'community';
  /** In any form; canonical when read. */
  readonly baseUrl: string;
  /** In any case; in lower case when read. */
  readonly room: string;
  /** The server's, 32 bytes. Needed for the first room of a server. */
  readonly publicKey?: X25519PublicKey | undefined;
}

export type Conversation = IdConversation | CommunityConversation;

export type ReadConversation = Conversation & ReadState;

/** What to change. */
export type ReadStateChange = Partial<ReadState>;

export interface ReadStateUpdate {
  readonly conversation: Conversation;
  readonly change: ReadStateChange;
}

/** How far a conversation has been read, as the store of this device knows. */
export interface LastRead {
  readonly conversation: Conversation;
  readonly lastReadMs: number;
}

type IdKind = IdConversation['kind'];

const ID_KINDS: readonly IdKind[] = ['direct', 'legacy-group', 'group', 'blinded'];
/** Under which key the conversations of a kind are. */
const ID_KEYS: Readonly<Record<IdKind, string>> = {
  direct: '1',
  'legacy-group': 'C',
  group: 'g',
  blinded: 'b',
};
const ID_PREFIXES: Readonly<Record<IdKind, readonly IdPrefix[]>> = {
  direct: ['05'],
  'legacy-group': ['05'],
  group: ['03'],
  blinded: ['15', '25'],
};
const SERVERS = 'o';
/** Of a blinded conversation: the older kind of blinding, with the prefix `15`. */
const IS_OLDER = 'y';

export class ConvoInfoVolatile {
  readonly config: ConfigObject;

  constructor(config: ConfigObject) {
    this.config = config;
  }

  /** All conversations, in no order. */
  list(): readonly ReadConversation[] {
    const { data } = this.config;
    return [...ID_KINDS.flatMap((kind) => readKind(data, kind)), ...readCommunities(data)];
  }

  /** The conversations of a kind of which a merge changed anything, compared with the data before it. */
  changedSince(
    before: ConfigDict,
    kind: Exclude<IdKind, 'legacy-group'>,
  ): readonly (IdConversation & ReadState)[] {
    const old = readDict(before, ID_KEYS[kind]);
    const changed: (IdConversation & ReadState)[] = [];
    for (const [key, record] of readDict(this.config.data, ID_KEYS[kind])) {
      const id = old.get(key) === record ? undefined : idOfKey(key, ID_PREFIXES[kind]);
      if (id !== undefined && isDict(record)) changed.push({ kind, id, ...readReadState(record) });
    }
    return changed;
  }

  /** The rooms of communities of which a merge changed anything, compared with the data before it. */
  roomsChangedSince(before: ConfigDict): readonly (CommunityConversation & ReadState)[] {
    const old = new Map(
      [...roomRecords(readDict(before, SERVERS))].map(({ baseUrl, key, record }) => [
        `${baseUrl}/${key}`,
        record,
      ]),
    );
    return [...roomRecords(readDict(this.config.data, SERVERS))]
      .filter(({ baseUrl, key, record }) => isRoomKey(key) && old.get(`${baseUrl}/${key}`) !== record)
      .map(({ baseUrl, publicKey, key: room, record }) => ({
        kind: 'community',
        baseUrl,
        room,
        publicKey,
        ...readReadState(record),
      }));
  }

  /** @throws {ConfigError} `value-invalid` for an ID, base URL or room that is none */
  get(conversation: Conversation): ReadState | undefined {
    const { data } = this.config;
    const record =
      conversation.kind === 'community'
        ? findRoom(readDict(data, SERVERS), roomAddress(conversation))?.record
        : readDict(data, ID_KEYS[conversation.kind]).get(keyOf(conversation));
    return isDict(record) ? readReadState(record) : undefined;
  }

  /**
   * Writes the conversation with what is in `change`; one that is not there yet appears when there is something to say about it.
   * A last read message older than 30 days is not written when it is newer than the one that is there. True when anything changed.
   * @throws {ConfigError} `value-invalid`, also for a server that is new and has no key
   */
  update(
    conversation: Conversation,
    change: ReadStateChange,
    { nowMs }: { readonly nowMs: number },
  ): boolean {
    return this.updateAll([{ conversation, change }], nowMs);
  }

  /**
   * As {@link update} of many conversations at once, which costs little more than one. All of them, or none.
   * @throws {ConfigError} as {@link update}
   */
  updateAll(updates: readonly ReadStateUpdate[], nowMs: number): boolean {
    return this.config.edit((root) => {
      for (const { conversation, change } of updates) {
        editRecord(root, conversation, (record) => {
          writeRecord(record, conversation, { change, nowMs });
        });
      }
    });
  }

  /**
   * Those of the conversations that were read further than the config says, as they may have been after a merge: it goes by the order
   * of messages, not by time (spec 03 §4.4). What they say is for {@link raiseLastReads}.
   * @throws {ConfigError} `value-invalid` for an ID, base URL or room that is none
   */
  readFurther(reads: readonly LastRead[]): readonly LastRead[] {
    return reads.filter(
      ({ conversation, lastReadMs }) => lastReadMs > (this.get(conversation)?.lastReadMs ?? 0),
    );
  }

  /**
   * As {@link updateAll} of last read messages, but never back to an older one.
   * @throws {ConfigError} as {@link update}
   */
  raiseLastReads(reads: readonly LastRead[], nowMs: number): boolean {
    const ascending = this.readFurther(reads).toSorted((a, b) => a.lastReadMs - b.lastReadMs);
    const updates = ascending.map(({ conversation, lastReadMs }) => ({
      conversation,
      change: { lastReadMs },
    }));
    return this.updateAll(updates, nowMs);
  }

  /** @throws {ConfigError} `value-invalid` for an ID, base URL or room that is none */
  erase(conversation: Conversation): boolean {
    return this.config.edit((root) => {
      eraseRecord(root, conversation);
    });
  }

  /**
   * Drops the direct, legacy group and community conversations that were read more than 45 days ago and are not marked as unread.
   * They are returned: what they said is for this device to remember.
   */
  prune(nowMs: number): readonly ReadConversation[] {
    const forgotten = this.list().filter(
      (conversation) => isPrunable(conversation) && isForgettable(conversation, nowMs),
    );
    if (forgotten.length === 0) return forgotten;
    this.config.edit((root) => {
      for (const conversation of forgotten) eraseRecord(root, conversation);
    });
    return forgotten;
  }

  /**
   * As {@link ConfigObject.push}, after {@link prune}.
   * @throws {ConfigError} `read-only`, `too-large`
   */
  push(nowMs: number): ConfigPush {
    this.prune(nowMs);
    return this.config.push();
  }
}

function isPrunable({ kind }: Conversation): boolean {
  return kind !== 'group' && kind !== 'blinded';
}

function readKind(data: ConfigDict, kind: IdKind): readonly ReadConversation[] {
  const conversations: ReadConversation[] = [];
  for (const [key, record] of readDict(data, ID_KEYS[kind])) {
    const id = idOfKey(key, ID_PREFIXES[kind]);
    if (id !== undefined && isDict(record)) conversations.push({ kind, id, ...readReadState(record) });
  }
  return conversations;
}

function* readCommunities(data: ConfigDict): Generator<ReadConversation> {
  for (const { baseUrl, publicKey, key, record } of roomRecords(readDict(data, SERVERS))) {
    if (isRoomKey(key)) yield { kind: 'community', baseUrl, room: key, publicKey, ...readReadState(record) };
  }
}

function editRecord(root: DictEditor, conversation: Conversation, write: (record: DictEditor) => void): void {
  if (conversation.kind === 'community') editRoom(root.dict(SERVERS), roomAddress(conversation), write);
  else write(root.dict(ID_KEYS[conversation.kind]).dict(keyOf(conversation)));
}

function eraseRecord(root: DictEditor, conversation: Conversation): void {
  if (conversation.kind === 'community') eraseRoom(root.dict(SERVERS), roomAddress(conversation));
  else root.dict(ID_KEYS[conversation.kind]).delete(keyOf(conversation));
}

function writeRecord(
  record: DictEditor,
  conversation: Conversation,
  { change, nowMs }: { readonly change: ReadStateChange; readonly nowMs: number },
): void {
  const state = { ...readReadState(record), ...change };
  writeReadState(record, state, nowMs);
  if (conversation.kind === 'direct' || conversation.kind === 'blinded')
    writeProProof(record, state.proProof);
  if (conversation.kind === 'blinded') writeBlinding(record, conversation.id);
}

/** What kind of ID it is, if there is anything else to say. */
function writeBlinding(record: DictEditor, id: string): void {
  const isEmpty = record.keys().every((key) => key === IS_OLDER);
  writeFlag(record, IS_OLDER, !isEmpty && prefixOf(id) === '15');
}

function keyOf({ kind, id }: IdConversation): string {
  return idKey(id, ID_PREFIXES[kind]);
}

function roomAddress({ baseUrl, room, publicKey }: CommunityConversation): RoomAddress {
  return { baseUrl, key: communityRoomKey(room), publicKey };
}
