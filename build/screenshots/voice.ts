import { Mp3Encoder } from '@breezystack/lamejs';

import { KILOBITS_PER_SECOND, SAMPLE_RATE } from '../../src/renderer/features/voice-recorder/voice-format.ts';

/** What looks like somebody speaking: a low tone in syllables and pauses. */
export function spokenWords(seconds: number): Uint8Array {
  const encoder = new Mp3Encoder(1, SAMPLE_RATE, KILOBITS_PER_SECOND);
  const samples = Int16Array.from({ length: seconds * SAMPLE_RATE }, (_, at) => {
    const time = at / SAMPLE_RATE;
    const syllable = Math.max(0, Math.sin(time * 9 + Math.sin(time * 2.3) * 2));
    const phrase = 0.55 + 0.45 * Math.sin(time * 1.9 + Math.sin(time * 0.8) * 3);
    const tone = Math.sin(time * 2 * Math.PI * 150) + Math.sin(time * 2 * Math.PI * 305) * 0.4;
    return Math.round(tone * syllable * phrase * 16_000);
  });
  return Uint8Array.from([...encoder.encodeBuffer(samples), ...encoder.flush()], (byte) => byte & 0xff);
}
