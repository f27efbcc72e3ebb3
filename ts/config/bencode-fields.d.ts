import type { BencodeValue } from '../util/index.ts';
export type BencodeDict = ReadonlyMap<string, BencodeValue>;
/** The dict in `bytes`; undefined when they are anything else. */
export declare function decodeDict(bytes: Uint8Array): BencodeDict | undefined;
/** The list in `bytes`; undefined when they are anything else. */
export declare function decodeList(bytes: Uint8Array): readonly BencodeValue[] | undefined;
export declare function asDict(value: BencodeValue | undefined): BencodeDict | undefined;
export declare function asList(value: BencodeValue | undefined): readonly BencodeValue[] | undefined;
/** Bytes, of that length when one is given. */
export declare function asBytes(value: BencodeValue | undefined, length?: number): Uint8Array | undefined;
/** An integer from 0 that can be counted up exactly. */
export declare function asCount(value: BencodeValue | undefined): number | undefined;
