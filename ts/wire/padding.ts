const BLOCK_BYTES = 160;
const MARKER = 0x80;

/** Where a message goes. */
export type Destination = 'contact' | 'group' | 'community' | 'community-inbox';

/** Whether a Content is padded before all else is done with it (spec 01 §2.7); groups hide its length further outside. */
const IS_PADDED: Readonly<Record<Destination, boolean>> = {
  contact: true,
  group: false,
  community: true,
  'community-inbox': true,
};

/** An encoded Content as its destination wants it (spec 01 §2.7). */
export function padFor(destination: Destination, content: Uint8Array): Uint8Array {
  return IS_PADDED[destination] ? padMessage(content) : content;
}

/** The encoded Content in what {@link padFor} makes, as a view. */
export function unpadFrom(destination: Destination, padded: Uint8Array): Uint8Array {
  return IS_PADDED[destination] ? unpadMessage(padded) : padded;
}

/** Pads a message so that its length tells little: 0x80, then zeros up to a multiple of 160 bytes (spec 01 §2.3). */
export function padMessage(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor((message.length + 1) / BLOCK_BYTES) + 1) * BLOCK_BYTES);
  padded.set(message);
  padded[message.length] = MARKER;
  return padded;
}

/**
 * The message before its padding, as a view: zeros at the end, then one 0x80, are dropped. Without the marker only the
 * zeros are, because old senders did not pad (spec 01 §2.3).
 */
export function unpadMessage(padded: Uint8Array): Uint8Array {
  const last = padded.findLastIndex((byte) => byte !== 0);
  return padded.subarray(0, padded[last] === MARKER ? last : last + 1);
}
