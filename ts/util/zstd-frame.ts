import { CodedError } from './errors.ts';

export type ZstdErrorCode = 'zstd-invalid' | 'zstd-too-large';

/** Bytes that are not exactly one whole Zstandard frame of a permitted size. Never holds contents. */
export class ZstdError extends CodedError<ZstdErrorCode> {}

const MAGIC = 0xfd2fb528;
const MAGIC_BYTES = 4;
const CHECKSUM_BYTES = 4;
const BLOCK_HEADER_BYTES = 3;
const RLE_BLOCK = 1;
const RESERVED_BLOCK = 3;

/** What the second part of a frame's header says about its own fields (RFC 8878 §3.1.1.1.1). */
interface FrameDescriptor {
  readonly isSingleSegment: boolean;
  readonly hasChecksum: boolean;
  readonly contentSizeBytes: number;
}

/**
 * The size of the content, as the frame itself declares it (undefined when it does not), after a look at the frame's whole outline: magic number,
 * descriptor, and every block up to the last, which must end with the input (RFC 8878 §3.1.1). Neither the content nor
 * its declared size has been proven then; that is the decoder's work.
 *
 * Frames with a dictionary are refused: no client of the network makes them.
 * @throws {ZstdError} `zstd-invalid`; `zstd-too-large` above `maxBytes`.
 */
export function zstdContentSize(bytes: Uint8Array, maxBytes: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length <= MAGIC_BYTES || view.getUint32(0, true) !== MAGIC) throw invalid('no frame');
  const { isSingleSegment, hasChecksum, contentSizeBytes } = descriptor(view.getUint8(MAGIC_BYTES));
  const sizeStart = MAGIC_BYTES + 1 + (isSingleSegment ? 0 : 1);
  const blocksStart = sizeStart + contentSizeBytes;
  if (blocksStart > bytes.length) throw invalid('cut in its header');
  const size = declaredSize(view, sizeStart, contentSizeBytes);
  if (size !== undefined && size > maxBytes) throw new ZstdError('zstd-too-large');
  const end = endOfBlocks(view, blocksStart) + (hasChecksum ? CHECKSUM_BYTES : 0);
  if (end !== bytes.length) throw invalid(end > bytes.length ? 'cut in its checksum' : 'bytes after the end');
  return size;
}

function descriptor(byte: number): FrameDescriptor {
  const hasDictionary = (byte & 0b11) !== 0;
  const isReservedBitSet = (byte & 0b1000) !== 0;
  if (hasDictionary || isReservedBitSet) throw invalid('with a dictionary, or of another version');
  const isSingleSegment = (byte & 0b10_0000) !== 0;
  const sizeFlag = byte >> 6;
  const contentSizeBytes = sizeFlag === 0 && !isSingleSegment ? 0 : 1 << sizeFlag;
  return { isSingleSegment, hasChecksum: (byte & 0b100) !== 0, contentSizeBytes };
}

/** As a number: beyond 2^53 it is rounded, which is still far beyond every limit. */
function declaredSize(view: DataView, offset: number, length: number): number | undefined {
  switch (length) {
    case 0:
      return undefined;
    case 1:
      return view.getUint8(offset);
    case 2:
      return view.getUint16(offset, true) + 256;
    case 4:
      return view.getUint32(offset, true);
    default:
      return Number(view.getBigUint64(offset, true));
  }
}

/** Where the last block ends. */
function endOfBlocks(view: DataView, start: number): number {
  let at = start;
  for (let isLast = false; !isLast;) {
    if (at + BLOCK_HEADER_BYTES > view.byteLength) throw invalid('cut between its blocks');
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    const type = (header >> 1) & 0b11;
    if (type === RESERVED_BLOCK) throw invalid('with a block of an unknown type');
    isLast = (header & 1) === 1;
    at += BLOCK_HEADER_BYTES + (type === RLE_BLOCK ? 1 : header >> 3);
  }
  if (at > view.byteLength) throw invalid('cut in its last block');
  return at;
}

function invalid(message: string): ZstdError {
  return new ZstdError('zstd-invalid', { message });
}
