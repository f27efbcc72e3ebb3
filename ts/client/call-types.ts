import type {
  CallMediaCommand,
  CallMediaReport,
  CallOutcome,
  CallRowKind,
  CallSwitches,
  CallView,
} from '../messaging/index.ts';

export type { CallMediaCommand, CallMediaReport, CallSwitches, CallView };

/** How a call went, or how it stands: of its line in the conversation. */
export interface CallLineView {
  readonly uuid: string;
  /** In which form it is shown. */
  readonly form: CallRowKind;
  readonly outcome: CallOutcome;
  /** Of a call that was connected and is over. */
  readonly durationS?: number;
}

/** What the client tells about calls. */
export type CallEvent =
  /** The call as it is now; absent when there is none any more. A phase that rings rings in the window too. */
  | { readonly type: 'call'; readonly call?: CallView }
  /** What the media layer is to do, in order; whoever has one carries it out. */
  | { readonly type: 'call-media'; readonly command: CallMediaCommand }
  /** Somebody called, but calls are off in the settings. */
  | {
      readonly type: 'call-notice';
      readonly code: 'call-missed-calls-off';
      readonly conversationId: number;
    };

/** What the client does about calls. Of a call that is not the current one nothing changes, and nothing is thrown. */
export interface CallCommands {
  /** The call that rings or runs, or the last one until it is dismissed. */
  currentCall(): CallView | undefined;
  /**
   * Calls the other side, which approves them as a message does. From then on `call-media` says what the media layer is to do.
   * @throws `calls-off`, `call-in-progress`, `call-not-possible` (ourselves, somebody blocked), `conversation-unknown`
   */
  startCall(input: { readonly conversationId: number }): CallView;
  /** Takes the call that rings. */
  acceptCall(input: { readonly uuid: string }): void;
  /** Declines the call that rings, on all of our devices. */
  declineCall(input: { readonly uuid: string }): void;
  /** Ends the call; one that rings here is declined. */
  hangUpCall(input: { readonly uuid: string }): void;
  /** The person has seen how the last call ended. */
  dismissCall(): void;
  /** What of us is heard and seen from now on; without a word about it, it stays. */
  setCallSwitches(input: { readonly uuid: string } & Partial<CallSwitches>): void;
  /** What the media layer has done or seen. */
  reportCallMedia(report: CallMediaReport): void;
}
