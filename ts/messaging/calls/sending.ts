import type { CallMessage } from '../../wire/index.ts';
import type { SendEffect } from './call-events.ts';
import { candidatesMessage } from './call-message.ts';
import type { IceCandidate } from './call-message.ts';
import { CALL_SEND_ATTEMPTS, CALL_TTL_MS } from './limits.ts';
import { offerToSend } from './sdp.ts';

/** Which call and whose. */
export interface CallAddress {
  readonly uuid: string;
  readonly peerId: string;
}

type Bare = Pick<CallMessage, 'type' | 'sdps'>;

export function sendPreOffer(to: CallAddress): SendEffect {
  return send(to, { type: 'pre-offer' }, { expires: false });
}

export function sendOffer(to: CallAddress, sdp: string): SendEffect {
  return send(to, { type: 'offer', sdps: [offerToSend(sdp)] });
}

export function sendAnswer(
  to: CallAddress,
  sdp: string,
  { alsoToSelf }: { readonly alsoToSelf: boolean },
): SendEffect {
  return send(to, { type: 'answer', sdps: [sdp] }, { alsoToSelf });
}

export function sendEndCall(to: CallAddress, { alsoToSelf = false } = {}): SendEffect {
  return send(to, { type: 'end-call' }, { alsoToSelf });
}

export function sendCandidates(
  { uuid, peerId }: CallAddress,
  candidates: readonly IceCandidate[],
): SendEffect {
  return effect(peerId, candidatesMessage(uuid, candidates), { expires: false });
}

interface SendOptions {
  readonly alsoToSelf?: boolean;
  readonly expires?: boolean;
}

function send({ uuid, peerId }: CallAddress, message: Bare, options: SendOptions = {}): SendEffect {
  return effect(peerId, { kind: 'call', uuid, ...message }, options);
}

function effect(
  peerId: string,
  message: CallMessage,
  { alsoToSelf = false, expires = true }: SendOptions,
): SendEffect {
  return {
    type: 'send',
    peerId,
    alsoToSelf,
    message,
    expires,
    ttlMs: CALL_TTL_MS,
    attempts: CALL_SEND_ATTEMPTS,
  };
}
