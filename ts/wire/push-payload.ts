import type { BlobParameters } from './blob.ts';
import { openBlob, sealBlob } from './blob.ts';

export interface PushPayloadParameters extends BlobParameters {
  /** Zeros are put behind a shorter payload until it has this many bytes. */
  readonly paddedTo?: number | undefined;
}

/** What a push server sends to a device that has given it a key (spec 01 §8, "push payload"). */
export function encodePushPayload(
  payload: Uint8Array,
  { paddedTo = 0, ...blob }: PushPayloadParameters,
): Uint8Array {
  const padded = new Uint8Array(Math.max(payload.length, paddedTo));
  padded.set(payload);
  return sealBlob(padded, blob);
}

/**
 * The payload without the zeros behind it (spec 01 §8).
 * @throws {WireError} `decrypt-failed`
 */
export function decodePushPayload(sealed: Uint8Array, { key }: Pick<BlobParameters, 'key'>): Uint8Array {
  const padded = openBlob(sealed, { key });
  return padded.subarray(0, padded.findLastIndex((byte) => byte !== 0) + 1);
}
