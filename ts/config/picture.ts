import type { SymmetricKey } from '../crypto/index.ts';
import { utf8 } from '../util/index.ts';
import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import { deleteString, readBytes, readText, writeBytes } from './fields.ts';

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
export const PICTURE: PictureKeys = { url: 'p', key: 'q' };

const MAX_URL_BYTES = 223;
const KEY_BYTES = 32;

/** The picture, when both of its parts are as they should be (spec 03 §8, "pic"). */
export function readPicture(fields: Fields, keys: PictureKeys = PICTURE): Picture | undefined {
  const stored = fields.get(keys.url);
  const key = readBytes(fields, keys.key, KEY_BYTES);
  const url = readText(fields, keys.url, MAX_URL_BYTES);
  const isWhole = stored instanceof Uint8Array && stored.length <= MAX_URL_BYTES;
  return isWhole && url !== undefined && key !== undefined ? { url, key: key as SymmetricKey } : undefined;
}

/** Both parts, or neither: a picture with an empty or too long URL or a key of another length is none. */
export function writePicture(
  editor: DictEditor,
  picture: Picture | undefined,
  keys: PictureKeys = PICTURE,
): void {
  if (picture === undefined || !isValid(picture)) {
    deleteString(editor, keys.url);
    deleteString(editor, keys.key);
    return;
  }
  if (readPicture(editor, keys)?.url !== picture.url) editor.set(keys.url, utf8(picture.url));
  writeBytes(editor, keys.key, picture.key);
}

function isValid({ url, key }: Picture): boolean {
  return url !== '' && utf8(url).length <= MAX_URL_BYTES && key.length === KEY_BYTES;
}
