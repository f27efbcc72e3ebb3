import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Something that must not be found, and what it is called when it is. */
export interface Marker {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A text as a marker. */
export function textMarker(name: string, text: string): Marker {
  return { name, bytes: new TextEncoder().encode(text) };
}

/** Hex digits, such as an Account ID, as two markers: the digits, and the bytes that they stand for. */
export function hexMarkers(name: string, hex: string): readonly Marker[] {
  return [
    textMarker(name, hex),
    { name: `${name} in bytes`, bytes: Uint8Array.from(Buffer.from(hex, 'hex')) },
  ];
}

/**
 * Looks for markers in every file of a folder and in its name, in all forms in which they could have been written down.
 * @returns where they are: `path: marker as form`
 */
export function tracesIn(folder: string, markers: readonly Marker[]): readonly string[] {
  const forms = markers.flatMap(({ name, bytes }) =>
    Object.entries(formsOf(Buffer.from(bytes))).map(([form, needle]) => ({ name, form, needle })),
  );
  return filesIn(folder).flatMap((path) => {
    const content = Buffer.concat([
      Buffer.from(path.slice(folder.length)),
      Buffer.from('\n'),
      readFileSync(path),
    ]);
    return forms
      .filter(({ needle }) => content.includes(needle))
      .map(({ name, form }) => `${path.slice(folder.length)}: ${name} as ${form}`);
  });
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** Base64 depends on where in a longer text the bytes lie: three forms, without the digits that neighbours have a part in. */
function formsOf(bytes: Buffer): Readonly<Record<string, Buffer>> {
  const hex = bytes.toString('hex');
  const text = bytes.toString('utf8');
  return {
    itself: bytes,
    hex: Buffer.from(hex),
    'capital hex': Buffer.from(hex.toUpperCase()),
    'UTF-16': Buffer.from(text, 'utf16le'),
    'part of a URL': Buffer.from(encodeURIComponent(text)),
    'base64, first': inBase64(bytes, 0),
    'base64, second': inBase64(bytes, 1),
    'base64, third': inBase64(bytes, 2),
    backwards: Buffer.from(bytes).reverse(),
  };
}

function inBase64(bytes: Buffer, offset: number): Buffer {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return Buffer.from(whole.slice(first, last));
}
