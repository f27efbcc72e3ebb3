import { hasText, joined, part, u16, u8 } from './bytes.ts';
import { exifOrientation, type Orientation, orientationOnlyExif } from './exif.ts';
import { PipelineError } from './pipeline-error.ts';
import { stripIcc } from './strip-icc.ts';

const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const EXIF = 'Exif\0\0';
const ICC = 'ICC_PROFILE\0';
/** A segment's length field counts itself and has 16 bits. */
const MOST_SEGMENT_BYTES = 0xffff - 2;

interface Segment {
  readonly marker: number;
  /** Without marker and length. */
  readonly payload: Uint8Array;
  /** Of a scan: its header and data. */
  readonly whole: Uint8Array;
}

export interface JpegFacts {
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
}

/** @throws {PipelineError} `picture-broken` */
export function jpegFacts(bytes: Uint8Array): JpegFacts {
  let orientation: Orientation = 1;
  for (const { marker, payload } of segmentsOf(bytes)) {
    if (marker === APP1 && hasText(payload, 0, EXIF)) orientation = exifOrientation(payload.subarray(6));
    if (isFrame(marker)) return { height: u16(payload, 1), width: u16(payload, 3), orientation };
  }
  throw new PipelineError('picture-broken');
}

/**
 * A JPEG without anything but the picture: no Exif (with its place, camera and preview), XMP, IPTC, comments, or what stands behind its end.
 * The compressed data stays as it is; of the colour profile what colours need; of Exif how the picture is to be held.
 * @throws {PipelineError} `picture-broken`
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const segments = [...segmentsOf(bytes)];
  const kept = segments.filter(({ marker }) => !isApplication(marker) && marker !== 0xfe);
  if (!kept.some(({ marker }) => isFrame(marker)) || !kept.some(({ marker }) => marker === SOS))
    throw new PipelineError('picture-broken');
  return joined([
    Uint8Array.of(0xff, 0xd8),
    ...jfif(segments),
    ...orientationSegment(segments),
    ...colourProfile(segments),
    ...segments.filter(isAdobe).map(({ whole }) => whole),
    ...kept.map(({ whole }) => whole),
    Uint8Array.of(0xff, EOI),
  ]);
}

/** Everything between the picture's beginning and its end. */
function* segmentsOf(bytes: Uint8Array): Generator<Segment> {
  if (u16(bytes, 0) !== 0xffd8) throw new PipelineError('picture-broken');
  let at = 2;
  for (;;) {
    if (u8(bytes, at) !== 0xff) throw new PipelineError('picture-broken');
    // Any number of 0xff may stand before a marker.
    while (u8(bytes, at + 1) === 0xff) at += 1;
    const marker = u8(bytes, at + 1);
    if (marker === EOI) return;
    const end = at + 2 + u16(bytes, at + 2);
    if (end < at + 4) throw new PipelineError('picture-broken');
    const payload = part(bytes, at + 4, end);
    const wholeEnd = marker === SOS ? scanEnd(bytes, end) : end;
    yield { marker, payload, whole: part(bytes, at, wholeEnd) };
    at = wholeEnd;
  }
}

/** Compressed data goes on until a marker that is neither an escaped 0xff nor a restart. */
function scanEnd(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new PipelineError('picture-broken');
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function isApplication(marker: number): boolean {
  return marker >= 0xe0 && marker <= 0xef;
}

/** Says how colours are stored; without it some pictures turn green. */
function isAdobe({ marker, payload }: Segment): boolean {
  return marker === APP14 && payload.length === 12 && hasText(payload, 0, 'Adobe');
}

/** Density only: the header may hold a preview. */
function jfif(segments: readonly Segment[]): readonly Uint8Array[] {
  const own = segments.find(({ marker, payload }) => marker === APP0 && hasText(payload, 0, 'JFIF\0'));
  if (own === undefined || own.payload.length < 12) return [];
  return [segment(APP0, joined([own.payload.subarray(0, 12), Uint8Array.of(0, 0)]))];
}

function orientationSegment(segments: readonly Segment[]): readonly Uint8Array[] {
  const exif = segments.find(({ marker, payload }) => marker === APP1 && hasText(payload, 0, EXIF));
  const orientation = exif === undefined ? 1 : exifOrientation(exif.payload.subarray(EXIF.length));
  if (orientation === 1) return [];
  return [segment(APP1, joined([asBytes(EXIF), orientationOnlyExif(orientation)]))];
}

/** Profiles may be cut into numbered pieces. */
function colourProfile(segments: readonly Segment[]): readonly Uint8Array[] {
  const pieces = segments
    .filter(({ marker, payload }) => marker === APP2 && hasText(payload, 0, ICC) && payload.length > 14)
    .map(({ payload }) => ({ number: u8(payload, 12), data: payload.subarray(14) }))
    .toSorted((a, b) => a.number - b.number);
  const profile = stripIcc(joined(pieces.map(({ data }) => data)));
  if (profile === undefined) return [];
  const room = MOST_SEGMENT_BYTES - ICC.length - 2;
  const count = Math.ceil(profile.length / room);
  return Array.from({ length: count }, (_, index) =>
    segment(
      APP2,
      joined([
        asBytes(ICC),
        Uint8Array.of(index + 1, count),
        profile.subarray(index * room, (index + 1) * room),
      ]),
    ),
  );
}

function segment(marker: number, payload: Uint8Array): Uint8Array {
  const length = payload.length + 2;
  return joined([Uint8Array.of(0xff, marker, length >> 8, length & 0xff), payload]);
}

function asBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
