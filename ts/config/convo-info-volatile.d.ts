import type { X25519PublicKey } from '../crypto/index.ts';
import type { ConfigObject, ConfigPush } from './config-object.ts';
import type { ReadState } from './read-state.ts';
import type { ConfigDict } from './value.ts';
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
export declare class ConvoInfoVolatile {
    readonly config: ConfigObject;
    constructor(config: ConfigObject);
    /** All conversations, in no order. */
    list(): readonly ReadConversation[];
    /** The direct conversations of which a merge changed anything, compared with the data before it. */
    directChangedSince(before: ConfigDict): readonly (IdConversation & ReadState)[];
    /** @throws {ConfigError} `value-invalid` for an ID, base URL or room that is none */
    get(conversation: Conversation): ReadState | undefined;
    /**
     * Writes the conversation with what is in `change`; one that is not there yet appears when there is something to say about it.
     * A last read message older than 30 days is not written when it is newer than the one that is there. True when anything changed.
     * @throws {ConfigError} `value-invalid`, also for a server that is new and has no key
     */
    update(conversation: Conversation, change: ReadStateChange, { nowMs }: {
        readonly nowMs: number;
    }): boolean;
    /**
     * As {@link update} of many conversations at once, which costs little more than one. All of them, or none.
     * @throws {ConfigError} as {@link update}
     */
    updateAll(updates: readonly ReadStateUpdate[], nowMs: number): boolean;
    /**
     * Those of the conversations that were read further than the config says, as they may have been after a merge: it goes by the order
     * of messages, not by time (spec 03 §4.4). What they say is for {@link raiseLastReads}.
     * @throws {ConfigError} `value-invalid` for an ID, base URL or room that is none
     */
    readFurther(reads: readonly LastRead[]): readonly LastRead[];
    /**
     * As {@link updateAll} of last read messages, but never back to an older one.
     * @throws {ConfigError} as {@link update}
     */
    raiseLastReads(reads: readonly LastRead[], nowMs: number): boolean;
    /** @throws {ConfigError} `value-invalid` for an ID, base URL or room that is none */
    erase(conversation: Conversation): boolean;
    /**
     * Drops the direct, legacy group and community conversations that were read more than 45 days ago and are not marked as unread.
     * They are returned: what they said is for this device to remember.
     */
    prune(nowMs: number): readonly ReadConversation[];
    /**
     * As {@link ConfigObject.push}, after {@link prune}.
     * @throws {ConfigError} `read-only`, `too-large`
     */
    push(nowMs: number): ConfigPush;
}
