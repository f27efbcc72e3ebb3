import type { VectorKind } from '../framework/kind.ts';
import { each, notYet, single } from '../framework/sections.ts';
import { joinUrl } from './urls.ts';
import { invalidPost, padding, post, server, unblindedPost, user } from './users.ts';

/** Community servers (spec 05). */
export const communities: VectorKind = {
  name: 'communities',
  sections: {
    server: single(server),
    users: each(user),
    request_headers: notYet('not landed'),
    published_header_vectors: notYet('not landed'),
    messages: each(post),
    padding: each(padding),
    unblinded_message_signatures_verify: each(unblindedPost),
    messages_invalid: each(invalidPost),
    inbox: notYet('not landed'),
    inbox_invalid: notYet('not landed'),
    libsession_full_url_parse: each(joinUrl),
  },
};
