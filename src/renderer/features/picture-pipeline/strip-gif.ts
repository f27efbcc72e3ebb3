import { hasText, joined, part, u16le, u8 } from './bytes.ts';
import { PipelineError } from './pipeline-error.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;

/** Applications whose data says how often an animation runs. */
const LOOPS = ['NETSCAPE2.0', 'ANIMEXTS1.0'];

interface Block {
  readonly kind: 'control' | 'loop' | 'image' | 'other';
  readonly whole: Uint8Array;
}

export interface GifFacts {
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
}

/** @throws {PipelineError} `picture-broken` */
export function gifFacts(bytes: Uint8Array): GifFacts {
  const { blocks } = parse(bytes);
  const images = blocks.filter(({ kind }) => kind === 'image').length;
  return { width: u16le(bytes, 6), height: u16le(bytes, 8), isAnimated: images > 1 };
}

/**
 * A GIF without comments, XMP and whatever else is no picture; frames, their times and the loop stay byte for byte.
 * @throws {PipelineError} `picture-broken`
 */
export function stripGif(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { header, blocks } = parse(bytes);
  const kept = blocks.filter(({ kind }) => kind !== 'other');
  if (!kept.some(({ kind }) => kind === 'image')) throw new PipelineError('picture-broken');
  return joined([header, ...kept.map(({ whole }) => whole), Uint8Array.of(TRAILER)]);
}

function parse(bytes: Uint8Array): { readonly header: Uint8Array; readonly blocks: readonly Block[] } {
  if (!hasText(bytes, 0, 'GIF87a') && !hasText(bytes, 0, 'GIF89a')) throw new PipelineError('picture-broken');
  const headerEnd = 13 + tableBytes(u8(bytes, 10));
  const blocks: Block[] = [];
  let at = headerEnd;
  for (;;) {
    const introducer = u8(bytes, at);
    if (introducer === TRAILER) break;
    const block = introducer === IMAGE ? imageAt(bytes, at) : extensionAt(bytes, at);
    blocks.push(block);
    at += block.whole.length;
  }
  return { header: part(bytes, 0, headerEnd), blocks };
}

function imageAt(bytes: Uint8Array, at: number): Block {
  // Descriptor, own colours, one byte for the size of codes, data.
  const dataStart = at + 10 + tableBytes(u8(bytes, at + 9)) + 1;
  return { kind: 'image', whole: part(bytes, at, subBlocksEnd(bytes, dataStart)) };
}

function extensionAt(bytes: Uint8Array, at: number): Block {
  if (u8(bytes, at) !== EXTENSION) throw new PipelineError('picture-broken');
  const label = u8(bytes, at + 1);
  const whole = part(bytes, at, subBlocksEnd(bytes, at + 2));
  if (label === GRAPHIC_CONTROL) return { kind: 'control', whole };
  const isLoop =
    label === APPLICATION && LOOPS.some((name) => hasText(whole, 3, name)) && whole.length === 19;
  return { kind: isLoop ? 'loop' : 'other', whole };
}

/** Data comes in blocks with their length before them; one of length 0 ends it. */
function subBlocksEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    const length = u8(bytes, at);
    at += 1 + length;
    if (length === 0) return at;
  }
}

function tableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}
