import type { SymmetricKey } from '../crypto/index.ts';
import type { GroupSecrets } from './group-secrets.ts';
export interface Rekey {
    readonly key: SymmetricKey;
    readonly message: Uint8Array;
}
/**
 * The key of a generation for these members, in the order of the members' dict. Admins who do the same rekey make the same message.
 * A member whose ID is no usable key gets nothing.
 * @throws {ConfigError} `value-invalid` for an ID that is no account's
 */
export declare function makeRekey(secrets: GroupSecrets, { generation, memberIds }: {
    readonly generation: number;
    readonly memberIds: readonly string[];
}): Rekey;
