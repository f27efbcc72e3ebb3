export type {
  CallContext,
  CallEffect,
  CallEvent,
  CallTimer,
  CallToast,
  IceConnectionState,
  IncomingCallMessage,
  MediaEvent,
  SendEffect,
  SessionDescription,
  StartCall,
} from './call-events.ts';
export type { IceCandidate, OutgoingCall } from './call-message.ts';
export { callContent, isCallUuid } from './call-message.ts';
export type { CallOutcome, CallRow, CallRowKind } from './call-row.ts';
export { callRowKind } from './call-row.ts';
export type { ActiveCall, Call, Caller, CallsState, CurrentCall } from './call-state.ts';
export { NO_CALLS, activeCall } from './call-state.ts';
export type { DataChannelMessage } from './data-channel.ts';
export { DATA_CHANNEL, readDataChannelMessage, writeDataChannelMessage } from './data-channel.ts';
export { reduceCalls } from './reduce-calls.ts';
export { offerToSend } from './sdp.ts';
export type { CallStep } from './step.ts';
export type { CallConnection, IceServer } from './turn-servers.ts';
export { callConnection } from './turn-servers.ts';
export type { CallMediaReport } from './calls.ts';
export { Calls } from './calls.ts';
export type { CallMediaCommand, CallSwitches, CallView } from './call-view.ts';
