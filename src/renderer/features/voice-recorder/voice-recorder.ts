import { loudness } from './samples.ts';
import workletUrl from './recorder-worklet.ts?worker&url';
import { CONTENT_TYPE, SAMPLE_RATE } from './voice-format.ts';

/** Hears how a recording goes on. */
export interface RecordingListener {
  /** A further piece: its loudness from 0 to 1, and how long the recording is with it. */
  onLevel(level: number, elapsedMs: number): void;
}

/** A recording that is going on. */
export interface Recording {
  pause(): void;
  resume(): void;
  /** Ends it. */
  finish(): Promise<Blob>;
  /** Ends it and keeps nothing. */
  discard(): void;
}

/** Why nothing can be recorded. */
export type RecordingErrorCode = 'microphone-missing' | 'microphone-refused' | 'microphone-failed';

export class RecordingError extends Error {
  readonly code: RecordingErrorCode;

  constructor(code: RecordingErrorCode) {
    super(code);
    this.code = code;
  }
}

export interface VoiceRecorder {
  /** Begins to record. @throws {RecordingError} */
  start(listener: RecordingListener): Promise<Recording>;
}

/** Records with the microphone of this computer: the audio thread hands over pieces, a worker makes MP3 of them. */
export class MicrophoneRecorder implements VoiceRecorder {
  async start(listener: RecordingListener): Promise<Recording> {
    const stream = await microphone();
    const context = new AudioContext({ sampleRate: SAMPLE_RATE });
    try {
      await context.audioWorklet.addModule(workletUrl);
      return new MicrophoneRecording({ stream, context, listener });
    } catch {
      for (const track of stream.getTracks()) track.stop();
      await context.close();
      throw new RecordingError('microphone-failed');
    }
  }
}

async function microphone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotFoundError') throw new RecordingError('microphone-missing');
    throw new RecordingError(name === 'NotAllowedError' ? 'microphone-refused' : 'microphone-failed');
  }
}

interface Parts {
  readonly stream: MediaStream;
  readonly context: AudioContext;
  readonly listener: RecordingListener;
}

class MicrophoneRecording implements Recording {
  private readonly parts: Parts;
  private readonly encoder: Worker;
  private readonly encoded: Uint8Array<ArrayBuffer>[] = [];
  private samples = 0;
  private isPaused = false;

  constructor(parts: Parts) {
    this.parts = parts;
    this.encoder = new Worker(new URL('./mp3-worker.ts', import.meta.url), { type: 'module' });
    this.encoder.onmessage = ({ data }: MessageEvent<{ readonly bytes: Uint8Array<ArrayBuffer> }>) =>
      this.encoded.push(data.bytes);
    const { context, stream } = parts;
    const node = new AudioWorkletNode(context, 'recorder', { numberOfOutputs: 0, channelCount: 1 });
    node.port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => this.hear(data);
    context.createMediaStreamSource(stream).connect(node);
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  finish(): Promise<Blob> {
    this.release();
    return new Promise((resolve, reject) => {
      this.encoder.onerror = () => reject(new RecordingError('microphone-failed'));
      this.encoder.onmessage = ({
        data,
      }: MessageEvent<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly isEnd: boolean }>) => {
        this.encoded.push(data.bytes);
        if (!data.isEnd) return;
        this.encoder.terminate();
        resolve(new Blob(this.encoded, { type: CONTENT_TYPE }));
      };
      this.encoder.postMessage(undefined);
    });
  }

  discard(): void {
    this.release();
    this.encoder.terminate();
  }

  private hear(piece: Float32Array<ArrayBuffer>): void {
    if (this.isPaused) return;
    this.samples += piece.length;
    this.parts.listener.onLevel(loudness(piece), (this.samples * 1_000) / SAMPLE_RATE);
    this.encoder.postMessage(piece, [piece.buffer]);
  }

  /** The microphone's light goes out at once. */
  private release(): void {
    this.isPaused = true;
    for (const track of this.parts.stream.getTracks()) track.stop();
    void this.parts.context.close();
  }
}
