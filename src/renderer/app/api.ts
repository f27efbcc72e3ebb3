import type { Middleware, Reducer } from '@reduxjs/toolkit';
import { type BaseQueryFn, createApi } from '@reduxjs/toolkit/query/react';

import type { Bridge, Channel, Input, IpcErrorData, Output } from '../../ipc/index.ts';
import type { ComposerTools } from '../features/composer/composer-tools.ts';

/** Channels whose input or output is secret: they never pass through the store. Spec 08, SEC-02. */
type SecretChannel =
  | 'account:restore'
  | 'account:recovery-password'
  | 'account:contains-recovery-password'
  | 'account:recovery-code'
  | 'clipboard:write'
  | 'profile:backup'
  | 'profile:restore'
  | 'profile:repair'
  | PasswordChannel;

/** Channels that take the app's password. */
export type PasswordChannel =
  'lock:unlock' | 'lock:set-password' | 'lock:change-password' | 'lock:remove-password';

type OpenChannel = Exclude<Channel, SecretChannel>;

type Call = {
  readonly [Name in OpenChannel]: { readonly channel: Name; readonly input: Input<Name> };
}[OpenChannel];

/** What the store gives its thunks. */
export interface ThunkExtra {
  readonly bridge: Bridge;
  readonly composing: ComposerTools;
}

const bridgeQuery: BaseQueryFn<Call, unknown, IpcErrorData> = async ({ channel, input }, { extra }) => {
  const { bridge } = extra as ThunkExtra;
  const result = await bridge.invoke(channel, input);
  // RTK Query takes undefined for "no answer"; channels without an answer say true.
  return result.ok ? { data: result.value ?? true } : { error: result.error };
};

/** A request of one channel, as RTK Query wants it. */
function call<Name extends OpenChannel>(channel: Name) {
  return { query: (input: Input<Name>) => ({ channel, input }) as Call } as const;
}

/** Every request of the interface to the client, typed from the contract. The client's answers are kept by the slices of the features. */
export const api = createApi({
  reducerPath: 'api',
  baseQuery: bridgeQuery,
  // Of a group or a room one event tells that anything of it is different; whoever shows it then asks again.
  tagTypes: ['group', 'community', 'health', 'storage'],
  // The slices keep what is shown; a second copy of every page would only cost memory.
  keepUnusedDataFor: 0,
  endpoints: (build) => ({
    appInfo: build.query<Output<'app:info'>, Input<'app:info'>>(call('app:info')),
    diagnostics: build.query<Output<'app:diagnostics'>, Input<'app:diagnostics'>>(call('app:diagnostics')),
    settings: build.query<Output<'settings:get'>, Input<'settings:get'>>(call('settings:get')),
    changeSettings: build.mutation<Output<'settings:set'>, Input<'settings:set'>>(call('settings:set')),
    takeLink: build.mutation<Output<'app:take-link'> | true, Input<'app:take-link'>>(call('app:take-link')),
    openUrl: build.mutation<true, Input<'shell:open-url'>>(call('shell:open-url')),
    lockStatus: build.query<Output<'lock:status'>, Input<'lock:status'>>(call('lock:status')),
    lockNow: build.mutation<true, Input<'lock:now'>>(call('lock:now')),
    clearDevice: build.mutation<true, Input<'lock:clear-device'>>(call('lock:clear-device')),
    clientStatus: build.query<Output<'client:status'>, Input<'client:status'>>(call('client:status')),
    networkStatus: build.query<Output<'network:status'>, Input<'network:status'>>(call('network:status')),
    retryNetwork: build.mutation<true, Input<'network:retry'>>(call('network:retry')),
    createAccount: build.mutation<Output<'account:create'>, Input<'account:create'>>(call('account:create')),
    setName: build.mutation<Output<'account:set-name'>, Input<'account:set-name'>>(call('account:set-name')),
    discardAccount: build.mutation<true, Input<'account:discard'>>(call('account:discard')),
    conversations: build.query<Output<'conversations:list'>, Input<'conversations:list'>>(
      call('conversations:list'),
    ),
    conversation: build.query<Output<'conversations:get'>, Input<'conversations:get'>>(
      call('conversations:get'),
    ),
    startConversation: build.mutation<Output<'conversations:start'>, Input<'conversations:start'>>(
      call('conversations:start'),
    ),
    lookUpName: build.mutation<Output<'names:look-up'>, Input<'names:look-up'>>(call('names:look-up')),
    markRead: build.mutation<true, Input<'conversations:mark-read'>>(call('conversations:mark-read')),
    saveDraft: build.mutation<true, Input<'conversations:save-draft'>>(call('conversations:save-draft')),
    messagePage: build.query<Output<'messages:page'>, Input<'messages:page'>>(call('messages:page')),
    sendMessage: build.mutation<Output<'messages:send'>, Input<'messages:send'>>(call('messages:send')),
    retryMessage: build.mutation<Output<'messages:retry'>, Input<'messages:retry'>>(call('messages:retry')),
    setTyping: build.mutation<true, Input<'conversations:set-typing'>>(call('conversations:set-typing')),
    composedPreview: build.query<Output<'messages:link-preview'>, Input<'messages:link-preview'>>(
      call('messages:link-preview'),
    ),
    privacy: build.query<Output<'privacy:get'>, Input<'privacy:get'>>(call('privacy:get')),
    changePrivacy: build.mutation<Output<'privacy:set'>, Input<'privacy:set'>>(call('privacy:set')),
    emojiHabits: build.query<Output<'emoji:get'>, Input<'emoji:get'>>(call('emoji:get')),
    changeEmojiHabits: build.mutation<Output<'emoji:change'>, Input<'emoji:change'>>(call('emoji:change')),
    deleteMessage: build.mutation<true, Input<'messages:delete'>>(call('messages:delete')),
    react: build.mutation<true, Input<'messages:react'>>(call('messages:react')),
    mediaSaved: build.mutation<true, Input<'messages:media-saved'>>(call('messages:media-saved')),
    mediaPage: build.query<Output<'media:page'>, Input<'media:page'>>(call('media:page')),
    downloadAttachment: build.mutation<Output<'attachments:download'>, Input<'attachments:download'>>(
      call('attachments:download'),
    ),
    cancelDownload: build.mutation<
      Output<'attachments:cancel-download'>,
      Input<'attachments:cancel-download'>
    >(call('attachments:cancel-download')),
    pauseTransfer: build.mutation<Output<'attachments:pause'>, Input<'attachments:pause'>>(
      call('attachments:pause'),
    ),
    resumeTransfer: build.mutation<Output<'attachments:resume'>, Input<'attachments:resume'>>(
      call('attachments:resume'),
    ),
    saveAttachment: build.mutation<true, Input<'attachments:save'>>(call('attachments:save')),
    changeConversation: build.mutation<true, Input<'conversations:change'>>(call('conversations:change')),
    setDisappearing: build.mutation<true, Input<'conversations:set-disappearing'>>(
      call('conversations:set-disappearing'),
    ),
    declineRequest: build.mutation<true, Input<'requests:decline'>>(call('requests:decline')),
    setBlocked: build.mutation<true, Input<'contacts:set-blocked'>>(call('contacts:set-blocked')),
    deleteConversation: build.mutation<true, Input<'conversations:delete'>>(call('conversations:delete')),
    deleteContact: build.mutation<true, Input<'contacts:delete'>>(call('contacts:delete')),
    notifications: build.query<Output<'notifications:get'>, Input<'notifications:get'>>(
      call('notifications:get'),
    ),
    changeNotifications: build.mutation<Output<'notifications:set'>, Input<'notifications:set'>>(
      call('notifications:set'),
    ),
    previewNotification: build.mutation<true, Input<'notifications:preview'>>(call('notifications:preview')),
    contacts: build.query<Output<'contacts:list'>, Input<'contacts:list'>>(call('contacts:list')),
    exportLogs: build.mutation<true, Input<'app:export-logs'>>(call('app:export-logs')),
    setPicture: build.mutation<Output<'account:set-picture'>, Input<'account:set-picture'>>(
      call('account:set-picture'),
    ),
    removePicture: build.mutation<Output<'account:remove-picture'>, Input<'account:remove-picture'>>(
      call('account:remove-picture'),
    ),
    deleteAccount: build.mutation<Output<'account:delete'>, Input<'account:delete'>>(call('account:delete')),
    networkSettings: build.query<Output<'network:settings'>, Input<'network:settings'>>(
      call('network:settings'),
    ),
    changeNetworkSettings: build.mutation<Output<'network:set-settings'>, Input<'network:set-settings'>>(
      call('network:set-settings'),
    ),
    health: build.query<Output<'profile:health'>, Input<'profile:health'>>({
      ...call('profile:health'),
      providesTags: ['health'],
      // As long as somebody looks: how far a check or a compaction is comes as events.
      onCacheEntryAdded: async (_input, { extra, updateCachedData, cacheEntryRemoved }) => {
        const stop = (extra as ThunkExtra).bridge.subscribe((events) => {
          const told = events.findLast((event) => event.type === 'health');
          if (told !== undefined) updateCachedData(() => told.health);
        });
        await cacheEntryRemoved;
        stop();
      },
    }),
    checkHealth: build.mutation<Output<'profile:check'>, Input<'profile:check'>>({
      ...call('profile:check'),
      invalidatesTags: ['health'],
    }),
    clearConversation: build.mutation<true, Input<'conversations:clear'>>(call('conversations:clear')),
    exportConversation: build.mutation<true, Input<'conversations:export'>>(call('conversations:export')),
    search: build.query<Output<'search:find'>, Input<'search:find'>>(call('search:find')),
    requestPage: build.query<Output<'requests:list'>, Input<'requests:list'>>(call('requests:list')),
    clearRequests: build.mutation<true, Input<'requests:clear'>>(call('requests:clear')),
    acceptRequest: build.mutation<true, Input<'requests:accept'>>(call('requests:accept')),
    group: build.query<Output<'groups:get'>, Input<'groups:get'>>({
      ...call('groups:get'),
      providesTags: (_result, _error, { conversationId }) => [{ type: 'group', id: conversationId }],
    }),
    createGroup: build.mutation<Output<'groups:create'>, Input<'groups:create'>>(call('groups:create')),
    describeGroup: build.mutation<true, Input<'groups:describe'>>(call('groups:describe')),
    setGroupPicture: build.mutation<true, Input<'groups:set-picture'>>(call('groups:set-picture')),
    removeGroupPicture: build.mutation<true, Input<'groups:remove-picture'>>(call('groups:remove-picture')),
    inviteToGroup: build.mutation<true, Input<'groups:invite'>>(call('groups:invite')),
    resendInvitations: build.mutation<true, Input<'groups:resend'>>(call('groups:resend')),
    promoteInGroup: build.mutation<true, Input<'groups:promote'>>(call('groups:promote')),
    removeFromGroup: build.mutation<true, Input<'groups:remove'>>(call('groups:remove')),
    clearGroupForEveryone: build.mutation<true, Input<'groups:clear-for-everyone'>>(
      call('groups:clear-for-everyone'),
    ),
    destroyGroup: build.mutation<true, Input<'groups:destroy'>>(call('groups:destroy')),
    leaveGroup: build.mutation<true, Input<'groups:leave'>>(call('groups:leave')),
    community: build.query<Output<'communities:get'>, Input<'communities:get'>>({
      ...call('communities:get'),
      providesTags: (_result, _error, { conversationId }) => [{ type: 'community', id: conversationId }],
    }),
    communityPreview: build.query<Output<'communities:preview'>, Input<'communities:preview'>>(
      call('communities:preview'),
    ),
    communityRoomPicture: build.mutation<
      Output<'communities:room-picture'>,
      Input<'communities:room-picture'>
    >(call('communities:room-picture')),
    communityRooms: build.query<Output<'communities:rooms'>, Input<'communities:rooms'>>(
      call('communities:rooms'),
    ),
    joinCommunity: build.mutation<Output<'communities:join'>, Input<'communities:join'>>(
      call('communities:join'),
    ),
    leaveCommunity: build.mutation<true, Input<'communities:leave'>>(call('communities:leave')),
    loadOlderPosts: build.mutation<Output<'communities:load-older'>, Input<'communities:load-older'>>(
      call('communities:load-older'),
    ),
    refreshCommunity: build.mutation<true, Input<'communities:refresh'>>(call('communities:refresh')),
    editPost: build.mutation<Output<'communities:edit-post'>, Input<'communities:edit-post'>>(
      call('communities:edit-post'),
    ),
    deleteAllPosts: build.mutation<Output<'communities:delete-all-of'>, Input<'communities:delete-all-of'>>(
      call('communities:delete-all-of'),
    ),
    banFromCommunity: build.mutation<Output<'communities:ban'>, Input<'communities:ban'>>(
      call('communities:ban'),
    ),
    unbanFromCommunity: build.mutation<Output<'communities:unban'>, Input<'communities:unban'>>(
      call('communities:unban'),
    ),
    memberRights: build.query<Output<'communities:member-rights'>, Input<'communities:member-rights'>>(
      call('communities:member-rights'),
    ),
    setMemberRights: build.mutation<
      Output<'communities:set-member-rights'>,
      Input<'communities:set-member-rights'>
    >(call('communities:set-member-rights')),
    setCommunityRole: build.mutation<Output<'communities:set-role'>, Input<'communities:set-role'>>(
      call('communities:set-role'),
    ),
    describeCommunity: build.mutation<Output<'communities:describe'>, Input<'communities:describe'>>(
      call('communities:describe'),
    ),
    setCommunityPicture: build.mutation<Output<'communities:set-picture'>, Input<'communities:set-picture'>>(
      call('communities:set-picture'),
    ),
    pinPost: build.mutation<Output<'communities:pin'>, Input<'communities:pin'>>(call('communities:pin')),
    unpinPosts: build.mutation<Output<'communities:unpin'>, Input<'communities:unpin'>>(
      call('communities:unpin'),
    ),
    clearPostReactions: build.mutation<
      Output<'communities:clear-reactions'>,
      Input<'communities:clear-reactions'>
    >(call('communities:clear-reactions')),
    postReactors: build.query<Output<'communities:reactors'>, Input<'communities:reactors'>>(
      call('communities:reactors'),
    ),
    communityPeople: build.query<Output<'communities:people'>, Input<'communities:people'>>(
      call('communities:people'),
    ),
    writeToMember: build.mutation<Output<'communities:write-to'>, Input<'communities:write-to'>>(
      call('communities:write-to'),
    ),
    inviteToCommunity: build.mutation<true, Input<'communities:invite'>>(call('communities:invite')),
    communitySettings: build.query<Output<'communities:settings'>, Input<'communities:settings'>>(
      call('communities:settings'),
    ),
    changeCommunitySettings: build.mutation<
      Output<'communities:set-settings'>,
      Input<'communities:set-settings'>
    >(call('communities:set-settings')),
    recreateGroup: build.mutation<Output<'groups:recreate'>, Input<'groups:recreate'>>(
      call('groups:recreate'),
    ),
    logPage: build.query<Output<'app:log-page'>, Input<'app:log-page'>>(call('app:log-page')),
    clearLog: build.mutation<true, Input<'app:clear-log'>>(call('app:clear-log')),
    connection: build.query<Output<'network:connection'>, Input<'network:connection'>>(
      call('network:connection'),
    ),
    testConnection: build.mutation<Output<'network:test'>, Input<'network:test'>>(call('network:test')),
    storage: build.query<Output<'profile:storage'>, Input<'profile:storage'>>({
      ...call('profile:storage'),
      providesTags: ['storage'],
    }),
    cancelWriting: build.mutation<true, Input<'profile:cancel-writing'>>(call('profile:cancel-writing')),
    compact: build.mutation<Output<'profile:compact'>, Input<'profile:compact'>>({
      ...call('profile:compact'),
      invalidatesTags: ['storage'],
    }),
    updates: build.query<Output<'updates:get'>, Input<'updates:get'>>(call('updates:get')),
    lookForUpdates: build.mutation<Output<'updates:look'>, Input<'updates:look'>>(call('updates:look')),
    loadUpdate: build.mutation<Output<'updates:load'>, Input<'updates:load'>>(call('updates:load')),
    postponeUpdate: build.mutation<Output<'updates:later'>, Input<'updates:later'>>(call('updates:later')),
    applyUpdate: build.mutation<true, Input<'updates:apply'>>(call('updates:apply')),
    saveAttachments: build.mutation<Output<'attachments:save-all'>, Input<'attachments:save-all'>>(
      call('attachments:save-all'),
    ),
  }),
});

/** What the store keeps of requests concerns nobody but `api`, and its type is too long to be written out in others. */
export const apiReducer = api.reducer as Reducer<object>;
export const apiMiddleware = api.middleware as Middleware;
