import type { ConfigMergeReport, ConfigOptions, ConfigPush, StoredConfig } from './config-object.ts';
import { ConfigObject } from './config-object.ts';
import type { DictEditor } from './editor.ts';
export declare class JournaledConfig extends ConfigObject {
    /** Changes made here, until they have been part of the swarm's state for {@link LAG} messages. */
    private entries;
    /** The data before the changes that no entry has yet. */
    private base;
    /** Messages that listed all their data as changed though they changed little of it, by seqno. */
    private readonly fullLists;
    /**
     * A config with its journal, as {@link dump} wrote it.
     * @throws {ConfigError} `dump-invalid`
     */
    static load(dump: Uint8Array, options: ConfigOptions): JournaledConfig;
    edit(recipe: (root: DictEditor) => void): boolean;
    push(): ConfigPush;
    confirmPushed(seqno: number, hashes: readonly string[]): void;
    merge(stored: readonly StoredConfig[]): ConfigMergeReport;
    dump(): Uint8Array;
    /**
     * Our message is on the swarm though nobody told us: the answer to a push was lost, or another device made the very same
     * merge. Pushing it again would store nothing new, and delete what is stored as obsolete.
     */
    private confirmIfFound;
    private closeEntry;
    private entryOf;
    private noteFullList;
    private makeLostChangesAgain;
    /** Of what is missing, that which nobody meant to change. */
    private lostPart;
    private forgetOld;
}
