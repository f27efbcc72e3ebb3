import type { GroupKey } from './group-key.ts';
import type { GroupSecrets } from './group-secrets.ts';
/**
 * The message that gives `keys`, oldest first, to these members. One whose ID is no usable key gets nothing.
 * @throws {ConfigError} `value-invalid` when there is no key, nobody to give it to, or an ID that is no account's
 */
export declare function makeSupplement(secrets: GroupSecrets, { keys, memberIds }: {
    readonly keys: readonly GroupKey[];
    readonly memberIds: readonly string[];
}): Uint8Array;
/**
 * The keys in what a supplement has for us, which is wiped; none when it has nothing.
 * @throws {ConfigError} `message-invalid`
 */
export declare function readSupplement(list: Uint8Array | undefined): readonly GroupKey[];
