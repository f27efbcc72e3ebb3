import { fromBase64, isCodedError, toBase64 } from '../../../util/index.ts';
import type { ServerAnswer } from '../../file-server/server-request.ts';
import type { JsonObject } from '../../json.ts';
import type { Call } from '../call.ts';
import type { DirectMessage } from '../model/direct-messages.ts';
import type { User } from '../model/user.ts';
import { invalid, jsonAnswer, notFound, Refusal } from '../refusal.ts';
import type { Route } from '../router.ts';
import { seconds } from '../views.ts';
import { PAGE } from './messages.ts';

type Box = 'inbox' | 'outbox';

const NOTHING_NEW: ServerAnswer = { code: 304, headers: {}, body: new Uint8Array() };

/** Direct messages between blinded people. Spec 05 §10. */
export const INBOX_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/inbox', handle: (call) => page(call, 'inbox') },
  { method: 'GET', path: '/inbox/since/:id', handle: (call) => page(call, 'inbox') },
  { method: 'GET', path: '/outbox', handle: (call) => page(call, 'outbox') },
  { method: 'GET', path: '/outbox/since/:id', handle: (call) => page(call, 'outbox') },
  { method: 'POST', path: '/inbox/:user', handle: send },
  { method: 'DELETE', path: '/inbox', handle: clear },
];

function page(call: Call, box: Box): ServerAnswer {
  const { community, nowMs } = call;
  const user = blindedUser(call);
  const hasSince = call.hasParam('id');
  const since = hasSince ? call.numberParam('id') : 0;
  const limit = call.numberQuery('limit', PAGE);
  const items = community.directMessages.of(user, { box, since, nowMs }).slice(0, limit);
  if (items.length === 0 && hasSince) return NOTHING_NEW;
  return jsonAnswer(items.map((item) => ({ ...receiptView(item), message: toBase64(item.message) })));
}

function send(call: Call) {
  const { user: sender, community, nowMs } = call;
  const id = call.userIdParam();
  const recipient = id.startsWith('15') ? community.users.find(id) : undefined;
  if (recipient === undefined || recipient.isBanned) throw notFound('User');
  const message = messageIn(call.json());
  const item = community.directMessages.add({ sender, recipient, message }, nowMs);
  return jsonAnswer(receiptView(item), 201);
}

function clear(call: Call) {
  return jsonAnswer({ deleted: call.community.directMessages.clear(blindedUser(call), call.nowMs) });
}

/** Nobody writes to somebody by an account ID. */
function blindedUser({ user }: Call): User {
  if (user.id.startsWith('15')) return user;
  throw new Refusal(401, 'This endpoint requires blinded pubkeys be used');
}

function messageIn({ message }: Readonly<Record<string, unknown>>): Uint8Array {
  try {
    if (typeof message === 'string' && message !== '') return fromBase64(message);
  } catch (error) {
    if (!isCodedError(error)) throw error;
  }
  throw invalid('No message');
}

function receiptView({ id, sender, recipient, postedMs, expiresMs }: DirectMessage): JsonObject {
  return {
    id,
    sender: sender.id,
    recipient: recipient.id,
    posted_at: seconds(postedMs),
    expires_at: seconds(expiresMs),
  };
}
