import type { SymmetricKey } from '../crypto/index.ts';
import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
/** A picture on a file server. */
export interface Picture {
    /** At most 223 bytes. */
    readonly url: string;
    /** By which the file is encrypted, 32 bytes. */
    readonly key: SymmetricKey;
}
/** Where a record has the two parts. */
export interface PictureKeys {
    readonly url: string;
    readonly key: string;
}
/** In every record but a profile's, which has another one for pictures that were uploaded again. */
export declare const PICTURE: PictureKeys;
/** The picture, when both of its parts are as they should be (spec 03 §8, "pic"). */
export declare function readPicture(fields: Fields, keys?: PictureKeys): Picture | undefined;
/** Both parts, or neither: a picture with an empty or too long URL or a key of another length is none. */
export declare function writePicture(editor: DictEditor, picture: Picture | undefined, keys?: PictureKeys): void;
