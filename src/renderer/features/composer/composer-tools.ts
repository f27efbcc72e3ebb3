import { type PicturePipeline, WorkerPicturePipeline } from '../picture-pipeline/index.ts';
import { FileShelf } from './attachments/file-shelf.ts';
import { MicrophoneRecorder, type Recording, type VoiceRecorder } from '../voice-recorder/voice-recorder.ts';
import { readVideo, type VideoFacts } from './attachments/video-still.ts';

/** What composing needs besides the store: things that are no plain data, and work of the browser that tests replace. */
export interface ComposerTools {
  readonly shelf: FileShelf;
  readonly pictures: PicturePipeline;
  readonly readVideo: (film: Blob) => Promise<VideoFacts | undefined>;
  readonly recorder: VoiceRecorder;
  /** What is being recorded now: there is one microphone. */
  recording: Recording | undefined;
}

/** The tools of a window. */
export function createComposerTools(): ComposerTools {
  return {
    shelf: new FileShelf(),
    pictures: new WorkerPicturePipeline(),
    readVideo,
    recorder: new MicrophoneRecorder(),
    recording: undefined,
  };
}
