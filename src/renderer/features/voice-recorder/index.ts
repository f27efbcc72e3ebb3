export { MicrophoneRow } from './microphone-row.tsx';
export { clock } from './clock.ts';
export { MicrophoneButton, useVoiceLeft, VoiceBar } from './voice-bar.tsx';
export {
  MicrophoneRecorder,
  type Recording,
  RecordingError,
  type RecordingListener,
  type VoiceRecorder,
} from './voice-recorder.ts';
export { selectVoice, voiceSlice } from './voice-slice.ts';
export { sendVoice } from './voice-thunks.ts';
