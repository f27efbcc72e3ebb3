// Runs on the audio thread: hands what the microphone hears to the page in pieces, and does nothing else there.

interface RecorderProcessor {
  readonly port: MessagePort;
}

/** What this thread has, as far as we use it; the types of the page do not know it. */
declare const AudioWorkletProcessor: new () => RecorderProcessor;
declare function registerProcessor(name: string, processor: new () => RecorderProcessor): void;

/** Samples of one piece: a twentieth of a second at 44,100 Hz. */
const PIECE = 2_205;

class Recorder extends AudioWorkletProcessor {
  private piece = new Float32Array(PIECE);
  private filled = 0;

  /** Called for every 128 samples. @returns true to be called again */
  process([input]: readonly (readonly Float32Array[])[]): boolean {
    for (const sample of input?.[0] ?? []) {
      this.piece[this.filled] = sample;
      this.filled += 1;
      if (this.filled === PIECE) this.handOver();
    }
    return true;
  }

  private handOver(): void {
    this.port.postMessage(this.piece, [this.piece.buffer]);
    this.piece = new Float32Array(PIECE);
    this.filled = 0;
  }
}

registerProcessor('recorder', Recorder);
