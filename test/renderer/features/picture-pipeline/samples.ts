// Small files with metadata planted into every place that has room for it.

/** Stands in every planted place; nothing of it may be left. */
export const PLANTED = 'GPS 52.5163N 13.3777E';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
export const join = (...parts: readonly (Uint8Array | readonly number[] | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...ascii(part)] : [...part])));

const be16 = (value: number) => [value >> 8, value & 255];
const be32 = (value: number) => [...be16(value >>> 16), ...be16(value & 0xffff)];
const le32 = (value: number) => be32(value).reverse();

/** TIFF with an orientation, and a directory of places behind it. */
export function exif(orientation: number): Uint8Array {
  return join(
    'MM',
    [0, 42, ...be32(8)],
    [...be16(2), ...be16(0x0112), ...be16(3), ...be32(1), ...be16(orientation), 0, 0],
    [...be16(0x8825), ...be16(4), ...be32(1), ...be32(64)],
    be32(0),
    PLANTED,
  );
}

/** A profile with one tag that colours need and one that tells. */
export function icc(): Uint8Array {
  const table = 128 + 4 + 24;
  const white = join('XYZ ', be32(0), be32(0xf6d6), be32(0x10000), be32(0xd32d));
  const words = join('desc', be32(0), PLANTED);
  const header = new Uint8Array(128);
  header.set(ascii('acsp'), 36);
  header.set(ascii('ACME'), 48);
  header.set(be32(table + white.length + words.length), 0);
  return join(
    header,
    be32(2),
    ['wtpt', be32(table), be32(white.length)].flatMap((part) =>
      typeof part === 'string' ? [...ascii(part)] : part,
    ),
    ['desc', be32(table + white.length), be32(words.length)].flatMap((part) =>
      typeof part === 'string' ? [...ascii(part)] : part,
    ),
    white,
    words,
  );
}

const segment = (marker: number, payload: Uint8Array) =>
  join([0xff, marker, ...be16(payload.length + 2)], payload);

/** The tables and the data of a grey picture of 8×8. */
export const JPEG_CORE = join(
  segment(0xdb, join([0], new Uint8Array(64).fill(1))),
  segment(0xc0, join([8, ...be16(8), ...be16(8), 1, 1, 0x11, 0])),
  segment(0xc4, join([0x00, 1, ...Array<number>(15).fill(0), 0])),
  segment(0xc4, join([0x10, 1, ...Array<number>(15).fill(0), 0])),
  segment(0xda, join([1, 1, 0, 0, 63, 0])),
  [0x3f, 0xff, 0x00, 0x12],
);

export function jpeg({ orientation = 1, withIcc = false } = {}): Uint8Array {
  return join(
    [0xff, 0xd8],
    segment(0xe0, join('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9])),
    segment(0xe1, join('Exif\0\0', exif(orientation))),
    segment(0xe1, join('http://ns.adobe.com/xap/1.0/\0', PLANTED)),
    ...(withIcc ? [segment(0xe2, join('ICC_PROFILE\0', [1, 1], icc()))] : []),
    segment(0xed, join('Photoshop 3.0\0', PLANTED)),
    segment(0xfe, ascii(PLANTED)),
    JPEG_CORE,
    [0xff, 0xd9],
    PLANTED,
  );
}

export const pngChunk = (type: string, data: Uint8Array) =>
  join(be32(data.length), type, data, be32(0x12345678));

export const PNG_CORE = [
  pngChunk('IHDR', join(be32(3), be32(2), [8, 6, 0, 0, 0])),
  pngChunk('IDAT', join([1, 2, 3])),
  pngChunk('IEND', new Uint8Array()),
] as const;

export function png({ isAnimated = false, hasProfile = false } = {}): Uint8Array {
  const [header, data, end] = PNG_CORE;
  return join(
    [0x89],
    'PNG\r\n\x1a\n',
    header,
    pngChunk('tEXt', ascii(`Comment\0${PLANTED}`)),
    pngChunk('eXIf', exif(1)),
    pngChunk('tIME', join([7, 234, 1, 1, 1, 1, 1])),
    ...(hasProfile ? [pngChunk('iCCP', ascii(`${PLANTED}\0\0x`))] : []),
    ...(isAnimated ? [pngChunk('acTL', join(be32(2), be32(0)))] : []),
    data,
    pngChunk('prVt', ascii(PLANTED)),
    end,
    PLANTED,
  );
}

const riffChunk = (type: string, data: Uint8Array) =>
  join(type, le32(data.length), data, data.length % 2 === 0 ? [] : [0]);

export function webp({ orientation = 1, isAnimated = false } = {}): Uint8Array {
  const picture = riffChunk('VP8 ', join([0, 0, 0, 0x9d, 0x01, 0x2a, 5, 0, 4, 0, 0]));
  const frame = riffChunk('ANMF', join(new Uint8Array(16), picture, riffChunk('UNKN', ascii(PLANTED))));
  const body = join(
    riffChunk('VP8X', join([0x2c | (isAnimated ? 2 : 0), 0, 0, 0, 4, 0, 0, 3, 0, 0])),
    riffChunk('ICCP', icc()),
    ...(isAnimated ? [riffChunk('ANIM', new Uint8Array(6)), frame, frame] : [picture]),
    riffChunk('EXIF', exif(orientation)),
    riffChunk('XMP ', ascii(PLANTED)),
    riffChunk('secr', ascii(PLANTED)),
  );
  return join('RIFF', le32(body.length + 4), 'WEBP', body);
}

const subBlock = (text: string) => [text.length, ...ascii(text), 0];
export const GIF_FRAME = join(
  [0x21, 0xf9, 4, 0, 10, 0, 0, 0],
  [0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0x4c, 0x01, 0],
);
export const GIF_HEADER = join('GIF89a', [2, 0, 2, 0, 0x80, 0, 0], [0, 0, 0, 255, 255, 255]);
export const GIF_LOOP = join([0x21, 0xff, 11], 'NETSCAPE2.0', [3, 1, 0, 0, 0]);

export function gif({ frames = 2 } = {}): Uint8Array {
  return join(
    GIF_HEADER,
    GIF_LOOP,
    [0x21, 0xfe, ...subBlock(PLANTED)],
    [0x21, 0xff, 11],
    'XMP DataXMP',
    subBlock(PLANTED),
    ...Array.from({ length: frames }, () => GIF_FRAME),
    [0x3b],
    PLANTED,
  );
}

export const box = (type: string, ...body: readonly (Uint8Array | readonly number[] | string)[]) => {
  const inside = join(...body);
  return join(be32(inside.length + 8), type, inside);
};

const track = (handler: string, { offset, size }: { offset: number; size: number }) =>
  box(
    'trak',
    box('tkhd', be32(0), be32(1_234_567), be32(1_234_568), be32(1)),
    box(
      'mdia',
      box('mdhd', [1, 0, 0, 0], be32(1), be32(2), be32(3), be32(4), be32(600)),
      box('hdlr', be32(0), be32(0), handler, be32(0)),
      box(
        'minf',
        box(
          'stbl',
          box('stsz', be32(0), be32(0), be32(1), be32(size)),
          box('stsc', be32(0), be32(1), be32(1), be32(1), be32(1)),
          box('stco', be32(0), be32(1), be32(offset)),
        ),
      ),
    ),
    box('udta', PLANTED),
  );

/** A film with a place in its user data, in its metadata, in a box of its own, and in a track of places. */
export function mp4(): { readonly bytes: Uint8Array; readonly film: Uint8Array } {
  const film = ascii('what is seen');
  const start = box('ftyp', 'isom', be32(0), 'isom');
  const data = box('mdat', film, PLANTED);
  const offset = start.length + 8;
  const head = box(
    'moov',
    box('mvhd', be32(0), be32(1_234_567), be32(1_234_568), be32(600)),
    track('vide', { offset, size: film.length }),
    track('meta', { offset: offset + film.length, size: PLANTED.length }),
    box('udta', box('\u00a9xyz'.slice(1), PLANTED)),
    box('meta', be32(0), PLANTED),
  );
  return { bytes: join(start, data, head, box('uuid', PLANTED)), film };
}

/** A picture of a phone: Exif lies in an item of its own. */
export function heic(): { readonly bytes: Uint8Array; readonly picture: Uint8Array } {
  const picture = ascii('coded picture');
  const start = box('ftyp', 'heic', be32(0), 'mif1', 'heic');
  const infe = (id: number, type: string) => box('infe', [2, 0, 0, 0], be16(id), be16(0), type, [0]);
  const metaOf = (offset: number) =>
    box(
      'meta',
      be32(0),
      box('iinf', be32(0), be16(2), infe(1, 'hvc1'), infe(2, 'Exif')),
      box(
        'iloc',
        [1, 0, 0, 0, 0x44, 0x00],
        be16(2),
        [...be16(1), ...be16(0), ...be16(0), ...be16(1), ...be32(offset), ...be32(picture.length)],
        [...be16(2), ...be16(0), ...be16(0), ...be16(1)],
        [...be32(offset + picture.length), ...be32(PLANTED.length)],
      ),
    );
  const offset = start.length + metaOf(0).length + 8;
  return { bytes: join(start, metaOf(offset), box('mdat', picture, PLANTED)), picture };
}

/** Whether a text stands anywhere in some bytes. */
export function holds(bytes: Uint8Array, text: string | Uint8Array): boolean {
  return Buffer.from(bytes).includes(Buffer.from(text));
}
