import { DeclaredSize } from './declared-size.ts';
import { atMost, MAX_DOWNLOAD_BYTES } from './limits.ts';

/**
 * A file of a community, which is not encrypted: cut to the size that its pointer declares (spec 01 §6.6).
 * @throws {AttachmentError} `too-large`, `shorter-than-declared`
 */
export function plainFile(file: Uint8Array, size: number | undefined): Uint8Array {
  atMost(MAX_DOWNLOAD_BYTES, file.length);
  const declared = new DeclaredSize(size);
  const [cut = file.subarray(0, 0)] = declared.cut(file);
  declared.check();
  return cut;
}
