import type { WaveformDone, WaveformJob } from './waveform-worker.ts';

/** Enough to see where somebody speaks, and little to hold in memory. */
const SAMPLE_RATE = 8_000;

/** What a sound looks like. */
export interface Drawing {
  /** The loudest is 1. */
  readonly peaks: readonly number[];
  readonly durationS: number;
}

/** Draws sounds: the browser decodes them beside the page, a worker measures them. What cannot be decoded has no waveform. */
export class Waveforms {
  private readonly found = new Map<number, Drawing>();
  private readonly asked = new Map<number, Promise<Drawing | undefined>>();
  private readonly waiting = new Map<number, (peaks: readonly number[]) => void>();
  private worker: Worker | undefined;

  known(id: number): Drawing | undefined {
    return this.found.get(id);
  }

  of(id: number, src: string): Promise<Drawing | undefined> {
    const asked = this.asked.get(id) ?? this.measure(id, src).catch(() => undefined);
    this.asked.set(id, asked);
    return asked;
  }

  close(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.asked.clear();
    this.waiting.clear();
  }

  private async measure(id: number, src: string): Promise<Drawing | undefined> {
    if (typeof OfflineAudioContext === 'undefined') return undefined;
    const response = await fetch(src);
    if (!response.ok) return undefined;
    const context = new OfflineAudioContext(1, 1, SAMPLE_RATE);
    const sound = await context.decodeAudioData(await response.arrayBuffer());
    const samples = sound.getChannelData(0).slice();
    const drawing = { peaks: await this.ask({ id, samples }), durationS: sound.duration };
    this.found.set(id, drawing);
    return drawing;
  }

  private ask(job: WaveformJob): Promise<readonly number[]> {
    this.worker ??= this.start();
    const { worker } = this;
    return new Promise((resolve) => {
      this.waiting.set(job.id, resolve);
      worker.postMessage(job, [job.samples.buffer]);
    });
  }

  private start(): Worker {
    const worker = new Worker(new URL('waveform-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<WaveformDone>) => {
      this.waiting.get(data.id)?.(data.peaks);
      this.waiting.delete(data.id);
    });
    return worker;
  }
}
