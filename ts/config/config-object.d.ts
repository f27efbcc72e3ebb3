import type { Ed25519PublicKey, Ed25519SecretKey, SymmetricKey } from '../crypto/index.ts';
import type { BencodeValue, Clock } from '../util/index.ts';
import type { ConfigState } from './dump.ts';
import { DictEditor } from './editor.ts';
import { ConfigError } from './errors.ts';
import type { ConfigMessage } from './message.ts';
import type { Lagged } from './lagged.ts';
import type { ConfigWrapper } from './stored-message.ts';
import type { ConfigDict } from './value.ts';
export interface ConfigOptions {
    readonly domain: string;
    /** Encryption keys, 32 bytes each: the first one encrypts, all of them are tried when decrypting. Asked for at each use. */
    readonly keys: () => readonly SymmetricKey[];
    /** Of a group: every message must be signed by it. */
    readonly verifyKey?: Ed25519PublicKey | undefined;
    /** Of a group's admin. With a `verifyKey` and without this, the config is read-only. */
    readonly signKey?: Ed25519SecretKey | undefined;
    readonly wrapper?: ConfigWrapper | undefined;
    readonly clock: Pick<Clock, 'nowMs'>;
}
/** A message as a swarm has it. */
export interface StoredConfig {
    /** By which the swarm knows it; opaque. */
    readonly hash: string;
    readonly data: Uint8Array;
}
/** What has to be stored, and what may be deleted after that. */
export interface ConfigPush {
    readonly seqno: number;
    /** To be stored one and all: a config counts as pushed when every one of them is. */
    readonly messages: readonly Uint8Array[];
    /** Hashes of stored messages that nobody needs any more; the same ones come again until {@link ConfigObject.confirmDeleted}. */
    readonly obsolete: readonly string[];
    /** The config message itself. */
    readonly plain: Uint8Array;
}
export type MergeOutcome = 
/** Nothing that we did not have. */
'unchanged'
/** Another device's state took the place of ours. */
 | 'replaced'
/** Concurrent states were brought together; the result has to be pushed. */
 | 'merged';
export interface ConfigMergeReport {
    readonly outcome: MergeOutcome;
    /** Hashes of the messages that could be read. Only they may be marked as seen. */
    readonly good: ReadonlySet<string>;
    /** The config messages that came complete, each with the hashes of everything that it came in. */
    readonly received: readonly ReceivedConfig[];
    /** Why the others could not be used. They stay on the swarm, and nobody renews them (spec 03 §4.3). */
    readonly failures: readonly {
        readonly hash: string;
        readonly error: ConfigError;
    }[];
}
/** A config message from a swarm with the hashes of everything that it came in. */
export interface ReceivedConfig {
    readonly message: ConfigMessage;
    readonly hashes: readonly string[];
}
export declare class ConfigObject {
    private readonly options;
    private readonly parts;
    private signKey;
    /** What was last settled: the present message, unless there is a draft. */
    private message;
    private draft;
    /** The draft's bytes, until it changes. */
    private settledDraft;
    private isWaiting;
    private current;
    private obsolete;
    private dumpNeeded;
    private extraData;
    constructor(options: ConfigOptions);
    /**
     * A config as it was dumped. One that was dumped while it was being written becomes a new message on top of that one (spec 03 §7).
     * @throws {ConfigError} `dump-invalid`
     */
    static load(dump: Uint8Array, options: ConfigOptions): ConfigObject;
    get seqno(): number;
    get data(): ConfigDict;
    get state(): ConfigState;
    /** The config message as it would be sent now. */
    get plain(): Uint8Array;
    /** BLAKE2b of {@link plain}, 32 bytes. */
    get configHash(): Uint8Array;
    /** The changes that the present state is known to be built on, its own last, ascending by (seqno, hash). */
    get history(): readonly Lagged[];
    /** Hashes of the stored messages that make the present state. */
    get currentHashes(): readonly string[];
    /** Hashes of stored messages that are included in the present state. */
    get obsoleteHashes(): readonly string[];
    /** Hashes whose time to live has to be extended now and then: the present state, and parts that wait for others. */
    get activeHashes(): readonly string[];
    get isReadOnly(): boolean;
    get needsPush(): boolean;
    get needsDump(): boolean;
    /** What belongs to this config on this device only and is kept in its dump. */
    get extra(): ReadonlyMap<string, BencodeValue>;
    setExtra(extra: ReadonlyMap<string, BencodeValue>): void;
    /** From now on this device signs: the account became an admin of the group. */
    setSignKey(signKey: Ed25519SecretKey): void;
    /**
     * Changes the data; several changes before a push make one message. True when anything changed.
     * @throws {ConfigError} `read-only`, and whatever `recipe` throws: then nothing has changed
     */
    edit(recipe: (root: DictEditor) => void): boolean;
    /**
     * Makes a new message though nothing changed, so that it is stored anew: under a new group key, for instance.
     * @throws {ConfigError} `read-only`
     */
    touch(): void;
    /**
     * What to store and to delete. The state waits for {@link confirmPushed} then; without it, the next push gives the same again.
     * @throws {ConfigError} `read-only`, `too-large`: nothing has changed then
     */
    push(): ConfigPush;
    /** Every message of the push with this seqno was stored, under these hashes. Ignored when the config has changed since. */
    confirmPushed(seqno: number, hashes: readonly string[]): void;
    /** These obsolete messages are gone from the swarm. */
    confirmDeleted(hashes: readonly string[]): void;
    /** Takes in what other devices stored, all of a namespace at once. A message that cannot be used costs nothing but itself. */
    merge(stored: readonly StoredConfig[]): ConfigMergeReport;
    /** All of the config but its keys, to be kept in the store (spec 03 §7). */
    dump(): Uint8Array;
    /** Nothing is added any more to what is being written; it waits to be found on the swarm. */
    protected settleDraft(): void;
    /** @throws {ConfigError} `dump-invalid` */
    protected restore(dump: Uint8Array): void;
    /** Without a signature of our own, as other clients dump it: it is made again when the dump is loaded (spec 03 §7). */
    private dumpedMessage;
    /** Others build on the signed form of a group's message. The initial state is the same for everybody. */
    private lacksSignature;
    private get content();
    private settled;
    /** The draft, or a new one on top of the present message. */
    private openDraft;
    private setDraft;
    private dropDraft;
    /** Whole config messages in a stored one: none for a part whose others are missing, or when it cannot be used. */
    private read;
    private readPart;
    private parse;
    private mergeReceived;
    /**
     * A merge that begins with a settled state says that it changed everything: that is what others write in the same place, and
     * equal bytes cause no further conflict. On top of a draft it says nothing, and later edits are told apart (spec 03 §4.2).
     */
    private becomeMerged;
    private become;
    private retireCurrent;
    /** What makes the present state is never obsolete. */
    private setCurrent;
    private setObsolete;
    private assertWritable;
}
