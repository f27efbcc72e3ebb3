import type { Log } from '../../util/index.ts';
import type { Payload } from '../../wire/index.ts';
import type { MessagingEvent } from '../events.ts';
import { handleCall } from './handle-call.ts';
import { handleDataExtraction } from './handle-data-extraction.ts';
import { handleDataMessage } from './handle-data-message.ts';
import { handleReceipt } from './handle-receipt.ts';
import { handleRequestResponse } from './handle-request-response.ts';
import { handleTyping } from './handle-typing.ts';
import { handleUnsend } from './handle-unsend.ts';
import type { HandlerContext } from './handler.ts';
import type { IncomingMessage } from './incoming-message.ts';

/** Whether nothing of this author is taken in (spec 04 §2.2, 4; §3.11). */
export function isBlocked({ authorId }: IncomingMessage, { repositories }: HandlerContext): boolean {
  return repositories.contacts.get(authorId)?.isBlocked === true;
}

/** Gives a message to the handler of its kind. */
export function handleMessage(
  message: IncomingMessage,
  context: HandlerContext,
  log: Log,
): readonly MessagingEvent[] {
  const { payload } = message.content;
  switch (payload.kind) {
    case 'data':
      return handleDataMessage(withPayload(message, payload), context);
    case 'receipt':
      return handleReceipt(withPayload(message, payload), context);
    case 'typing':
      return handleTyping(withPayload(message, payload), context);
    case 'unsend':
      return handleUnsend(withPayload(message, payload), context);
    case 'message-request-response':
      return handleRequestResponse(withPayload(message, payload), context);
    case 'data-extraction':
      return handleDataExtraction(withPayload(message, payload), context);
    case 'call':
      return handleCall(withPayload(message, payload), context);
    case 'empty':
      log.write('debug', 'message-kind-not-shown', { kind: payload.kind });
      return [];
  }
}

function withPayload<Kind extends Payload>(
  message: IncomingMessage,
  payload: Kind,
): IncomingMessage & { readonly content: IncomingMessage['content'] & { readonly payload: Kind } } {
  return { ...message, content: { ...message.content, payload } };
}
