import type { BencodeInput, BencodeValue } from '../util/index.ts';
import type { Part } from './part.ts';
/** A config whose last part has arrived. */
export interface CompletedParts {
    readonly padded: Uint8Array;
    readonly messageHashes: readonly string[];
}
export declare class PartSets {
    private readonly sets;
    /** Hashes of the stored messages whose config is not complete. */
    get messageHashes(): readonly string[];
    /**
     * Takes a part in. `isNew` is false for a part that was here before or whose config is complete; `completed` is the config
     * when this was its last part.
     * @throws {ConfigError} `part-invalid` for another count than before, or when the parts do not make what their hash says: then all
     *   of them are forgotten, since nobody knows which one lied
     */
    add(part: Part, messageHash: string, { nowMs }: {
        readonly nowMs: number;
    }): {
        readonly isNew: boolean;
        readonly completed?: CompletedParts;
    };
    /** Forgets what nobody completes any more; true when there was something to forget. */
    expire(nowMs: number): boolean;
    /** Each set by its hash, as a dump has it. */
    dump(): BencodeInput;
    /** @throws {ConfigError} `dump-invalid` */
    load(dumped: BencodeValue | undefined): void;
    private keep;
}
