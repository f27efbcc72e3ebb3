import type { Ed25519PublicKey, Ed25519Seed, SymmetricKey, X25519KeyPair } from '../crypto/index.ts';
import { ConfigError } from './errors.ts';
import type { GroupKey } from './group-key.ts';
import type { PendingRekey } from './group-keys-dump.ts';
export interface GroupKeysOptions {
    /** The key in the group's ID. */
    readonly groupKey: Ed25519PublicKey;
    /** Of an admin. */
    readonly groupSeed?: Ed25519Seed | undefined;
    /** X25519 keys of our account. */
    readonly account: X25519KeyPair;
}
/** A keys message as a swarm has it. */
export interface StoredKeys {
    /** By which the swarm knows it; opaque. */
    readonly hash: string;
    readonly data: Uint8Array;
    /** When the swarm stored it. */
    readonly timestampMs: number;
}
export interface KeysMergeReport {
    /** Whether a key for us was in any of the messages, a new one or not. */
    readonly found: boolean;
    /** Hashes of the messages that could be read. Only they may be marked as seen. */
    readonly good: ReadonlySet<string>;
    /** Why the others could not be used. */
    readonly failures: readonly {
        readonly hash: string;
        readonly error: ConfigError;
    }[];
}
export declare class GroupKeys {
    private readonly options;
    /** X25519 form of the group's key. */
    private readonly exchangeKey;
    private secrets;
    private state;
    private dumpNeeded;
    /**
     * @throws {ConfigError} `value-invalid` for the seed of another group
     * @throws {CryptoError} `key-invalid` when the group's key is no point of the curve
     */
    constructor(options: GroupKeysOptions);
    /** @throws {ConfigError} `dump-invalid`, and as the constructor */
    static load(dump: Uint8Array, options: GroupKeysOptions): GroupKeys;
    get isAdmin(): boolean;
    /** The highest generation of which we have a key; 0 when there is none. */
    get generation(): number;
    /** The keys that came from the swarm, oldest first. */
    get known(): readonly GroupKey[];
    /** Our own rekey until its message comes back from the swarm. It has to be stored until then. */
    get pending(): PendingRekey | undefined;
    /** All keys: the first one encrypts, any of them may decrypt. */
    get keys(): readonly SymmetricKey[];
    /** Hashes of stored messages whose time to live has to be extended now and then; they are never deleted. */
    get activeHashes(): readonly string[];
    /** Whether admins have made different keys at the same time: one of them has to make a new one for everybody (spec 03 §9.5). */
    get needsRekey(): boolean;
    get needsDump(): boolean;
    /**
     * The account became an admin: from now on it can make keys.
     * @throws {ConfigError} `value-invalid` for the seed of another group
     */
    becomeAdmin(groupSeed: Ed25519Seed): void;
    /**
     * Makes a new key for all `memberIds`, in the order of the members' dict. It encrypts from now on; the message that hands it out
     * has to be stored, and is `pending` until it is loaded.
     * @throws {ConfigError} `read-only` for who is no admin, `value-invalid` for an ID that is no account's
     */
    rekey(memberIds: readonly string[]): Uint8Array;
    /**
     * The message that gives all keys from the swarm to new members, who may then read older messages; it has to be stored.
     * @throws {ConfigError} `read-only` for who is no admin; `value-invalid` when there is no key, nobody to give it to, or an ID
     *   that is no account's
     */
    supplement(memberIds: readonly string[]): Uint8Array;
    /**
     * Takes in one message, new or known. True when a key for us was in it.
     * @throws {ConfigError} `message-invalid`, `signature-invalid`, `decrypt-failed`, `value-invalid` for a time that is none: then
     *   nothing has changed
     */
    loadMessage({ hash, data, timestampMs }: StoredKeys): boolean;
    /** Takes in what is stored, in any order. A message that cannot be used costs nothing but itself. */
    merge(stored: readonly StoredKeys[]): KeysMergeReport;
    /** Everything but the keys of group and account, to be kept in the store. */
    dump(): Uint8Array;
    private open;
    private openForMember;
    private adminSecrets;
    private setState;
}
