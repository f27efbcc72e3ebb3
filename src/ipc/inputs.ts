import { z } from 'zod';

import type { Channel } from './channels.ts';
import { COMMUNITY_INPUTS } from './community-inputs.ts';
import { exportWords } from './export-words.ts';
import { limit, nothing, path, rowId, shortText, text, webUrl } from './input-shapes.ts';
import { settingsChangeSchema } from './settings.ts';

const timeMs = z.number().int().nonnegative();
const address = z.string().max(4_096);
/** Whether it may be a password is for main to say. */
const password = z.string().max(4_096);
const count = z.number().int().nonnegative();
const aboutFile = {
  contentType: z.string().max(256),
  name: shortText.optional(),
  width: count.optional(),
  height: count.optional(),
  isVoiceMessage: z.boolean().optional(),
  durationMs: count.optional(),
  caption: shortText.optional(),
};
const outgoingAttachment = z.union([
  z.object({ path, ...aboutFile }).strict(),
  z.object({ bytes: z.instanceof(Uint8Array), ...aboutFile }).strict(),
]);
/** Members of a group, by their account IDs. */
const groupMembers = z
  .object({ conversationId: rowId, memberIds: z.array(shortText).min(1).max(1_000) })
  .strict();
/** Encoded anew by the page; never the bytes of the site. */
const previewImage = z
  .object({ bytes: z.instanceof(Uint8Array), width: count.optional(), height: count.optional() })
  .strict();
const cursor = z.object({ sentAtMs: timeMs, id: rowId }).strict();
const uuid = z.string().max(64);
const ofCall = z.object({ uuid }).strict();
const callMediaReport = z.discriminatedUnion('type', [
  z
    .object({
      type: z.literal('local-description'),
      uuid,
      description: z.object({ type: z.enum(['offer', 'answer']), sdp: text }).strict(),
    })
    .strict(),
  z
    .object({
      type: z.literal('local-candidate'),
      uuid,
      candidate: z.object({ candidate: shortText, sdpMLineIndex: count, sdpMid: shortText }).strict(),
    })
    .strict(),
  z
    .object({
      type: z.literal('ice-state'),
      uuid,
      state: z.enum(['new', 'checking', 'connected', 'completed', 'disconnected', 'failed', 'closed']),
    })
    .strict(),
  z.object({ type: z.literal('media-failed'), uuid }).strict(),
  z.object({ type: z.literal('channel-open'), uuid }).strict(),
  z.object({ type: z.literal('channel-message'), uuid, text }).strict(),
]);
/** What a channel takes. Main checks every payload against it before anything else happens. */
export const inputs = {
  'app:info': nothing,
  'app:diagnostics': nothing,
  'settings:get': nothing,
  'settings:set': settingsChangeSchema,
  'clipboard:write': z.object({ text, clearAfterMs: z.number().int().positive().optional() }).strict(),
  'shell:open-url': z.object({ url: z.url({ protocol: /^https?$/ }).max(4096) }).strict(),
  'lock:status': nothing,
  'lock:unlock': z.object({ password }).strict(),
  'lock:set-password': z.object({ password }).strict(),
  'lock:change-password': z.object({ oldPassword: password, newPassword: password }).strict(),
  'lock:remove-password': z.object({ password }).strict(),
  'lock:now': nothing,
  'lock:clear-device': nothing,
  'client:status': nothing,
  'network:status': nothing,
  'network:retry': nothing,
  'account:create': z.object({ displayName: shortText }).strict(),
  'account:restore': z.object({ recoveryPassword: shortText }).strict(),
  'account:set-name': z.object({ displayName: shortText }).strict(),
  'account:discard': nothing,
  /** With the app's password, if one is set (spec 08 SET-09). */
  'account:recovery-password': z.object({ password }).strict().optional(),
  'conversations:list': z
    .object({ limit, before: z.object({ lastActiveMs: timeMs, id: rowId }).strict().optional() })
    .strict(),
  'conversations:get': z.object({ id: rowId }).strict(),
  'conversations:start': z.object({ accountId: shortText }).strict(),
  'conversations:mark-read': z.object({ conversationId: rowId, upToSentAtMs: timeMs }).strict(),
  'conversations:save-draft': z
    .object({ conversationId: rowId, text, quoteMessageId: rowId.optional() })
    .strict(),
  'messages:page': z
    .object({
      conversationId: rowId,
      limit,
      before: cursor.optional(),
      after: cursor.optional(),
      atFirstUnread: z.boolean().optional(),
      around: rowId.optional(),
    })
    .strict(),
  'messages:send': z
    .object({
      conversationId: rowId,
      text,
      quote: z.object({ messageId: rowId }).strict().optional(),
      preview: z
        .object({ url: webUrl, title: shortText, image: previewImage.optional() })
        .strict()
        .optional(),
      attachments: z.array(outgoingAttachment).min(1).max(1_000).exactOptional(),
      whisper: z
        .object({ to: shortText.exactOptional(), toModerators: z.boolean() })
        .strict()
        .exactOptional(),
    })
    .strict(),
  'messages:retry': z.object({ id: rowId }).strict(),
  'messages:delete': z
    .object({ ids: z.array(rowId).min(1).max(1_000), scope: z.enum(['device', 'own-devices', 'everyone']) })
    .strict(),
  'messages:react': z
    .object({ messageId: rowId, emoji: z.string().max(64), action: z.enum(['react', 'remove']) })
    .strict(),
  'conversations:set-typing': z.object({ conversationId: rowId, isTyping: z.boolean() }).strict(),
  'conversations:change': z
    .object({
      id: rowId,
      change: z
        .object({
          nickname: shortText.exactOptional(),
          priority: z.number().int().min(-1).max(1_000_000).exactOptional(),
          notify: z.enum(['default', 'all', 'mentions', 'none']).exactOptional(),
          mutedUntilS: z.number().int().nonnegative().exactOptional(),
          isMarkedUnread: z.boolean().exactOptional(),
          isTrustedForMedia: z.boolean().exactOptional(),
        })
        .strict(),
    })
    .strict(),
  'conversations:delete': z.object({ id: rowId }).strict(),
  'requests:accept': z.object({ id: rowId }).strict(),
  'requests:decline': z.object({ id: rowId }).strict(),
  'contacts:set-blocked': z.object({ id: rowId, isBlocked: z.boolean() }).strict(),
  'contacts:delete': z.object({ id: rowId }).strict(),
  'privacy:get': nothing,
  'privacy:set': z
    .object({
      readReceipts: z.boolean().exactOptional(),
      typingIndicators: z.boolean().exactOptional(),
      linkPreviews: z.boolean().exactOptional(),
      calls: z.boolean().exactOptional(),
      callsOverRelays: z.boolean().exactOptional(),
      showsBlockedInGroups: z.boolean().exactOptional(),
      communityRequests: z.boolean().exactOptional(),
    })
    .strict(),
  'messages:invite': z.object({ conversationId: rowId, url: webUrl, name: shortText }).strict(),
  'messages:link-preview': z.object({ url: webUrl }).strict(),
  'conversations:in-sight': z.object({ conversationId: rowId.optional() }).strict(),
  'notifications:get': nothing,
  'notifications:set': z
    .object({
      detail: z.enum(['off', 'count', 'name', 'message']).exactOptional(),
      isSoundOn: z.boolean().exactOptional(),
      whileFocused: z.enum(['nothing', 'other-conversations']).exactOptional(),
    })
    .strict(),
  'search:find': z
    .object({
      text: shortText,
      limit,
      conversationId: rowId.exactOptional(),
      authorId: shortText.exactOptional(),
      sentFromMs: timeMs.exactOptional(),
      sentBeforeMs: timeMs.exactOptional(),
      kind: z.enum(['media', 'voice', 'files', 'links']).exactOptional(),
      before: rowId.exactOptional(),
    })
    .strict(),
  'media:page': z
    .object({
      conversationId: rowId,
      kind: z.enum(['media', 'voice', 'files']),
      limit,
      before: cursor.exactOptional(),
      after: cursor.exactOptional(),
    })
    .strict(),
  'contacts:list': z
    .object({
      which: z.enum(['approved', 'blocked']),
      limit,
      after: z.object({ displayName: shortText, accountId: shortText }).strict().exactOptional(),
    })
    .strict(),
  'requests:list': z
    .object({ limit, before: z.object({ lastActiveMs: timeMs, id: rowId }).strict().optional() })
    .strict(),
  'requests:clear': nothing,
  'names:look-up': z.object({ name: shortText }).strict(),
  'network:settings': nothing,
  'network:set-settings': z
    .object({
      proxy: address.exactOptional(),
      seeds: z
        .array(z.object({ url: address, spki: address.exactOptional() }).strict())
        .max(100)
        .exactOptional(),
      fileServer: address.exactOptional(),
    })
    .strict(),
  'account:delete': z
    .object({ scope: z.enum(['device', 'network']), leavesGroups: z.boolean().exactOptional() })
    .strict(),
  'conversations:export': z
    .object({
      conversationId: rowId,
      path: address.min(1),
      withDisappearing: z.boolean().exactOptional(),
      words: exportWords.exactOptional(),
    })
    .strict(),
  'profile:backup': z
    .object({ path: address.min(1), password: shortText.min(1), appPassword: password.exactOptional() })
    .strict(),
  'conversations:set-disappearing': z
    .object({
      conversationId: rowId,
      mode: z.enum(['off', 'after-read', 'after-send']),
      timerS: z.number().int().nonnegative(),
    })
    .strict(),
  'messages:media-saved': z.object({ id: rowId }).strict(),
  'attachments:download': z.object({ id: rowId }).strict(),
  'attachments:cancel-download': z.object({ id: rowId }).strict(),
  'attachments:save': z.object({ id: rowId, path }).strict(),
  'account:set-picture': z.union([
    z.object({ path }).strict(),
    z.object({ bytes: z.instanceof(Uint8Array) }).strict(),
  ]),
  'account:remove-picture': nothing,
  'account:contains-recovery-password': z.object({ text }).strict(),
  'emoji:get': nothing,
  'emoji:change': z
    .object({
      used: z.string().min(1).max(64).exactOptional(),
      skinTone: z.number().int().min(0).max(5).exactOptional(),
    })
    .strict(),
  'groups:create': z.object({ name: shortText, memberIds: z.array(shortText).max(1_000) }).strict(),
  'groups:get': z.object({ conversationId: rowId }).strict(),
  'groups:describe': z
    .object({
      conversationId: rowId,
      name: shortText.exactOptional(),
      description: shortText.exactOptional(),
    })
    .strict(),
  'groups:set-picture': z.union([
    z.object({ conversationId: rowId, path }).strict(),
    z.object({ conversationId: rowId, bytes: z.instanceof(Uint8Array) }).strict(),
  ]),
  'groups:remove-picture': z.object({ conversationId: rowId }).strict(),
  'groups:invite': groupMembers.extend({ withHistory: z.boolean().exactOptional() }).strict(),
  'groups:resend': groupMembers,
  'groups:promote': groupMembers,
  'groups:remove': groupMembers.extend({ withMessages: z.boolean().exactOptional() }).strict(),
  'groups:clear-for-everyone': z.object({ conversationId: rowId }).strict(),
  'groups:destroy': z.object({ conversationId: rowId }).strict(),
  'groups:leave': z.object({ conversationId: rowId }).strict(),
  'conversations:clear': z
    .object({ id: rowId, scope: z.enum(['device', 'own-devices']).exactOptional() })
    .strict(),
  /** A page names no path: main asks the person for the file. */
  'profile:restore': z
    .object({
      path: address.min(1).exactOptional(),
      password: shortText.min(1),
      appPassword: password.exactOptional(),
    })
    .strict(),
  'profile:health': nothing,
  'profile:check': nothing,
  'profile:repair': z.object({ appPassword: password.exactOptional() }).strict().optional(),
  'calls:current': nothing,
  'calls:start': z.object({ conversationId: rowId }).strict(),
  'calls:accept': ofCall,
  'calls:decline': ofCall,
  'calls:hang-up': ofCall,
  'calls:dismiss': nothing,
  'calls:set-switches': z
    .object({ uuid, isMicrophoneOn: z.boolean().exactOptional(), isCameraOn: z.boolean().exactOptional() })
    .strict(),
  'calls:report-media': callMediaReport,
  'attachments:pause': z.object({ id: rowId }).strict(),
  'attachments:resume': z.object({ id: rowId }).strict(),
  /** With the app's password, if one is set. */
  'account:recovery-code': z.object({ password }).strict().optional(),
  'notifications:preview': nothing,
  'app:export-logs': nothing,
  'app:take-link': nothing,
  ...COMMUNITY_INPUTS,
  'groups:recreate': z.object({ conversationId: rowId }).strict(),
  /** Newest first: what stands before a place, or what has come after one. */
  'app:log-page': z
    .object({
      limit,
      before: count.exactOptional(),
      after: count.exactOptional(),
      /** This one, and those that are worse. */
      level: z.enum(['debug', 'info', 'warn', 'error']).exactOptional(),
      text: shortText.exactOptional(),
    })
    .strict(),
  'app:clear-log': nothing,
  'network:connection': nothing,
  'network:test': nothing,
  'profile:storage': nothing,
  'profile:compact': nothing,
  'profile:cancel-writing': nothing,
  'updates:get': nothing,
  'updates:look': nothing,
  'updates:load': nothing,
  'updates:later': nothing,
  'updates:apply': nothing,
  /** As many as a thousand messages can have. A page names no folder: the person is asked. */
  'attachments:save-all': z
    .object({
      files: z
        .array(z.object({ id: rowId, name: shortText }).strict())
        .min(1)
        .max(32_000),
      folder: path.exactOptional(),
    })
    .strict(),
} as const satisfies Record<Channel, z.ZodType>;
