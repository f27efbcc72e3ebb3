import type { VectorKind } from '../framework/kind.ts';
import { description, each, parts, shared, single } from '../framework/sections.ts';
import { inboxMessage, invalidInboxMessage } from './inbox.ts';
import { publishedHeaders, requestHeaders } from './requests.ts';
import { joinUrl } from './urls.ts';
import { invalidPost, padding, post, server, unblindedPost, user } from './users.ts';

/** Community servers (spec 05). */
export const communities: VectorKind = {
  name: 'communities',
  sections: {
    server: single(server),
    users: each(user),
    request_headers: each(requestHeaders),
    published_header_vectors: parts({
      note: description,
      ed25519_seed: shared,
      server_public: shared,
      vectors: each(publishedHeaders),
    }),
    messages: each(post),
    padding: each(padding),
    unblinded_message_signatures_verify: each(unblindedPost),
    messages_invalid: each(invalidPost),
    inbox: each(inboxMessage),
    inbox_invalid: each(invalidInboxMessage),
    libsession_full_url_parse: each(joinUrl),
  },
};
