import { z } from 'zod';

import type { Channel } from './channels.ts';
import { limit, nothing, path, rowId, shortText, text, webUrl } from './input-shapes.ts';

const ofRoom = z.object({ conversationId: rowId }).strict();
/** Somebody in a room, by any ID as typed, and whether it counts for the room or for the whole server. */
const roomMember = z
  .object({ conversationId: rowId, userId: shortText, reach: z.enum(['room', 'server']).exactOptional() })
  .strict();
const roomPerson = z.object({ conversationId: rowId, userId: shortText }).strict();
const memberRight = z.union([z.boolean(), z.literal('default')]);

/** What is asked of rooms of communities. */
export const COMMUNITY_INPUTS = {
  'communities:preview': z.object({ url: webUrl }).strict(),
  'communities:room-picture': z.object({ url: webUrl }).strict(),
  'communities:rooms': z.object({ url: webUrl.exactOptional() }).strict(),
  'communities:join': z.object({ url: webUrl }).strict(),
  'communities:get': ofRoom,
  'communities:leave': ofRoom,
  'communities:load-older': ofRoom,
  'communities:refresh': ofRoom,
  'communities:edit-post': z.object({ messageId: rowId, text }).strict(),
  'communities:delete-all-of': roomMember,
  'communities:ban': roomMember
    .extend({
      forS: z.number().int().positive().max(999_999_999).exactOptional(),
      deletesPosts: z.boolean().exactOptional(),
    })
    .strict(),
  'communities:unban': roomMember,
  'communities:member-rights': roomPerson,
  'communities:set-member-rights': roomPerson
    .extend({
      rights: z
        .object({
          read: memberRight.exactOptional(),
          write: memberRight.exactOptional(),
          upload: memberRight.exactOptional(),
        })
        .strict(),
      forS: z.number().int().positive().max(999_999_999).exactOptional(),
    })
    .strict(),
  'communities:set-role': roomMember
    .extend({ role: z.enum(['none', 'moderator', 'admin']), isHidden: z.boolean().exactOptional() })
    .strict(),
  'communities:describe': ofRoom
    .extend({
      name: shortText.exactOptional(),
      description: shortText.exactOptional(),
      defaults: z
        .object({
          read: z.boolean().exactOptional(),
          accessible: z.boolean().exactOptional(),
          write: z.boolean().exactOptional(),
          upload: z.boolean().exactOptional(),
        })
        .strict()
        .exactOptional(),
    })
    .strict(),
  'communities:set-picture': z.union([
    z.object({ conversationId: rowId, path }).strict(),
    z.object({ conversationId: rowId, bytes: z.instanceof(Uint8Array) }).strict(),
  ]),
  'communities:pin': z.object({ messageId: rowId }).strict(),
  'communities:unpin': ofRoom.extend({ serverId: rowId.exactOptional() }).strict(),
  'communities:clear-reactions': z
    .object({ messageId: rowId, emoji: z.string().max(64).exactOptional() })
    .strict(),
  'communities:reactors': z.object({ messageId: rowId, emoji: z.string().max(64) }).strict(),
  'communities:people': z.object({ conversationId: rowId, text: shortText.exactOptional(), limit }).strict(),
  'communities:write-to': z.object({ conversationId: rowId, userId: shortText }).strict(),
  'communities:invite': z
    .object({ conversationId: rowId, accountIds: z.array(shortText).min(1).max(1_000) })
    .strict(),
  'communities:settings': nothing,
  'communities:set-settings': z.object({ trimsOldMessages: z.boolean().exactOptional() }).strict(),
} as const satisfies { readonly [Name in Extract<Channel, `communities:${string}`>]: z.ZodType };
