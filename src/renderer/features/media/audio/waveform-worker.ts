import { BARS, peaksOf } from './peaks.ts';

/** A sound, and where its waveform is to go. */
export interface WaveformJob {
  readonly id: number;
  readonly samples: Float32Array;
}

export interface WaveformDone {
  readonly id: number;
  readonly peaks: readonly number[];
}

self.addEventListener('message', ({ data }: MessageEvent<WaveformJob>) => {
  const done: WaveformDone = { id: data.id, peaks: peaksOf(data.samples, BARS) };
  self.postMessage(done);
});
