// The thread in which sound becomes MP3. A file of its own with the encoder in it, which is free under the LGPL and can be replaced.
import { Mp3Encoder } from '@breezystack/lamejs';

import { toSamples16 } from './samples.ts';
import { KILOBITS_PER_SECOND, SAMPLE_RATE } from './voice-format.ts';

/** Pieces of sound; `undefined` for the end of it. Every answer has the bytes that are ready, the last one all that were left. */
const encoder = new Mp3Encoder(1, SAMPLE_RATE, KILOBITS_PER_SECOND);

self.onmessage = ({ data }: MessageEvent<Float32Array | undefined>) => {
  const encoded = data === undefined ? encoder.flush() : encoder.encodeBuffer(toSamples16(data));
  self.postMessage({ bytes: Uint8Array.from(encoded), isEnd: data === undefined });
};
